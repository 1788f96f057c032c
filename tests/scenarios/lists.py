# SPDX-License-Identifier: MIT
"""Lists, cards and what changes them: people, clients, projects, absences; revisions; double submits."""

import urllib.parse

from served import at_once, check, day_number, equal, scenario

LISTS = ("/people", "/clients", "/projects", "/absences")


@scenario("lists are items and the cursor of the next page")
def _(agency):
    for path in LISTS:
        answer = agency.person("pavel").get(path).is_(200).json()
        check({"items", "next"} <= set(answer), f"{path} has {sorted(answer)}")
        check(answer["items"] and all("id" in one for one in answer["items"]), f"{path} lists nothing")


@scenario("pages of a list come one after the other, with nothing twice or left out")
def _(agency):
    pavel = agency.person("pavel")
    for path in LISTS:
        whole = [one["id"] for one in pavel.get(f"{path}?limit=500").is_(200).json()["items"]]
        seen, cursor, pages = [], "", 0
        while True:
            answer = pavel.get(f"{path}?limit=3{cursor}").is_(200).json()
            seen += [one["id"] for one in answer["items"]]
            pages += 1
            if not answer["next"]:
                break
            check(pages < 100, f"{path} has no end")
            cursor = f"&cursor={answer['next']}"
        equal(seen, whole, f"the pages of {path}")
        check(pages > 2, f"{path} came in {pages} pages")


@scenario("a limit or a cursor that is none is refused")
def _(agency):
    for path in LISTS:
        for query in ("limit=0", "limit=-1", "limit=many", "limit=100000", "cursor=nonsense"):
            answer = agency.person("pavel").get(f"{path}?{query}")
            check(answer.status == 422 or (query == "limit=0" and answer.status == 200),
                  f"{path}?{query} is answered with {answer.status}")


@scenario("a search finds parts of names whatever their case")
def _(agency):
    pavel = agency.person("pavel")
    for path, q, names in (("/clients", "БЕР", ["Берег"]), ("/people", "ветр", ["Анна Ветрова"]),
                           ("/projects", "питч", ["Питч"]), ("/clients", "%", []), ("/clients", "_", []),
                           ("/people", "' OR 1=1 --", [])):
        answer = pavel.get(f"{path}?q={urllib.parse.quote(q)}").is_(200).json()
        equal([one["name"] for one in answer["items"]], names, f"{q} in {path}")


@scenario("a client is added, changed, archived and taken back")
def _(agency):
    pavel = agency.person("pavel")
    client = pavel.post("/clients", {"name": "Новый", "manager_id": agency.id("anna")}).is_(201).json()
    check(client["id"] > 0 and client["revision"] == 1 and 1 <= client["hue"] <= 8, f"the client is {client}")
    path = f"/clients/{client['id']}"
    changed = pavel.ask("PATCH", path, {"revision": 1, "name": "Новейший"}).is_(200, name="Новейший").json()
    equal(changed["manager_id"], agency.id("anna"), "what was not sent")
    pavel.ask("PATCH", path, {"revision": changed["revision"], "archived": True}).is_(200, archived=True)
    check(client["id"] not in [one["id"] for one in pavel.get("/clients").json()["items"]], "the archived one is listed")
    pavel.post("/changes/undo", {}).is_(200)
    pavel.get(path).is_(200, archived=False, name="Новейший")


@scenario("a name that is taken or missing is refused at its field")
def _(agency):
    pavel = agency.person("pavel")
    for name in ("Берег", "берег", "  БЕРЕГ ", "", "   ", "x" * 100, "a\x00b", None):
        answer = pavel.post("/clients", {"name": name})
        check(answer.status in (400, 422), f"{name!r} is answered with {answer.status}")
        check(answer.status == 400 or answer.json()["field"] == "name", f"{name!r} is refused at another field")


@scenario("a change over a newer one is refused with both versions")
def _(agency):
    pavel, anna = agency.person("pavel"), agency.person("anna")
    client = pavel.post("/clients", {"name": "Спорный", "manager_id": agency.id("anna")}).is_(201).json()
    path = f"/clients/{client['id']}"
    anna.ask("PATCH", path, {"revision": 1, "name": "Спорный А"}).is_(200)
    answer = pavel.ask("PATCH", path, {"revision": 1, "name": "Спорный П"}).is_(409, kind="conflict").json()
    equal((answer["yours"]["name"], answer["theirs"]["name"]), ("Спорный П", "Спорный А"), "the versions")
    equal(answer["changed_by_name"], "Анна Ветрова", "who it was")
    pavel.get(path).is_(200, name="Спорный А")


