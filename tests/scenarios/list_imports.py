# SPDX-License-Identifier: MIT
"""People, clients and projects from tables, and back out again."""

import tempfile

from served import check, equal, scenario
from uploads import upload


def bring(agency, kind, text, key="pavel", name="list.csv"):
    """The address of the preview."""
    answer = upload(agency.person(key), name, text if isinstance(text, bytes) else text.encode(), f"/{kind}/import")
    return answer.is_(200).json()["path"]


def preview(agency, path, key="pavel"):
    return agency.person(key).get(path).is_(200).json()


def confirm(agency, path, key="pavel"):
    return agency.person(key).post(f"{path}/confirm", {}, headers={"Accept": "application/json"}).is_(200).json()


PEOPLE = """Фамилия и имя;E-mail;Должность;Отдел;Работает с;Зарплата
Нина Новая;nova@polden.example;Редактор;Креатив;01.06.2026;100
Тимур Асадов;timur@polden.example;Старший копирайтер;;;200
Без Почты;;Дизайнер;;;
Кривая Почта;not an address;;;;
Нина Новая;nova@polden.example;Редактор;;;
Странная Дата;x@polden.example;;;31.02.2026;
;nobody@polden.example;;;;
"""


@scenario("a list of people shows what is new, what changes and what is refused, and enters it as one change")
def _(agency):
    path = bring(agency, "people", PEOPLE)
    seen = preview(agency, path)
    equal([column["choice"] for column in seen["columns"]],
          ["name", "email", "position", "department", "employed_from", ""], "the columns")
    equal((seen["will_add"], seen["will_change"], seen["refused"]), (2, 1, 4), seen["rows"])
    notes = {row["title"]: row["note"] for row in seen["rows"]}
    check("Старший копирайтер" in notes["Тимур Асадов"], notes)
    check("not an address" in notes["Кривая Почта"], notes)
    check("Нина Новая" in agency.person("pavel").get(path, accept="page").is_(200).text, "not on the page")
    check(not agency.rows("SELECT id FROM person WHERE email = 'nova@polden.example'"), "written before it was confirmed")
    report = confirm(agency, path)
    equal((report["added"], report["changed"]), (2, 1), "the report")
    agency.person("pavel").post(f"{path}/confirm", {}).is_(409)
    again = preview(agency, bring(agency, "people", PEOPLE))
    equal((again["will_add"], again["will_change"], again["will_same"]), (0, 0, 3), "the same list again")
    agency.person("pavel").post(f"/changes/{report['change_id']}/undo", {}).is_(200)
    check(not agency.rows("SELECT id FROM person WHERE email = 'nova@polden.example'"), "undo left somebody")
    back = preview(agency, bring(agency, "people", PEOPLE))
    equal((back["will_add"], back["will_change"]), (2, 1), "after undo")


@scenario("columns that are not understood are chosen by hand")
def _(agency):
    path = bring(agency, "clients", "первое;второе\nРомашка;Павел Дорн\n")
    seen = preview(agency, path)
    check(seen["trouble"] and not seen["can_confirm"], seen)
    asker = agency.person("pavel")
    asker.post(path, {"columns": ["name", "name"]}).is_(422, field="columns")
    asker.post(path, {"columns": ["name"]}).is_(422, field="columns")
    asker.post(path, {"columns": ["name", "password"]}).is_(422, field="columns")
    asker.post(path, {"columns": ["name", "manager"]}).is_(200)
    asker.post(f"{path}/confirm", form={"c0": "name", "c1": "manager"}, accept="page").is_(303)
    equal(agency.one("SELECT p.name FROM client c JOIN person p ON p.id = c.manager_id WHERE c.name = 'Ромашка'"),
          "Павел Дорн", "the manager")


@scenario("projects come with clients that are not there yet; an unknown manager is refused with the name")
def _(agency):
    path = bring(agency, "projects", "Клиент;Проект;Статус;Аккаунт-менеджер;Начало\n"
                                     "Лютик;Сайт;в работе;;01.07.2026\nЛютик;SMM;тендер;Анна Ветрова;\n"
                                     "Лютик;Видео;так себе;;\nЛютик;Аудио;;Никто Никтов;\n")
    seen = preview(agency, path)
    equal((seen["will_add"], seen["refused"]), (2, 2), seen["rows"])
    check(any("Никто Никтов" in row["note"] for row in seen["rows"]), seen["rows"])
    equal(confirm(agency, path)["added"], 2, "added")
    equal(agency.one("SELECT count(*) FROM client WHERE name = 'Лютик'"), 1, "the new client")
    equal(agency.one("SELECT stage FROM project p JOIN client c ON c.id = p.client_id WHERE c.name = 'Лютик' "
                     "AND p.name = 'Сайт'"), "running", "the stage")


@scenario("the lists that go out come back without a difference, as CSV and as XLSX")
def _(agency):
    asker = agency.person("pavel")
    for kind in ("people", "clients", "projects"):
        for ending in ("csv", "xlsx"):
            table = asker.get(f"/{kind}.{ending}?limit=500").is_(200).body
            seen = preview(agency, bring(agency, kind, table, name=f"{kind}.{ending}"))
            equal([(row["title"], row["note"]) for row in seen["rows"] if row["state"] != "same"], [],
                  f"{kind}.{ending}")
            check(seen["will_same"] > 5, f"{kind}.{ending}: {seen['summary']}")


@scenario("who may not write a list brings none, and nobody sees another's")
def _(agency):
    upload(agency.person("timur"), "x.csv", b"name\nx\n", "/people/import").is_(403)
    path = bring(agency, "clients", "Клиент\nЧужой\n")
    agency.person("anna").get(path).is_(404)
    agency.person("pavel").get(path.replace("clients", "projects")).is_(404)
    agency.person("timur").post(f"{path}/confirm", {}).is_(403)


@scenario("the command line brings lists and says by its end what was not taken")
def _(agency):
    with tempfile.TemporaryDirectory() as folder:
        by_command(agency, folder)


def by_command(agency, folder):
    good, bad = f"{folder}/good.csv", f"{folder}/bad.csv"
    with open(good, "w", encoding="utf-8") as file:
        file.write("Client;Account manager\nКомандный;Анна Ветрова\n")
    with open(bad, "w", encoding="utf-8") as file:
        file.write("Client;Account manager\nКомандный 2;Никто Никтов\n")
    check("1" in agency.takt("import", "clients", good, "--dry-run"), "nothing would happen")
    check(not agency.rows("SELECT id FROM client WHERE name = 'Командный'"), "a dry run wrote")
    agency.takt("import", "clients", good)
    check(agency.rows("SELECT id FROM client WHERE name = 'Командный'"), "nothing was written")
    agency.takt("import", "clients", bad, expect=1)
    agency.takt("import", "clients", f"{folder}/none.csv", expect=2)
