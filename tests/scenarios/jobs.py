# SPDX-License-Identifier: MIT
"""What the server does by itself."""

from served import Agency, Asker, Server, becomes, check, equal, scenario

LATER = "2026-06-20T09:00:00Z"  # Saturday, noon in Moscow
PATH = "/settings/jobs"


def start(engine, template):
    agency = Agency(engine, template)
    agency.add_person("yulia", "head")
    return agency


def jobs(agency, only=""):
    answer = agency.person("admin").get(f"{PATH}?only={only}").is_(200)
    return {item["kind"]: item for item in answer.json()["items"]}


def settled(agency):
    return becomes(lambda: all(one["state"] == "waiting" for one in jobs(agency).values()))


@scenario("a server sets its schedules, and does at once what comes several times a day")
def _(agency):
    check(becomes(lambda: len(jobs(agency)) >= 6 and settled(agency)), f"the schedules are {jobs(agency)}")
    all_of_them = jobs(agency)
    for kind in ("session.sweep", "login.sweep", "audit.seal"):
        check(becomes(lambda k=kind: jobs(agency)[k]["done_at"]), f"{kind} has not run")
    equal(all_of_them["import.forget"]["done_at"], None, "what ran though its time is at night")
    equal(all_of_them["import.forget"]["next_at"], "2026-06-18T00:20:00Z", "its next time")


@scenario("what an administrator begins runs soon, long before its time")
def _(agency):
    job = jobs(agency)["import.forget"]
    answer = agency.person("admin").post(f"{PATH}/{job['id']}/run", form={}, accept="page").is_(303)
    equal(answer.header("Location"), PATH, "where it leads")
    check(becomes(lambda: jobs(agency)["import.forget"]["done_at"]), "it did not run")
    equal(jobs(agency)["import.forget"]["next_at"], "2026-06-18T00:20:00Z", "its next time")


@scenario("only who may change settings begins a job, and one that is not there is not found")
def _(agency):
    job = jobs(agency)["import.forget"]
    agency.person("yulia").get(PATH).is_(200)
    agency.person("yulia").post(f"{PATH}/{job['id']}/run").is_(403)
    agency.person("anna").get(PATH).is_(403)
    agency.person("admin").post(f"{PATH}/999999/run").is_(404)


@scenario("the page names each job, shows what failed and offers to begin it")
def _(agency):
    agency.execute("UPDATE job SET error = 'the host does not answer', tries = 2 WHERE kind = 'login.sweep'")
    text = agency.person("admin").get(PATH, accept="page").is_(200).text
    check("the host does not answer" in text, "the error is not shown")
    check("Опечатать журнал безопасности" in text, "a job is not named")
    equal(list(jobs(agency, "failed")), ["login.sweep"], "those with errors")
    check("/run" not in agency.person("yulia").get(PATH, accept="page").is_(200).text, "a head sees the buttons")
    agency.person("admin").post(f"{PATH}/{jobs(agency)['login.sweep']['id']}/run").is_(200)
    check(becomes(lambda: not jobs(agency, "failed")), "it failed again")


@scenario("a job that is done does not begin again, and one that was given up does")
def _(agency):
    agency.execute("INSERT INTO job (kind, body, state, due_at, created_at, tries, error) VALUES "
                   "('job.forget', '', 'done', 1781678400, 1781678400, 1, ''), "
                   "('job.forget', '', 'dead', 1781678400, 1781678400, 8, 'no paper')")
    found = {row[0]: row[1] for row in agency.rows("SELECT state, id FROM job WHERE scheduled = 0")}
    agency.person("admin").post(f"{PATH}/{found['done']}/run").is_(409, kind="conflict")
    agency.takt("jobs", "retry", str(found["dead"]))
    check(becomes(lambda: agency.one(f"SELECT state FROM job WHERE id = {found['dead']}") == "done"),
          "the server was not told by the command")
    equal(agency.one(f"SELECT error FROM job WHERE id = {found['dead']}"), None if agency.engine.name == "postgres" else "",
          "its error")


@scenario("a command runs a job while nobody serves, and says when there is none of the name")
def _(agency):
    agency.server.stop()
    agency.execute("UPDATE job SET done_at = NULL WHERE kind = 'invite.sweep'")
    equal(agency.takt("jobs", "run", "invite.sweep"), "invite.sweep is done\n", "what it says")
    check(agency.one("SELECT done_at FROM job WHERE kind = 'invite.sweep'"), "it did not run")
    agency.takt("jobs", "run", "nobody.knows", expect=1)
    listed = agency.takt("jobs")
    check("session.sweep" in listed and "waiting" in listed, f"the list is {listed}")
    agency.server = Server(agency.url, agency.program, agency.options)


@scenario("after a downtime a missed schedule runs once, and what is over is gone")
def _(agency):
    person = agency.fresh_person("timur")
    person.get("/plan").is_(200)
    before = agency.one("SELECT count(*) FROM session")
    check(before > 0, "nobody is signed in")
    agency.restart(LATER)
    check(becomes(lambda: agency.one("SELECT count(*) FROM session") == 0), "sessions that are over were kept")
    due = "SELECT count(*) FROM job WHERE scheduled = 1 AND (done_at IS NULL OR done_at < 1781946000 OR due_at <= 1781946000)"
    check(becomes(lambda: agency.one(due) == 0), f"not all ran once: {agency.rows('SELECT kind, done_at, due_at FROM job')}")
    Asker(agency.server).get("/plan").is_(401)
    agency.restart()


@scenario("the audit log is sealed as it grows, and what is changed in it shows")
def _(agency):
    agency.fresh_person("anna")
    agency.takt("jobs", "run", "audit.seal")
    rows = agency.one("SELECT count(*) FROM audit")
    check(agency.takt("audit", "verify").startswith(f"{rows} rows under "), "not all of it is sealed")
    agency.takt("check")
    agency.execute("UPDATE audit SET address = '10.66.66.66' WHERE id = (SELECT max(id) FROM audit)")
    agency.takt("audit", "verify", expect=1)
    agency.takt("check", expect=1)
