# SPDX-License-Identifier: MIT
"""Every address asked by every role; own, team's and others' things; and a word that must not reach a stranger."""

import io
import re
import threading
import time
import urllib.parse
import zipfile

from served import Agency, Asker, check, equal, scenario

ROLES = {"guest": "gosha", "contractor": "lara", "specialist": "timur", "account": "anna", "accountant": "nina",
         "lawyer": "renata", "head": "yulia", "administrator": "admin"}
STAFF = "account accountant administrator head lawyer specialist"
MARKER = "Ксилофон"  # of a client, its project, a note and an absence that no stranger may hear of

# What the requirements say of who may what, beside what the program says of itself.
POLICY = {
    "GET /plan": STAFF + " contractor",
    "POST /allocations": "account head",
    "POST /allocations/batch": "account head",
    "POST /overtime": "head",
    "GET /clients": STAFF + " contractor",
    "POST /clients": "account head",
    "PATCH /projects/:id": "account head",
    "GET /people": STAFF + " contractor",
    "POST /people/:id/roles": "administrator",
    "POST /people/:id/invite": "administrator",
    "POST /settings": "administrator",
    "POST /settings/rights": "administrator",
    "GET /settings": "administrator head",
    "GET /plan/import": "account administrator head",
}
OPEN = {"/health/live", "/health/ready", "/openapi.json", "/sign-in", "/sign-out", "/invite/:secret", "/live/:secret"}


def start(engine, template):
    agency = Agency(engine, template)
    for role in ("guest", "contractor", "head"):
        agency.add_person(ROLES[role], role)
    agency.add_person("dima", "administrator")
    agency.add_person("left", "head")
    agency.tokens = {key: agency.program_of(key).token for key in [*ROLES.values(), "pavel", "dima", "left"]}
    pavel = who(agency, "pavel")
    admin = who(agency, "admin")
    for key, change in (("dima", {"disabled": True}), ("left", {"employed_until": "2026-06-16"})):
        person = admin.get(f"/people/{agency.id(key)}").is_(200).json()
        admin.ask("PATCH", f"/people/{person['id']}", {"revision": person["revision"], **change}).is_(200)
    client = pavel.post("/clients", {"name": MARKER, "manager_id": agency.id("kirill")}).is_(201).json()["id"]
    agency.marked = pavel.post("/projects", {"client_id": client, "name": f"{MARKER} А", "stage": "running"}).is_(201).json()["id"]
    agency.marked_client = client
    body = {"person_id": agency.id("timur"), "week": "2026-06-15", "project_id": agency.marked, "minutes": 15,
            "note": f"{MARKER} Б"}
    pavel.post("/allocations", body).is_(200)
    agency.marked_absence = pavel.post("/absences", {"person_id": agency.id("timur"), "kind": "day_off", "note": f"{MARKER} В",
                                                     "from_day": "2026-07-01", "until_day": "2026-07-01"}).is_(201).json()["id"]
    agency.own = agency.project("Берег", "Летняя кампания")
    pavel.post(f"/projects/{agency.own}/people", {"person_id": agency.id("lara")}).is_(200)
    return agency


def who(agency, key):
    return agency.stranger(token=agency.tokens[key])


class Line:
    """A line of `takt routes`."""

    def __init__(self, text):
        self.method, self.path, self.right, *words = text.split()
        self.public = "public" in words
        self.safe = "safe" in words
        allow = next(word for word in words if word.startswith("allow="))[6:]
        self.allow = set(ROLES) if allow == "*" else set(filter(None, allow.split(",")))
        self.name = f"{self.method} {self.path}"


def lines(agency):
    found = [Line(text) for text in agency.takt("routes").splitlines() if re.match(r"[A-Z]+ /", text)]
    check(len(found) > 50, f"takt routes prints {len(found)} lines")
    return found


def filled(path, number="999999"):
    return re.sub(r":(\w+)", lambda found: "2026-06-15" if found[1] in ("day", "week") else number, path)


def status_of(agency, line, asker):
    """Of a request that changes nothing whoever asks: things that are not there, bodies that make no sense."""
    if line.path == "/events":
        head = f"GET /events HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nAuthorization: Bearer {asker.token}\r\n\r\n"
        return int(agency.server.raw(head.encode(), 0.5).split()[1]), ""
    more = {} if line.method == "GET" else {"body": {"nonsense": 1}}
    answer = asker.ask(line.method, filled(line.path), **more)
    return answer.status, answer.body.decode(errors="replace")


