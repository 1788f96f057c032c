# SPDX-License-Identifier: MIT
"""The week plan as programs see it: its shape, the rule of 100 %, the ways out, batches, stale cells, undo."""

from served import NEXT_WEEK, THIS_WEEK, at_once, check, equal, scenario

FREE_WEEK = "2026-08-31"  # nobody of the ten is away, and much is free
WEEK_MEMBERS = {"week", "capacity", "room", "confirmed", "tentative", "internal", "absence", "reserve", "overtime",
                "free", "excess", "allocations"}


def cell(agency, key="timur", **more):
    return {"person_id": agency.id(key), "week": FREE_WEEK, "kind": "own_tasks", "minutes": 120, **more}


def fill(agency, key, week, leave=0):
    """Plans the person's week full but for so many minutes, and returns what is still free."""
    sums = agency.week(key, week)
    more = sums["free"] - leave
    check(more > 0, f"{key} has no room in {week}")
    had = [one["minutes"] for one in sums["allocations"] if one["kind"] == "new_business"]
    agency.person("pavel").post("/allocations", {"person_id": agency.id(key), "week": week, "kind": "new_business",
                                                 "minutes": more + sum(had)}).is_(200)
    equal(agency.week(key, week)["free"], leave, "what is free")


# ---- reading ----


@scenario("the plan has weeks, people and each person's weeks with their sums")
def _(agency):
    plan = agency.person("anna").get(f"/plan?from={THIS_WEEK}&weeks=3").is_(200).json()
    equal(plan["weeks"], ["2026-06-15", "2026-06-22", "2026-06-29"], "weeks")
    names = [person["name"] for person in plan["people"]]
    equal(names[:3], ["Анна Ветрова", "Дарья Мирская", "Кирилл Лосев"], "the first people")
    equal(len(names), 10, "people")
    for person in plan["people"]:
        check({"id", "name", "position", "weeks"} <= set(person), f"a person has {sorted(person)}")
        equal([week["week"] for week in person["weeks"]], plan["weeks"], f"weeks of {person['name']}")
        for week in person["weeks"]:
            check(WEEK_MEMBERS <= set(week), f"a week lacks {WEEK_MEMBERS - set(week)}")


@scenario("the sums of a week are those of its allocations, and free and excess follow")
def _(agency):
    plan = agency.person("anna").get("/plan?from=2026-04-13&weeks=28").is_(200).json()
    seen_excess = False
    for person in plan["people"]:
        for week in person["weeks"]:
            sums = dict.fromkeys(("confirmed", "tentative", "internal", "reserve", "absence"), 0)
            for one in week["allocations"]:
                kind = one["kind"]
                name = (one["state"] if kind == "project" else "reserve" if kind.startswith("reserve_")
                        else "absence" if one["id"] is None else "internal")
                sums[name] += one["minutes"]
                check({"id", "project_id", "kind", "minutes", "state"} <= set(one), f"an allocation has {sorted(one)}")
            for name, sum_of in sums.items():
                equal(week[name], sum_of, f"{name} of {person['name']} in {week['week']}")
            left = week["room"] + week["overtime"] - sum(sums.values())
            equal((week["free"], week["excess"]), (max(left, 0), max(-left, 0)), "free and excess")
            seen_excess = seen_excess or week["excess"] > 0
    check(seen_excess, "no week is pushed over by an absence")


@scenario("a holiday and leave are rows of their own without id")
def _(agency):
    week = agency.week("gleb", THIS_WEEK)
    away = [one for one in week["allocations"] if one["id"] is None]
    equal([(one["kind"], one["minutes"]) for one in away], [("day_off", 480)], "what is away")
    week = agency.week("anna", "2026-06-08")
    equal([one["kind"] for one in week["allocations"] if one["id"] is None], ["holiday"], "what Russia Day is")


