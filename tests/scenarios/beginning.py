# SPDX-License-Identifier: MIT
"""An empty agency: the first person, the first page, invitations; and a database that somebody else holds."""

import re
import sqlite3
import subprocess
import time

from served import PASSWORD, Agency, binary, check, equal, scenario, takt

OTHER = "another-Lamp-77-cedar"


def start(engine, _template):
    """Without the demo."""
    return Agency(engine, None)


@scenario("an agency without people answers, and lets nobody in")
def _(agency):
    agency.stranger().get("/health/ready").is_(200)
    agency.stranger().get("/plan", accept="page").is_(303)
    agency.stranger().sign_in("anna@polden.example").is_(422)


@scenario("the first person is administrator and head, and is led to name the agency")
def _(agency):
    agency.takt("person", "add", "--name", "Анна Ветрова", "--email", "anna@polden.example", "--password-stdin",
                text=PASSWORD + "\n")
    equal(sorted(row[0] for row in agency.rows("SELECT role FROM person_role")), ["administrator", "head"], "roles")
    anna = agency.person("anna")
    equal(anna.get("/plan", accept="page").is_(303).header("Location"), "/welcome", "the first page")
    anna.get("/welcome", accept="page").is_(200)
    anna.post("/welcome", form={"agency_name": ""}, accept="page").is_(422)
    anna.post("/welcome", form={"agency_name": "Полдень"}, accept="page").is_(303)
    check("Полдень" in anna.get("/plan", accept="page").is_(200).text, "the page does not name the agency")


@scenario("a weak password is refused by the command line too, and one is made up where none is given")
def _(agency):
    for weak in ("short", "password1234", "polden2026polden", "qwertyuiop123", "111111111111"):
        agency.takt("person", "add", "--name", "Олег Орлов", "--email", "oleg@polden.example", "--password-stdin",
                    text=weak + "\n", expect=1)
    said = agency.takt("person", "add", "--name", "Олег Орлов", "--email", "oleg@polden.example")
    made = re.search(r"(\S+)\s*$", said).group(1)
    agency.stranger().sign_in("oleg@polden.example", made).is_(303)


@scenario("an invitation is opened without harm, used once, and only while its address holds")
def _(agency):
    anna = agency.person("anna")
    person = anna.post("/people", {"name": "Ира Белова", "email": "ira@polden.example", "roles": "specialist"}).is_(201).json()
    text = anna.post(f"/people/{person['id']}/invite", {}).text
    link = re.search(r"/invite/[A-Za-z0-9_-]{43}", text)
    check(link, f"there is no link: {text[:300]}")
    for _ in range(3):
        agency.stranger().get(link.group(0), accept="page").is_(200)
    agency.stranger().post(link.group(0), form={"new_password": "short"}, accept="page").is_(422)
    agency.stranger().post(link.group(0), form={"new_password": OTHER}, accept="page", headers={"Sec-Fetch-Site": "cross-site"}).is_(403)
    agency.stranger().post(link.group(0), form={"new_password": OTHER}, accept="page").is_(303)
    agency.stranger().sign_in("ira@polden.example", OTHER).is_(303)
    again = agency.stranger().post(link.group(0), form={"new_password": PASSWORD}, accept="page")
    check(again.status in (404, 410, 422), f"a used link is answered with {again.status}")
    agency.stranger().get("/invite/" + "A" * 43, accept="page").is_(404)
    kept = [row[0] for row in agency.rows("SELECT token_hash FROM invite")]
    check(link.group(0).split("/")[2] not in kept, "the link stands in the database")


@scenario("commands that are wrong say so and end with 2, those that fail with 1")
def _(agency):
    takt("nonsense", expect=2)
    takt("serve", "--nonsense", expect=2)
    takt("person", "password", "--email", "nobody@polden.example", url=agency.url, expect=1)
    takt("migrate", url="mysql://x", expect=1)
    takt("version")


@scenario("a second server on the same database says plainly that another is there")
def _(agency):
    run = subprocess.run([binary(), "serve", "--db", agency.url, "--listen", "127.0.0.1:0"], capture_output=True, text=True,
                         timeout=20, check=False)
    check(run.returncode != 0 and "another" in run.stderr.lower() + run.stdout.lower(), f"it says {run.stdout}{run.stderr}")


@scenario("a database held by another process: changes wait five seconds at most, reading goes on", engine="sqlite")
def _(agency):
    anna = agency.person("anna")
    holder = sqlite3.connect(agency.url.removeprefix("sqlite:"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        started = time.monotonic()
        answer = anna.post("/clients", {"name": "Берег"}).is_(503, kind="busy")
        took = time.monotonic() - started
        check(took < 6, f"it took {took:.1f} s")
        check(answer.header("Retry-After"), "nobody is told when to come back")
        started = time.monotonic()
        anna.get("/clients").is_(200)
        check(time.monotonic() - started < 1, "reading waited")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    anna.post("/clients", {"name": "Берег"}).is_(201)