def judge(line, role, allowed, status, text):
    if allowed:
        check(status != 401, f"{line.name} does not know a {role}: {text[:200]}")
        refused = status == 403 and ("Your role does not include" in text or "роль" in text.lower())
        check(not refused, f"{line.name} refuses a {role}, whom allow= lets in: {text[:200]}")
    else:
        equal(status, 403, f"what {line.name} answers a {role}")


@scenario("every address answers every role as its line of takt routes says")
def _(agency):
    for line in lines(agency):
        for role, key in ROLES.items():
            if line.path == "/me/sessions/end-others":
                continue
            status, text = status_of(agency, line, who(agency, key))
            judge(line, role, role in line.allow, status, text)


@scenario("every address that is not public asks strangers to sign in, and nothing else does")
def _(agency):
    for line in lines(agency):
        equal(line.public, line.path in OPEN, f"whether {line.name} is public")
        for token in ("A" * 43, ""):
            asker = Asker(agency.server, agency.address(), token=token)
            status, text = status_of(agency, line, asker)
            if line.public:
                check(status != 401, f"{line.name} is public and asks to sign in: {text[:100]}")
            elif not token and line.method != "GET":
                check(status in (401, 403), f"{line.name} answers a stranger with {status}")
            else:
                equal(status, 401, f"what {line.name} answers a stranger")


@scenario("a disabled person and one who left are strangers, whatever their role was")
def _(agency):
    for line in lines(agency):
        for key in ("dima", "left"):
            status, _ = status_of(agency, line, who(agency, key))
            if not line.public:
                equal(status, 401, f"what {line.name} answers {key}")
    for key in ("dima", "left"):
        agency.stranger().sign_in(f"{key}@polden.example").is_(422)


@scenario("the addresses let in whom the requirements name, and nobody else")
def _(agency):
    told = {line.name: line for line in lines(agency)}
    for name, roles in POLICY.items():
        check(name in told, f"{name} is not there")
        equal(sorted(told[name].allow), sorted(roles.split()), f"who may {name}")
    for line in told.values():
        check("guest" not in line.allow or line.public or line.right == "signed-in", f"{line.name} lets guests in")


# ---- how far a right reaches ----


def put(agency, person, **more):
    return {"person_id": agency.id(person), "week": "2026-09-14", "minutes": 15, **more}


@scenario("an account manager plans everybody on the projects of the team, and nobody on those of others")
def _(agency):
    anna, foreign = who(agency, "anna"), agency.project("Полярис", "Питч")
    anna.post("/allocations", put(agency, "timur", project_id=agency.own)).is_(200)
    anna.post("/allocations", put(agency, "timur", project_id=foreign)).is_(403, kind="denied")
    anna.post("/allocations", put(agency, "timur", kind="own_tasks")).is_(403)
    anna.post("/allocations/batch", {"items": [put(agency, "vera", project_id=agency.own),
                                               put(agency, "vera", project_id=foreign)]}).is_(403)
    check(not agency.rows(f"SELECT id FROM allocation WHERE project_id = {foreign} AND minutes = 15"), "it was planned")


@scenario("a deputy and somebody who takes part belong to the team")
def _(agency):
    darya = agency.stranger(token=agency.program_of("darya").token)
    darya.post("/allocations", put(agency, "timur", project_id=agency.project("Полярис", "Питч"))).is_(200)
    darya.post("/allocations", put(agency, "timur", project_id=agency.project("Берег", "Весеннее меню"))).is_(403)


@scenario("a head plans everybody, a specialist and a contractor nobody")
def _(agency):
    who(agency, "yulia").post("/allocations", put(agency, "vera", kind="learning")).is_(200)
    for key in ("timur", "lara", "gosha", "nina", "renata", "admin"):
        who(agency, key).post("/allocations", put(agency, "timur", project_id=agency.own)).is_(403)
        who(agency, key).post("/allocations", put(agency, key if key in ("timur", "lara") else "timur", kind="learning")).is_(403)


@scenario("one's own leave may be entered, others' only by who leads")
def _(agency):
    timur = who(agency, "timur")
    body = {"kind": "day_off", "from_day": "2026-12-03", "until_day": "2026-12-03"}
    timur.post("/absences", dict(body, person_id=agency.id("vera"))).is_(403)
    mine = timur.post("/absences", dict(body, person_id=agency.id("timur"))).is_(201).json()
    who(agency, "anna").ask("PATCH", f"/absences/{mine['id']}", {"revision": 1, "until_day": "2026-12-04"}).is_(403)
    who(agency, "anna").post(f"/absences/{mine['id']}/delete", {}).is_(403)
    who(agency, "lara").post(f"/absences/{mine['id']}/delete", {}).is_(404)
    timur.post(f"/absences/{mine['id']}/delete", {}).is_(200)