@scenario("any day rolls to its Monday, and a window holds at most two years")
def _(agency):
    anna = agency.person("anna")
    equal(anna.get("/plan?from=2026-06-21&weeks=1").is_(200).json()["weeks"], [THIS_WEEK], "the week")
    equal(len(anna.get("/plan?from=2026-06-15&weeks=104").is_(200).json()["weeks"]), 104, "weeks")
    answer = anna.get("/plan?from=2026-06-15&weeks=5000")
    check(answer.status == 422 or len(answer.json()["weeks"]) == 104, "five thousand weeks are shown")
    for query in ("from=yesterday", "from=2026-02-30", "weeks=many", "weeks=-1", "person_id=x"):
        anna.get(f"/plan?{query}").is_(422)


@scenario("filters leave fewer people, and a page of people says how many there are")
def _(agency):
    anna = agency.person("anna")
    equal(len(anna.get(f"/plan?person_id={agency.id('timur')}").json()["people"]), 1, "people by id")
    equal([one["name"] for one in anna.get("/plan?q=%D0%B3%D1%80%D0%B5%D0%BA").json()["people"]], ["Полина Грек"],
          "people called грек")
    page = anna.get("/plan?limit=3").json()
    equal((len(page["people"]), page["total"]), (3, 10), "people of a page and in all")


# ---- one cell ----


@scenario("a cell answers with its value and the sums of its week")
def _(agency):
    before = agency.week("timur", FREE_WEEK)
    answer = agency.person("pavel").post("/allocations", cell(agency)).is_(200).json()
    equal((answer["minutes"], answer["was_minutes"], answer["week"]), (120, 0, FREE_WEEK), "the cell")
    equal(answer["sums"]["internal"], before["internal"] + 120, "internal")
    equal(answer["sums"]["free"], before["free"] - 120, "free")
    equal(agency.week("timur", FREE_WEEK)["internal"], before["internal"] + 120, "internal, read again")


