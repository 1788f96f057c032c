# SPDX-License-Identifier: MIT
"""Two hundred who write to the same person's week at the same moment never push it over 100 %."""

from served import at_once, check, day_number, equal, scenario

WEEK = "2027-03-01"
WRITERS = 200


def sums(agency, key):
    """Of the week, from the database itself: what the row says, and what the allocations come to."""
    where = f"person_id = {agency.id(key)} AND week = {day_number(WEEK)}"
    row = agency.rows("SELECT room + overtime - absence, confirmed + tentative + internal + reserve, pushed "
                      f"FROM person_week WHERE {where}")
    return row[0] + (agency.one(f"SELECT sum(minutes) FROM allocation WHERE {where}"),)


def check_week(agency, key, taken):
    room, planned, pushed, allocated = sums(agency, key)
    equal(planned, allocated, "the row's sum, beside the allocations'")
    check(planned <= room, f"{planned} min are planned in a week of {room}")
    equal(pushed, 0, "what was pushed over")
    equal(planned, taken, "what is planned, beside what was acknowledged")
    agency.takt("check")


@scenario("two hundred writers of their own cells fill a week and do not pass it")
def _(agency):
    token = agency.program_of("pavel").token
    client = agency.one("SELECT id FROM client ORDER BY id LIMIT 1")
    head = agency.stranger(token=token)
    projects = [head.post("/projects", {"client_id": client, "name": f"Rush {i}", "stage": "running"}).json()["id"]
                for i in range(WRITERS)]
    person = agency.id("timur")

    def write(i):
        body = {"person_id": person, "week": WEEK, "project_id": projects[i], "minutes": 60}
        return agency.stranger(token=token).post("/allocations", body).status

    statuses = at_once(WRITERS, write)
    equal(sorted(set(map(str, statuses))), ["200", "422"], "the answers")
    equal(statuses.count(200), 40, "writers whose hour fitted into 40 hours")
    check_week(agency, "timur", 2400)


@scenario("two hundred writers of the same cell leave the value of one of them")
def _(agency):
    token = agency.program_of("pavel").token
    person = agency.id("maya")

    def write(i):
        body = {"person_id": person, "week": WEEK, "kind": "own_tasks", "minutes": 10 * (i + 1)}
        return agency.stranger(token=token).post("/allocations", body).status

    statuses = at_once(WRITERS, write)
    equal([status == 200 for status in statuses], [True] * WRITERS, "of 200 that each fit alone, those taken")
    planned = sums(agency, "maya")[1]
    check(planned % 10 == 0 and 0 < planned <= 2000, f"the cell has {planned} min")
    check_week(agency, "maya", planned)


@scenario("batches that lock the same weeks in any order neither deadlock nor pass 100 %")
def _(agency):
    token = agency.program_of("pavel").token
    keys = ["anna", "kirill", "darya", "ilya", "polina"]
    people = [agency.id(key) for key in keys]
    kinds = ["own_tasks", "learning", "new_business", "agency_meeting", "process_meeting", "reserve_client",
             "reserve_data", "reserve_urgent"]

    def write(i):
        order = people[i % 5:] + people[:i % 5]
        items = [{"person_id": person, "week": WEEK, "kind": kinds[i % 8], "minutes": 400 + i} for person in
                 (order if i % 2 else order[::-1])]
        return agency.stranger(token=token).post("/allocations/batch", {"items": items}).status

    statuses = at_once(WRITERS, write)
    check(set(statuses) <= {200, 422}, f"the answers are {sorted(set(map(str, statuses)))}")
    for key in keys:
        check_week(agency, key, sums(agency, key)[1])