@scenario("clients and projects are changed by their team and the heads, and seen by all staff")
def _(agency):
    foreign = agency.project("Полярис", "Питч")
    revision = who(agency, "anna").get(f"/projects/{foreign}").is_(200).json()["revision"]
    who(agency, "anna").ask("PATCH", f"/projects/{foreign}", {"revision": revision, "name": "X"}).is_(403)
    who(agency, "timur").get(f"/projects/{foreign}").is_(200)
    mine = who(agency, "anna").get(f"/projects/{agency.own}").is_(200).json()
    who(agency, "anna").ask("PATCH", f"/projects/{agency.own}",
                            {"revision": mine["revision"], "direction": "Дизайн"}).is_(200)
    who(agency, "anna").post("/clients", {"name": "Чужой", "manager_id": agency.id("kirill")}).is_(422, field="manager_id")


@scenario("a contractor sees what is his and does not learn what is not")
def _(agency):
    lara = who(agency, "lara")
    equal([one["name"] for one in lara.get("/plan").is_(200).json()["people"]], ["Lara"], "people of the plan")
    equal([one["id"] for one in lara.get("/projects").is_(200).json()["items"]], [agency.own], "projects")
    equal([one["name"] for one in lara.get("/clients").is_(200).json()["items"]], ["Берег"], "clients")
    equal([one["name"] for one in lara.get("/people").is_(200).json()["items"]], ["Lara"], "people")
    equal(lara.get("/absences").is_(200).json()["items"], [], "absences")
    timur = agency.id("timur")
    for path in (f"/people/{timur}", f"/people/{timur}/contracts", f"/projects/{agency.marked}",
                 f"/projects/{agency.marked}/people", f"/clients/{agency.marked_client}",
                 f"/absences/{agency.marked_absence}"):
        lara.get(path).is_(404)
    equal(lara.get(f"/plan?person_id={timur}").is_(200).json()["people"], [], "another's plan")


@scenario("an event stream is no way around rights")
def _(agency):
    time.sleep(1.5)  # tokens that were made by a command end the streams of before, for everybody's sake
    heads = {key: f"GET /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {agency.tokens[key]}\r\n\r\n".encode()
             for key in ("lara", "gosha", "yulia")}
    heard = {}
    threads = [threading.Thread(target=lambda key=key, head=head: heard.update({key: agency.server.raw(head, 3)}))
               for key, head in heads.items()]
    for thread in threads:
        thread.start()
    time.sleep(1)
    who(agency, "pavel").post("/allocations", put(agency, "timur", project_id=agency.marked, note=f"{MARKER} Г")).is_(200)
    revision = who(agency, "pavel").get(f"/projects/{agency.marked}").json()["revision"]
    who(agency, "pavel").ask("PATCH", f"/projects/{agency.marked}", {"revision": revision, "name": f"{MARKER} Д"}).is_(200)
    for thread in threads:
        thread.join()
    topic = f"plan/2026-09-14/person/{agency.id('timur')}".encode()
    check(topic in heard["yulia"], f"a head hears nothing of the plan: {heard['yulia'][-600:]!r}")
    for key in ("lara", "gosha"):
        check(MARKER.encode() not in heard[key], f"{key} hears of it: {heard[key][-400:]!r}")
    check(b"plan/" not in heard["gosha"], f"a guest hears of the plan: {heard['gosha'][-400:]!r}")


# ---- the planted word ----


def text_of(answer):
    """All that an answer says, also inside a spreadsheet."""
    if not answer.body.startswith(b"PK"):
        return answer.body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def everything(agency, asker):
    """Every GET there is, of every thing there is, as page, JSON and table, with the queries that search."""
    numbers = {"people": [agency.id("timur"), agency.id("anna")], "clients": [agency.marked_client],
               "projects": [agency.marked], "absences": [agency.marked_absence]}
    for line in lines(agency):
        if line.method != "GET" or line.path == "/events":
            continue
        family = line.path.split("/")[1]
        for number in numbers.get(family, [1]) if ":" in line.path else [0]:
            path = filled(line.path, str(number))
            for ending, accept in (("", "page"), ("", "json"), (".csv", "json"), (".xlsx", "json")):
                yield path + ending, asker.get(path + ending, accept=accept)
    for query in (f"/plan?from=2026-06-15&q={quoted(MARKER)}", f"/plan?project_id={agency.marked}",
                  f"/plan?client_id={agency.marked_client}", f"/plan?person_id={agency.id('timur')}&open={agency.id('timur')}",
                  f"/plan?from=2026-06-15&cell={agency.id('timur')}.2026-06-15.{agency.marked}",
                  f"/clients?q={quoted(MARKER)}", f"/projects?q={quoted(MARKER)}",
                  f"/projects?client_id={agency.marked_client}", f"/projects?manager_id={agency.id('timur')}",
                  f"/clients?manager_id={agency.id('timur')}",
                  f"/absences?person_id={agency.id('timur')}", f"/people?q={quoted('Тимур')}"):
        for accept in ("page", "json"):
            yield query, asker.get(query, accept=accept)