@scenario("percent are of the person's own week, rounded down")
def _(agency):
    answer = agency.person("pavel").post("/allocations", cell(agency, minutes=None, percent=33)).is_(200).json()
    equal(answer["minutes"], 2400 * 33 // 100, "33 %")
    for text, minutes in (("12,5", 300), ("12.5%", 300), ("8ч", 480), ("1:30", 90), ("0", 0)):
        answer = agency.person("pavel").post("/allocations", cell(agency, minutes=None, value=text)).is_(200).json()
        equal(answer["minutes"], minutes, text)


@scenario("a cell is set, not added to; 0 takes it away")
def _(agency):
    pavel = agency.person("pavel")
    where = cell(agency, week="2026-09-21")
    for minutes in (60, 90, 90):
        pavel.post("/allocations", dict(where, minutes=minutes)).is_(200, minutes=minutes)
    equal(len([one for one in agency.week("timur", "2026-09-21")["allocations"] if one["kind"] == "own_tasks"]), 1, "rows")
    answer = pavel.post("/allocations", dict(where, minutes=0)).is_(200, minutes=0, was_minutes=90).json()
    check(answer["id"] is None, "what was taken away has an id")
    pavel.post("/allocations", dict(where, minutes=0)).is_(200, minutes=0, was_minutes=0)


@scenario("confirmed and tentative of one project are two cells")
def _(agency):
    pavel = agency.person("pavel")
    where = {"person_id": agency.id("timur"), "week": FREE_WEEK, "project_id": agency.project("Липа", "Контент, открытия")}
    pavel.post("/allocations", dict(where, minutes=60, state="confirmed")).is_(200)
    answer = pavel.post("/allocations", dict(where, minutes=30, state="tentative", until="2026-08-01")).is_(200)
    equal(answer.json()["state"], "tentative", "the state")
    rows = [one for one in agency.week("timur", FREE_WEEK)["allocations"] if one["project_id"] == where["project_id"]]
    equal(sorted((one["state"], one["minutes"]) for one in rows), [("confirmed", 60), ("tentative", 30)], "the cells")
    held = next(one for one in rows if one["state"] == "tentative")
    equal((held["until"], held["reserved_by"]), ("2026-08-01", agency.id("pavel")), "until when and by whom")


@scenario("a cell needs a person, a week, a subject and a value that make sense")
def _(agency):
    pavel = agency.person("pavel")
    project = agency.project("Берег", "Летняя кампания")
    good = cell(agency)
    for field, body in (("person_id", {**good, "person_id": None}), ("week", {**good, "week": None}),
                        ("project_id", {**good, "kind": "project"}), ("project_id", {**good, "project_id": project}),
                        ("state", {**good, "state": "tentative"}), ("value", {**good, "minutes": None, "value": "lots"})):
        pavel.post("/allocations", body).is_(422, kind="input", field=field)
    pavel.post("/allocations", {**good, "person_id": 99999}).is_(404)
    pavel.post("/allocations", {**good, "kind": "project", "project_id": 99999}).is_(404)
    pavel.post("/allocations", dict(good, minutes=5, week="2015-06-15")).is_(422)


# ---- 100 % and the ways out ----


@scenario("what would pass 100 % is refused with four exits, and nothing changes")
def _(agency):
    week = "2026-09-07"
    fill(agency, "timur", week, leave=240)
    before = agency.week("timur", week)
    refused = agency.person("pavel").post("/allocations", cell(agency, week=week, minutes=480)).is_(422).json()
    equal([one["kind"] for one in refused["exits"]], ["fit", "later", "other_person", "overtime"], "the exits")
    equal([one["key"] for one in refused["exits"]], ["1", "2", "3", "4"], "their keys")
    equal((refused["person_id"], refused["week"], refused["over"]), (agency.id("timur"), week, 240), "what is over")
    equal(refused["sums"]["free"], 240, "what is free")
    for one in refused["exits"]:
        check(one["say"] and one["method"] == "POST" and one["path"].startswith("/allocations"), f"an exit is {one}")
        check((one["body"] is None) == bool(one["unavailable"]), f"an exit neither goes nor says why not: {one}")
    check(all(give["minutes"] > 0 and give["label"] for give in refused["gives"]), "what could give way is unclear")
    equal(agency.week("timur", week), before, "the week")


def refused(agency, key, week, minutes=480, asker="pavel", **more):
    fill(agency, key, week, leave=240)
    answer = agency.person(asker).post("/allocations", cell(agency, key, week=week, minutes=minutes, **more)).is_(422)
    return {one["kind"]: one for one in answer.json()["exits"]}


def take(agency, way, asker="pavel", **more):
    """Posts an exit as it was given."""
    check(way["body"], f"the exit is closed: {way['unavailable']}")
    body = {**way["body"], **more}
    return agency.person(asker).ask(way["method"], way["path"], body)


def tasks_of(agency, key, week):
    return sum(one["minutes"] for one in agency.week(key, week)["allocations"] if one["kind"] == "own_tasks")


@scenario("the first exit puts in what is free")
def _(agency):
    way = refused(agency, "maya", "2026-09-14")["fit"]
    before = tasks_of(agency, "maya", "2026-09-14")
    take(agency, way).is_(200)
    equal(tasks_of(agency, "maya", "2026-09-14"), before + 240, "what was put in")
    equal(agency.week("maya", "2026-09-14")["free"], 0, "what is free")


@scenario("the second exit moves the rest to the next week with room")
def _(agency):
    way = refused(agency, "sofya", "2026-09-14")["later"]
    later = way["effect"][-1]["week"]
    check(later > "2026-09-14", "later is not later")
    before = tasks_of(agency, "sofya", later)
    put = 480 - tasks_of(agency, "sofya", "2026-09-14")
    take(agency, way).is_(200)
    equal(agency.week("sofya", "2026-09-14")["free"], 0, "what is free")
    equal(tasks_of(agency, "sofya", later) - before, put - 240, "the rest")


@scenario("the third exit gives it to somebody of the same position, or says why not")
def _(agency):
    way = refused(agency, "kirill", "2026-09-28")["other_person"]
    other = way["effect"][-1]
    equal(other["person_name"], "Дарья Мирская", "who else is account manager")
    before = tasks_of(agency, "darya", "2026-09-28")
    take(agency, way).is_(200)
    check(tasks_of(agency, "darya", "2026-09-28") > before, "nothing was given")
    equal(agency.week("kirill", "2026-09-28")["free"], 0, "what is free")
    alone = refused(agency, "ilya", "2026-09-28")["other_person"]
    check(alone["body"] is None and alone["unavailable"], "there is no second art director")


@scenario("the fourth exit agrees overtime, and only with a reason")
def _(agency):
    way = refused(agency, "vera", "2026-09-28")["overtime"]
    equal(way["needs"], ["reason"], "what it needs")
    take(agency, way).is_(422)
    take(agency, way, reason="   ").is_(422)
    equal(agency.week("vera", "2026-09-28")["overtime"], 0, "overtime without a reason")
    take(agency, way, reason="Launch").is_(200)
    week = agency.week("vera", "2026-09-28")
    check(week["overtime"] > 0 and week["excess"] == 0 and week["free"] == 0, f"the week is {week}")
    reason, by = agency.rows(f"SELECT reason, agreed_by FROM overtime WHERE person_id = {agency.id('vera')} "
                             "ORDER BY id DESC LIMIT 1")[0]
    equal((reason, by), ("Launch", agency.id("pavel")), "why and by whom")


@scenario("who may not agree overtime asks for it")
def _(agency):
    project = agency.project("Липа", "Контент, открытия")
    week = "2026-10-05"
    fill(agency, "maya", week, leave=60)
    body = {"person_id": agency.id("maya"), "week": week, "project_id": project, "minutes": 2000}
    exits = {one["kind"]: one for one in agency.person("darya").post("/allocations", body).is_(422).json()["exits"]}
    equal(exits["overtime"]["path"], "/allocations/request", "where it goes")
    forced = dict(exits["overtime"]["body"], reason="Please")
    agency.person("darya").post("/allocations/batch", forced).is_(403)
    equal(agency.week("maya", week)["overtime"], 0, "overtime that nobody agreed")
    answer = agency.person("darya").post("/allocations/request", forced)
    check(answer.status in (200, 201), f"asking is answered with {answer.status}: {answer.text[:300]}")
    equal(agency.week("maya", week)["overtime"], 0, "overtime that was only asked for")


@scenario("a week that an absence pushed over can be lowered, and not raised")
def _(agency):
    plan = agency.person("pavel").get("/plan?from=2026-06-15&weeks=16").json()
    person, week = next((person, week) for person in plan["people"] for week in person["weeks"]
                        if week["excess"] > 60 and any(one["id"] for one in week["allocations"]))
    row = max((one for one in week["allocations"] if one["id"]), key=lambda one: one["minutes"])
    where = {"person_id": person["id"], "week": week["week"], "project_id": row["project_id"], "kind": row["kind"],
             "state": row["state"]}
    pavel = agency.person("pavel")
    pavel.post("/allocations", dict(where, minutes=row["minutes"] + 1)).is_(422)
    answer = pavel.post("/allocations", dict(where, minutes=row["minutes"] - 1)).is_(200).json()
    equal(answer["sums"]["excess"], week["excess"] - 1, "the excess")


@scenario("a reserve counts in full")
def _(agency):
    week = "2026-10-12"
    fill(agency, "gleb", week, leave=100)
    pavel = agency.person("pavel")
    pavel.post("/allocations", cell(agency, "gleb", week=week, kind="reserve_urgent", minutes=100)).is_(200)
    pavel.post("/allocations", cell(agency, "gleb", week=week, minutes=1)).is_(422)


# ---- batches ----


@scenario("a batch is all or nothing")
def _(agency):
    pavel = agency.person("pavel")
    week = "2026-10-19"
    before = [agency.week(key, week) for key in ("anna", "timur")]
    good = cell(agency, "anna", week=week, minutes=60)
    for bad, status in ((cell(agency, "timur", week=week, minutes=5000), 422),
                        (cell(agency, "timur", week=week, kind="project"), 422),
                        (cell(agency, "timur", week=week, person_id=99999), 404),
                        (cell(agency, "timur", week=week, was_minutes=7), 409)):
        pavel.post("/allocations/batch", {"items": [good, bad]}).is_(status)
        equal([agency.week(key, week) for key in ("anna", "timur")], before, "the weeks")
    answer = pavel.post("/allocations/batch", {"items": [good, cell(agency, "timur", week=week)]}).is_(200).json()
    equal([one["minutes"] for one in answer["results"]], [60, 120], "the cells")
    check(answer["change_id"] > 0, "the batch is no change")


@scenario("a batch that makes room first and uses it then holds")
def _(agency):
    week = "2026-10-26"
    fill(agency, "polina", week)
    items = [cell(agency, "polina", week=week, minutes=180),
             cell(agency, "polina", week=week, kind="new_business", minutes=agency_minutes(agency, "polina", week) - 180)]
    agency.person("pavel").post("/allocations/batch", {"items": items}).is_(200)
    equal(agency.week("polina", week)["free"], 0, "what is free")


def agency_minutes(agency, key, week):
    return sum(one["minutes"] for one in agency.week(key, week)["allocations"] if one["kind"] == "new_business")


@scenario("an empty, doubled or endless batch is refused")
def _(agency):
    pavel = agency.person("pavel")
    one = cell(agency)
    for body in ({}, {"items": []}, {"items": [one, one]}, {"items": {}}, {"items": [1]}, {"items": [[]]}, [],
                 {"items": [one] * 2001}, {"overtime": [{"person_id": 1}]}):
        answer = pavel.post("/allocations/batch", body)
        check(answer.status in (400, 422), f"{str(body)[:60]} is answered with {answer.status}")


@scenario("what does not fit is told for each cell of a batch, with what would fit")
def _(agency):
    week = "2026-11-02"
    fill(agency, "anna", week, leave=120)
    fill(agency, "timur", week, leave=60)
    items = [cell(agency, key, week=week, minutes=300) for key in ("anna", "timur", "vera")]
    answer = agency.person("pavel").post("/allocations/batch", {"items": items}).is_(422).json()
    fits = {one["person_id"]: one["fits"] for one in answer["refused"]}
    equal(fits, {agency.id("anna"): 120, agency.id("timur"): 60}, "what fits")
    way = next(one for one in answer["exits"] if one["kind"] == "fit")
    agency.person("pavel").post(way["path"], way["body"]).is_(200)
    equal([agency.week(key, week)["free"] for key in ("anna", "timur")], [0, 0], "what is free")


# ---- two at once ----


@scenario("a cell that changed meanwhile is refused with both values and who it was")
def _(agency):
    week = "2026-11-09"
    project = agency.project("Берег", "Летняя кампания")
    body = {"person_id": agency.id("ilya"), "week": week, "project_id": project, "minutes": 60}
    agency.person("anna").post("/allocations", dict(body, was_minutes=0)).is_(200)
    answer = agency.person("pavel").post("/allocations", dict(body, minutes=90, was_minutes=0)).is_(409, kind="conflict")
    equal((answer.json()["yours"], answer.json()["theirs"], answer.json()["changed_by_name"]), (90, 60, "Анна Ветрова"),
          "the values")
    agency.person("pavel").post("/allocations", dict(body, minutes=90, was_minutes=60)).is_(200)
    agency.person("pavel").post("/allocations", dict(body, minutes=30)).is_(200, was_minutes=90)


@scenario("of twenty who change the same shown value one wins")
def _(agency):
    week = "2026-11-16"
    body = cell(agency, "ilya", week=week, was_minutes=0)
    askers = [agency.program_of("pavel") for _ in range(4)] * 5

    def write(i):
        return agency.stranger(token=askers[i].token).post("/allocations", dict(body, minutes=10 + i)).status

    statuses = at_once(20, write)
    equal((statuses.count(200), statuses.count(409)), (1, 19), f"of {statuses}: winners and losers")


# ---- undo ----


@scenario("a change is taken back, once, by whoever made it")
def _(agency):
    week = "2026-11-23"
    project = agency.project("Берег", "Летняя кампания")
    body = {"person_id": agency.id("timur"), "week": week, "project_id": project, "minutes": 60}
    before = agency.week("timur", week)
    change = agency.person("anna").post("/allocations", body).is_(200).json()["change_id"]
    agency.person("kirill").post(f"/changes/{change}/undo", {}).is_(403)
    agency.person("anna").post(f"/changes/{change}/undo", {}).is_(200)
    equal(agency.week("timur", week), before, "the week")
    agency.person("anna").post(f"/changes/{change}/undo", {}).is_(409)
    agency.person("anna").post("/changes/999999/undo", {}).is_(404)


@scenario("a batch is taken back as one")
def _(agency):
    week = "2026-11-30"
    before = [agency.week(key, week) for key in ("anna", "vera")]
    items = [cell(agency, key, week=week, minutes=60) for key in ("anna", "vera")]
    agency.person("pavel").post("/allocations/batch", {"items": items}).is_(200)
    agency.person("pavel").post("/changes/undo", {}).is_(200)
    equal([agency.week(key, week) for key in ("anna", "vera")], before, "the weeks")


@scenario("what was changed since is not taken back, and it is said by whom")
def _(agency):
    week = "2026-12-07"
    project = agency.project("Берег", "Летняя кампания")
    body = {"person_id": agency.id("timur"), "week": week, "project_id": project, "minutes": 60}
    change = agency.person("anna").post("/allocations", body).is_(200).json()["change_id"]
    agency.person("pavel").post("/allocations", dict(body, minutes=75)).is_(200)
    answer = agency.person("anna").post(f"/changes/{change}/undo", {}).is_(409)
    check("Павел Дорн" in answer.text, "it is not said who changed it")


@scenario("undo goes back one's own changes, newest first, and ends")
def _(agency):
    agency.add_person("yulia", "head")
    yulia = agency.person("yulia")
    yulia.post("/changes/undo", {}).is_(404)
    week = "2026-12-14"
    for minutes in (30, 60):
        yulia.post("/allocations", cell(agency, "maya", week=week, minutes=minutes)).is_(200)
    yulia.post("/changes/undo", {}).is_(200)
    equal(tasks_of(agency, "maya", week), 30, "after one step")
    yulia.post("/changes/undo", {}).is_(200)
    equal(tasks_of(agency, "maya", week), 0, "after two")
    yulia.post("/changes/undo", {}).is_(404)


# ---- the page ----


@scenario("a form sets a cell, leads back and offers to undo it")
def _(agency):
    form = {"person_id": agency.id("timur"), "week": "2026-12-21", "subject": "learning", "value": "10",
            "back": "/plan?from=2026-12-21"}
    answer = agency.fresh_person("pavel").post("/allocations", form=form, accept="page").is_(303)
    equal(answer.header("Location"), "/plan?from=2026-12-21", "where it leads")
    check("toast=" in (answer.header("Set-Cookie") or ""), "nothing is said")


@scenario("a refused form shows the plan with the ways out and what was typed")
def _(agency):
    form = {"person_id": agency.id("timur"), "week": "2026-12-21", "subject": "own_tasks", "value": "350",
            "back": "/plan?from=2026-12-21&weeks=4"}
    answer = agency.person("pavel").post("/allocations", form=form, accept="page").is_(422)
    check("350" in answer.text, "what was typed is gone")
    check(answer.text.count('action="/allocations') >= 2, "the exits are no forms")


@scenario("closed weeks stay as they were, but for who may change the past")
def _(agency):
    project = agency.project("Берег", "Летняя кампания")
    body = {"person_id": agency.id("timur"), "week": "2026-06-01", "project_id": project, "minutes": 15}
    agency.person("anna").post("/allocations", body).is_(403, field="week")
    agency.person("anna").post("/allocations", dict(body, week="2026-06-08")).is_(200)
    agency.person("pavel").post("/allocations", body).is_(200)