@scenario("a change without a revision is refused")
def _(agency):
    pavel = agency.person("pavel")
    for path, body in (("/clients/1", {"name": "X"}), ("/projects/1", {"name": "X"}),
                       (f"/people/{agency.id('timur')}", {"name": "X"})):
        pavel.ask("PATCH", path, body).is_(422, field="revision")
        pavel.ask("PATCH", path, dict(body, revision=0)).is_(422, field="revision")
        pavel.ask("PATCH", path, dict(body, revision=999)).is_(409)


@scenario("of fifty who change one record with the same revision one wins, and nothing is lost")
def _(agency):
    pavel = agency.program_of("pavel")
    client = pavel.post("/clients", {"name": "Счётчик 0"}).is_(201).json()
    path = f"/clients/{client['id']}"

    def count_up(_):
        asker = agency.stranger(token=pavel.token)
        for _ in range(400):
            now = asker.get(path).is_(200).json()
            number = int(now["name"].split()[1])
            answer = asker.ask("PATCH", path, {"revision": now["revision"], "name": f"Счётчик {number + 1}"})
            if answer.status == 200:
                return True
            if answer.status not in (409, 503):
                return f"{answer.status} {answer.text[:200]}"
        return "never got through"

    results = at_once(50, count_up)
    equal([one for one in results if one is not True], [], "who did not get through")
    pavel.get(path).is_(200, name="Счётчик 50")


@scenario("a project is added to a client, with people who take part")
def _(agency):
    pavel = agency.person("pavel")
    client = agency.one("SELECT id FROM client WHERE name = 'Берег'")
    body = {"client_id": client, "name": "Зимний отчёт", "kind": "fixed", "stage": "won", "starts": "2026-11-01",
            "ends": "2026-12-31"}
    project = pavel.post("/projects", body).is_(201).json()
    people = f"/projects/{project['id']}/people"
    pavel.post(people, {"person_id": agency.id("timur")}).is_(200)
    pavel.post(people, {"person_id": agency.id("timur")}).is_(200)
    equal([one["name"] for one in pavel.get(people).is_(200).json()["items"]], ["Тимур Асадов"], "who takes part")
    pavel.ask("DELETE", f"{people}/{agency.id('timur')}").is_(200)
    equal(pavel.get(people).json()["items"], [], "who takes part")
    pavel.post("/projects", body).is_(422, field="name")
    pavel.post("/projects", dict(body, name="Y", ends="2026-10-01")).is_(422, field="ends")
    pavel.post("/projects", dict(body, name="Y", stage="dreaming")).is_(422, field="stage")
    pavel.post("/projects", dict(body, name="Y", client_id=9999)).is_(422, field="client_id")


@scenario("nothing more is planned for what is in the archive")
def _(agency):
    pavel = agency.person("pavel")
    project = agency.project("Берег", "Зимний отчёт")
    revision = pavel.get(f"/projects/{project}").json()["revision"]
    pavel.post(f"/projects/{project}/archive", {"revision": revision, "archived": True}).is_(200)
    body = {"person_id": agency.id("timur"), "week": "2026-11-09", "project_id": project, "minutes": 60}
    pavel.post("/allocations", body).is_(422, field="project_id")


@scenario("a person is added with roles and hours, and the plan has a row for them")
def _(agency):
    pavel, admin = agency.person("pavel"), agency.person("admin")
    body = {"name": "Олег Новиков", "email": "novikov@polden.example", "position": "Дизайнер", "week": 1200,
            "roles": "specialist", "employed_from": "2026-09-02"}
    person = pavel.post("/people", body)
    if person.status == 403:  # heads add people, administrators give roles
        person = admin.post("/people", body)
    person = person.is_(201).json()
    weeks = pavel.get(f"/plan?from=2026-08-31&weeks=2&person_id={person['id']}").json()["people"][0]["weeks"]
    equal([week["capacity"] for week in weeks], [720, 1200], "the hours of a person who begins on a Wednesday")
    for field, value in (("email", "novikov@polden.example"), ("email", "no address"), ("name", ""), ("hue", 9),
                         ("week", -5), ("employed_until", "2026-01-01")):
        answer = admin.post("/people", dict(body, email="other@polden.example", **{field: value})
                            if field != "email" else dict(body, email=value))
        answer.is_(422, field=field)