def quoted(text):
    return urllib.parse.quote(text)


@scenario("a word of another client reaches neither contractor nor guest, in no page, list, search or table")
def _(agency):
    for key in ("lara", "gosha"):
        asker = who(agency, key)
        asked = 0
        for path, answer in everything(agency, asker):
            asked += 1
            found = text_of(answer)
            # what was asked for may come back in a search field and in the chip that takes it off, no more of it
            found = found.replace(f'value="{MARKER}"', "").replace(quoted(MARKER), "")
            found = found.replace(f"Текст: {MARKER}", "")
            check(MARKER not in found, f"{key} reads of it at {path}: …{found[max(found.find(MARKER) - 200, 0):][:500]}")
            for word in ("Тимур Асадов", "timur@"):
                check(word not in found, f"{key} reads of {word} at {path}: …{found[max(found.find(word) - 200, 0):][:400]}")
        check(asked > 100, f"only {asked} addresses were asked")


@scenario("the word is there for those who may read it")
def _(agency):
    seen = {path for path, answer in everything(agency, who(agency, "yulia")) if MARKER in text_of(answer)}
    for path in ("/clients", "/clients.csv", "/clients.xlsx", "/projects", "/plan", "/absences",
                 f"/clients/{agency.marked_client}", f"/projects/{agency.marked}"):
        check(path in seen, f"a head does not find it at {path}")


@scenario("a refused change of a stranger says nothing of the thing")
def _(agency):
    for key in ("lara", "gosha"):
        asker = who(agency, key)
        for path, body in ((f"/projects/{agency.marked}", {"revision": 1, "name": "X"}),
                           (f"/clients/{agency.marked_client}", {"revision": 1, "name": "X"}),
                           ("/clients", {"name": MARKER}), ("/allocations", put(agency, "timur", project_id=agency.marked)),
                           (f"/absences/{agency.marked_absence}", {"revision": 1, "note": "X"})):
            answer = asker.post(path, body)
            check(answer.status in (403, 404), f"{path} answers {key} with {answer.status}")
            check(MARKER not in answer.text and "Тимур" not in answer.text, f"{path} tells {key} of it: {answer.text}")


@scenario("no answer names what is secret")
def _(agency):
    for key in ("lara", "timur", "yulia"):
        for path in ("/people", f"/people/{agency.id(key)}", "/me", "/me/sessions", "/me/tokens", "/plan", "/projects"):
            names = set(re.findall(r'"(\w+)":', who(agency, key).get(path).is_(200).text))
            secret = {"password", "hash", "token", "token_hash", "secret", "cost", "margin", "rate"} & names
            check(not secret, f"{path} tells {key} {secret}")


# ---- rights that an administrator changes ----


@scenario("a right that is taken away is gone with the next request, and the last way back stays")
def _(agency):
    admin, timur = who(agency, "admin"), who(agency, "timur")
    timur.get("/clients").is_(200)
    admin.post("/settings/rights", {"right_name": "clients.read", "role": "specialist", "scope": "none"})
    timur.get("/clients").is_(403)
    admin.post("/settings/rights", {"right_name": "clients.read", "role": "specialist", "scope": "all"})
    timur.get("/clients").is_(200)
    for body in ({"right_name": "settings.write", "role": "administrator", "scope": "none"},
                 {"right_name": "plan.read", "role": "guest", "scope": "all"},
                 {"right_name": "no.right", "role": "head", "scope": "all"},
                 {"right_name": "plan.read", "role": "king", "scope": "all"}):
        admin.post("/settings/rights", body).is_(422)


@scenario("nobody gives himself a role, and the last administrator stays")
def _(agency):
    for key in ("anna", "yulia", "timur"):
        who(agency, key).post(f"/people/{agency.id(key)}/roles", {"roles": "administrator"}).is_(403)
    admin = who(agency, "admin")
    admin.post(f"/people/{agency.id('pavel')}/roles", {"roles": "head"}).is_(200)
    admin.post(f"/people/{agency.id('admin')}/roles", {"roles": "head"}).is_(422, field="roles")
    admin.post(f"/people/{agency.id('gosha')}/roles", {"roles": "guest,head"}).is_(422, field="roles")
    admin.post(f"/people/{agency.id('timur')}/roles", {"roles": ""}).is_(422)
