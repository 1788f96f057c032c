# SPDX-License-Identifier: MIT
"""The plan taken out: as tables of every kind, and as a live table that a spreadsheet program fetches by itself."""

import io
import re
import urllib.parse
import zipfile

from served import THIS_WEEK, Asker, check, equal, scenario

WINDOW = f"from={THIS_WEEK}&weeks=4"


def made(agency, **fields):
    answer = agency.person("pavel").post("/plan/live", dict({"name": "Отчёт", "query": "weeks=4"}, **fields)).is_(201)
    return answer.json()["id"], urllib.parse.urlsplit(answer.json()["url"]).path


def program(agency):
    """A spreadsheet program: no cookie, no token, no Sec-Fetch-Site."""
    return Asker(agency.server, agency.address(), origin=None)


@scenario("the plan comes as XLSX, CSV for people, CSV for programs and JSON, with filters, from both sides")
def _(agency):
    asker = agency.person("pavel")
    for side in ("", "&view=projects", "&group=position", f"&person_id={agency.id('timur')}", "&only=tentative"):
        book = asker.get(f"/plan.xlsx?{WINDOW}{side}").is_(200)
        names = zipfile.ZipFile(io.BytesIO(book.body)).namelist()
        check("xl/worksheets/sheet2.xml" in names, f"no sheet that explains: {names}")
        people = asker.get(f"/plan.csv?{WINDOW}{side}").is_(200).body.decode("utf-8-sig").splitlines()
        plain = asker.get(f"/plan.csv?{WINDOW}{side}&csv=plain").is_(200).text.splitlines()
        equal(len(people), len(plain), "rows")
        check(people[0].endswith(";15.06.2026;22.06.2026;29.06.2026;06.07.2026"), people[0])
        check(plain[0].endswith(",2026-06-15,2026-06-22,2026-06-29,2026-07-06"), plain[0])
    asker.get(f"/plan.json?{WINDOW}").is_(200)
    asker.get(f"/plan/projects.xlsx?{WINDOW}").is_(200)


@scenario("a name that would be a formula is none in any table")
def _(agency):
    asker = agency.person("anna")
    client = asker.post("/clients", {"name": "=HYPERLINK(\"http://evil.example\")"}).is_(201).json()["id"]
    for name in ("+1", "-1+1", "@SUM(1)", "\"=1+1"):
        asker.post("/projects", {"name": name, "client_id": client}).is_(201)
    for table in (f"/plan.csv?{WINDOW}&view=projects", f"/plan.csv?{WINDOW}&view=projects&csv=plain", "/clients.csv",
                  "/projects.csv"):
        for line in asker.get(table).is_(200).body.decode("utf-8-sig").splitlines():
            for field in re.split(r"[;,]", line):
                check(not re.match(r'"?[=+@-]\D', field), f"{table}: {line}")


@scenario("a live table is fetched without a cookie or a token, and only its own address shows it")
def _(agency):
    number, path = made(agency)
    answer = program(agency).get(path, accept="*/*").is_(200)
    equal(answer.header("Content-Type"), "text/csv; charset=utf-8", "the type")
    check(",2026-06-08," in answer.text.splitlines()[0], answer.text[:200])
    check(answer.header("Set-Cookie") is None, "a cookie was set")
    program(agency).get(path[:-5] + "x.csv", accept="*/*").is_(404)
    program(agency).get("/live/.csv", accept="*/*").is_(404)
    program(agency).get("/plan.csv", accept="*/*").is_(401)
    stored = agency.rows(f"SELECT secret_hash FROM plan_feed WHERE id = {number}")[0][0]
    check(stored not in path and path.split("/")[2].split(".")[0] not in stored, "the address itself is stored")
    listed = agency.person("pavel").get("/plan/live").is_(200)
    check(path not in listed.text, "the address is shown again")
    check(agency.one("SELECT count(*) FROM audit WHERE action = 'live_table_read'") > 0, "reading is not logged")


@scenario("a live table that did not change is not sent again, one that changed is")
def _(agency):
    _number, path = made(agency, flavour="russian")
    asker = program(agency)
    first = asker.get(path, accept="*/*").is_(200)
    check(first.body.startswith(b"\xef\xbb\xbf"), "no mark of UTF-8 for a Russian spreadsheet program")
    tag = first.header("ETag")
    equal(asker.get(path, accept="*/*", headers={"If-None-Match": tag}).is_(304).body, b"", "the body")
    agency.person("pavel").post("/allocations", {"person_id": agency.id("timur"), "week": "2026-06-29",
                                                 "kind": "learning", "minutes": 45}).is_(200)
    check(asker.get(path, accept="*/*", headers={"If-None-Match": tag}).is_(200).header("ETag") != tag, "the same tag")


@scenario("a revoked live table reads nothing, nor one whose maker may not see the plan any more")
def _(agency):
    number, path = made(agency)
    program(agency).get(path, accept="*/*").is_(200)
    agency.person("anna").post(f"/plan/live/{number}/revoke", {}).is_(404)
    agency.person("pavel").post(f"/plan/live/{number}/revoke", {}).is_(303)
    program(agency).get(path, accept="*/*").is_(404)
    agency.add_person("guest", "account")
    guest = agency.fresh_person("guest")
    path = urllib.parse.urlsplit(guest.post("/plan/live", {"name": "x"}).is_(201).json()["url"]).path
    program(agency).get(path, accept="*/*").is_(200)
    revision = agency.person("admin").get(f"/people/{agency.id('guest')}").json()["revision"]
    agency.person("admin").ask("PATCH", f"/people/{agency.id('guest')}", {"revision": revision, "disabled": True}).is_(200)
    check(agency.one("SELECT disabled FROM person WHERE email = 'guest@polden.example'") == 1, "still enabled")
    program(agency).get(path, accept="*/*").is_(404)


@scenario("a live table is read sixty times in ten minutes and no more")
def _(agency):
    _number, path = made(agency, query="weeks=1")
    asker = program(agency)
    for _ in range(60):
        asker.get(path, accept="*/*").is_(200)
    answer = asker.get(path, accept="*/*").is_(429)
    check(int(answer.header("Retry-After")) <= 600, "no word of when to come again")


@scenario("a token makes no live tables, and what is no look of the plan is refused")
def _(agency):
    agency.program_of("pavel").post("/plan/live", {"name": "x"}).is_(403)
    asker = agency.person("pavel")
    asker.post("/plan/live", {"name": " "}).is_(422, field="name")
    asker.post("/plan/live", {"name": "x", "flavour": "y"}).is_(422, field="flavour")
    asker.post("/plan/live", {"name": "x", "query": "weeks=999"}).is_(422)