@scenario("new hours count from their day on and do not touch the weeks before")
def _(agency):
    pavel = agency.person("pavel")
    path = f"/people/{agency.id('nina')}/contracts"
    person = pavel.get(f"/people/{agency.id('nina')}").json()
    pavel.ask("PATCH", f"/people/{person['id']}", {"revision": person["revision"], "planned": True}).is_(200)
    hours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 240)
    pavel.post(path, {"from_day": "2026-09-09", **hours}).is_(200)
    weeks = pavel.get(f"/plan?from=2026-08-31&weeks=3&person_id={person['id']}").json()["people"][0]["weeks"]
    equal([week["capacity"] for week in weeks], [2400, 2 * 480 + 3 * 240, 1200], "the hours")


@scenario("an absence takes its days, says what it pushed over, and gives them back")
def _(agency):
    pavel = agency.person("pavel")
    before = agency.week("timur", "2026-06-22")
    body = {"person_id": agency.id("timur"), "kind": "vacation", "from_day": "2026-06-22", "until_day": "2026-06-26"}
    absence = pavel.post("/absences", body).is_(201).json()
    week = agency.week("timur", "2026-06-22")
    equal(week["absence"], before["absence"] + 2400, "what is away")
    check(week["excess"] > 0 and week["free"] == 0, "what was planned went with it")
    pavel.post("/absences", body).is_(422)
    pavel.post(f"/absences/{absence['id']}/delete", {}).is_(200)
    equal(agency.week("timur", "2026-06-22"), before, "the week")
    for field, value in (("until_day", "2026-06-01"), ("kind", "party"), ("from_day", ""), ("person_id", 9999)):
        pavel.post("/absences", dict(body, **{field: value})).is_(422)


@scenario("of the same form sent many times at once one thing is made")
def _(agency):
    token = agency.program_of("pavel").token
    admin = agency.program_of("admin").token
    client = agency.one("SELECT id FROM client WHERE name = 'Липа'")
    timur = agency.id("timur")
    for who, path, body, count in (
            (token, "/clients", {"name": "Двойной"}, "SELECT count(*) FROM client WHERE name = 'Двойной'"),
            (token, "/projects", {"client_id": client, "name": "Двойной", "stage": "won"},
             "SELECT count(*) FROM project WHERE name = 'Двойной'"),
            (admin, "/people", {"name": "Двойной", "email": "twice@polden.example", "roles": "specialist"},
             "SELECT count(*) FROM person WHERE name = 'Двойной'"),
            (token, "/absences", {"person_id": timur, "kind": "sick", "from_day": "2027-02-01", "until_day": "2027-02-02"},
             f"SELECT count(*) FROM absence WHERE person_id = {timur} AND kind = 'sick' AND from_day > 20700"),
            (token, "/allocations", {"person_id": timur, "week": "2027-02-08", "kind": "learning", "minutes": 60},
             f"SELECT count(*) FROM allocation WHERE week = {day_number('2027-02-08')}")):
        answers = at_once(8, lambda _, who=who, path=path, body=body: agency.stranger(token=who).post(path, body))
        equal(agency.one(count), 1, f"things made by {path} of {[getattr(one, 'status', one) for one in answers]}")
        check(all(one.status in (200, 201, 409, 422) for one in answers), f"{path}: {[one.status for one in answers]}")


@scenario("lists as CSV are for spreadsheets: marked, separated, and no cell is a formula")
def _(agency):
    pavel = agency.person("pavel")
    pavel.post("/clients", {"name": "=HYPERLINK(\"http://evil.example\")"}).is_(201)
    answer = pavel.get("/clients.csv", accept="*/*").is_(200)
    check(answer.body.startswith(b"\xef\xbb\xbf"), "the file has no mark of UTF-8")
    check("attachment" in answer.header("Content-Disposition"), "the file is shown, not kept")
    check(";=HYPERLINK" not in answer.text and "\n=HYPERLINK" not in answer.text and '"=HYPERLINK' not in answer.text,
          "a cell is a formula")
