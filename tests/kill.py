# SPDX-License-Identifier: MIT
"""What was acknowledged is there after the worst: kill -9 while eight write, and a database that goes away."""

import os
import random
import shutil
import subprocess
import tempfile
import threading
import time

from served import PASSWORD, Agency, Asker, Postgres, Server, becomes, check, equal, release_binary, scenario, takt

WRITERS = 8
ROUNDS = 200 if os.environ.get("TAKT_LONG") else 50
JOB_ROUNDS = 100 if os.environ.get("TAKT_LONG") else 5


def start(engine, template):
    return Agency(engine, template, program=release_binary())


class Writers:
    """Eight programs that add clients, each with a name of its own, and note a name only after the 201."""

    def __init__(self, server, token, mark):
        self.server = server
        self.mark = mark
        self.acknowledged = []
        self.answers = []  # (when, status) of each answer that came whole
        self.wrong = []
        self.ends = False
        self.threads = [threading.Thread(target=self.write, args=(i, token)) for i in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self, number, token):
        asker = Asker(self.server, token=token)
        count = 0
        while not self.ends:
            count += 1
            name = f"{self.mark}-{number}-{count}"
            try:
                answer = asker.post("/clients", {"name": name})
            except AssertionError as error:
                self.wrong.append(str(error))
                continue
            except Exception:  # pylint: disable=broad-except # the connection broke: nothing was acknowledged
                if self.server.process.poll() is not None:
                    return
                continue
            self.answers.append((time.monotonic(), answer.status))
            if answer.status == 201:
                self.acknowledged.append(name)
            elif answer.status != 503:
                self.wrong.append(f"{answer.status}: {answer.text[:200]}")
            else:
                if not answer.header("Retry-After") or len(answer.json()["detail"]) < 10:
                    self.wrong.append(f"503 does not say what to do: {answer.text[:200]}")
                time.sleep(0.02)

    def end(self):
        self.ends = True
        for thread in self.threads:
            thread.join()


def check_kept(agency, writers):
    kept = {row[0] for row in agency.rows(f"SELECT name FROM client WHERE name LIKE '{writers.mark}-%'")}
    lost = set(writers.acknowledged) - kept
    equal(sorted(lost), [], f"of {len(writers.acknowledged)} acknowledged clients, those lost")
    equal(len(writers.acknowledged), len(set(writers.acknowledged)), "names")


@scenario("kill -9 while eight write loses nothing that was acknowledged")
def _(agency):
    token = agency.program_of("pavel").token
    seed = int(os.environ.get("TAKT_SEED") or time.time())
    chance = random.Random(seed)
    rounds = ROUNDS if agency.engine.name == "sqlite" else min(ROUNDS, 10)
    acknowledged = 0
    for number in range(rounds):
        writers = Writers(agency.server, token, f"Kill {number}")
        time.sleep(chance.uniform(0.05, 0.6))
        agency.server.kill()
        writers.end()
        equal(writers.wrong, [], f"wrong answers in round {number} (seed {seed})")
        agency.server = Server(agency.url, agency.program, agency.options)
        check(agency.server.start_seconds < 3, f"it started in {agency.server.start_seconds:.1f} s")
        check_kept(agency, writers)
        acknowledged += len(writers.acknowledged)
        agency.takt("check")
    check(acknowledged > rounds * 5, f"only {acknowledged} clients were written in {rounds} rounds")


@scenario("changes of weeks survive kill -9 whole: sums and allocations agree")
def _(agency):
    token = agency.program_of("pavel").token
    people = [agency.id(key) for key in ("anna", "kirill", "darya", "ilya")]
    for number in range(5):
        ends = threading.Event()

        def write(i, server=agency.server, stop=ends):
            asker = Asker(server, token=token)
            count = 0
            while not stop.is_set():
                count += 1
                items = [{"person_id": person, "week": "2027-04-05", "kind": "learning", "minutes": 10 + count % 40 + i}
                         for person in people]
                try:
                    asker.post("/allocations/batch", {"items": items})
                except Exception:  # pylint: disable=broad-except
                    if server.process.poll() is not None:
                        return

        threads = [threading.Thread(target=write, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.3 + 0.1 * number)
        agency.server.kill()
        ends.set()
        for thread in threads:
            thread.join()
        agency.server = Server(agency.url, agency.program, agency.options)
        agency.takt("check")
        values = {row[0] for row in agency.rows("SELECT minutes FROM allocation WHERE week = 20913 AND kind = 'learning' "
                                                f"AND person_id IN ({', '.join(map(str, people))})")}
        check(len(values) <= 1, f"a batch was written in part: {values}")


SEALED_TWICE = "SELECT count(*) - count(DISTINCT last_id) FROM audit_seal"


def audit_rows(count):
    return ("INSERT INTO audit (at, address, request_id, action, object, detail) "
            f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            "SELECT 1781678400, '10.0.0.1', 'kill', 'sign_in', 'person 1', '' FROM n")


@scenario("kill -9 in the middle of a job: it is taken up again, and each of its steps counts once")
def _(agency):
    agency.server.stop()
    chance = random.Random(int(os.environ.get("TAKT_SEED") or time.time()))
    for _ in range(JOB_ROUNDS):
        agency.execute(audit_rows(20000))  # forty slices
        agency.execute("UPDATE job SET due_at = 1 WHERE kind = 'audit.seal'")
        seals = agency.one("SELECT count(*) FROM audit_seal")
        agency.server = Server(agency.url, agency.program, agency.options, now=None)
        begun = becomes(lambda s=seals: agency.one("SELECT count(*) FROM audit_seal") > s)
        time.sleep(chance.uniform(0, 0.03))
        agency.server.kill()
        check(begun, "the job did not begin")
        left = agency.one("SELECT count(*) FROM audit WHERE id > (SELECT max(last_id) FROM audit_seal)")
        agency.server = Server(agency.url, agency.program, agency.options, now=None)
        waits = "SELECT count(*) FROM audit WHERE id > (SELECT coalesce(max(last_id), 0) FROM audit_seal)"
        check(becomes(lambda w=waits: agency.one(w) == 0), f"of {left} rows that were left some stay unsealed")
        check(becomes(lambda: agency.one("SELECT state FROM job WHERE kind = 'audit.seal'") == "waiting"), "it runs on")
        equal(agency.one(SEALED_TWICE), 0, "what was sealed twice")
        agency.takt("audit", "verify")
        agency.server.stop()
    equal(agency.one("SELECT tries FROM job WHERE kind = 'audit.seal'"), 0, "tries that are counted on")
    agency.server = Server(agency.url, agency.program, agency.options)


@scenario("a stop under load ends well and loses nothing")
def _(agency):
    token = agency.program_of("pavel").token
    writers = Writers(agency.server, token, "Stop")
    time.sleep(0.5)
    agency.server.stop()
    writers.end()
    agency.server = Server(agency.url, agency.program, agency.options)
    equal(writers.wrong, [], "wrong answers")
    check_kept(agency, writers)
    check(writers.acknowledged, "nothing was written")


@scenario("a newer database is refused by an older program, and left alone", engine="sqlite")
def _(agency):
    import sqlite3

    url = agency.engine.fresh()
    takt("migrate", url=url, program=agency.program)
    with sqlite3.connect(url.removeprefix("sqlite:")) as database:
        table = next(row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%migration%'"))
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        newest = database.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
        later = [9999 if isinstance(value, int) and i == 0 else value for i, value in enumerate(newest)]
        database.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", later)
    takt("check", url=url, program=agency.program, expect=1)


# ---- a database that goes away ----


def check_healing(agency, writers, back, what):
    """After `back` plus two seconds every answer is a 201 again, and until then nothing but 201 and 503."""
    equal(writers.wrong[:3], [], f"wrong answers while {what}")
    late = [status for when, status in writers.answers if when > back + 2 and status != 201]
    equal(late[:5], [], f"answers that are no 201 two seconds after {what}")
    check(any(when > back + 2 for when, status in writers.answers), f"nobody got through after {what}")
    check_kept(agency, writers)


@scenario("lost connections to PostgreSQL heal within two seconds, and nothing acknowledged is lost", engine="postgres")
def _(agency):
    token = agency.program_of("pavel").token
    writers = Writers(agency.server, token, "Cut")
    for _ in range(3):
        time.sleep(0.7)
        agency.engine.psql(agency.engine.server, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                           f"WHERE datname = '{agency.url.rsplit('=', 1)[1]}'")
        back = time.monotonic()
    time.sleep(3.5)
    writers.end()
    check_healing(agency, writers, back, "connections were cut")


class OwnServer(Postgres):
    """A PostgreSQL that may be stopped."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="takt-own-pg-")
        self.binaries = max((f"/usr/lib/postgresql/{name}/bin" for name in os.listdir("/usr/lib/postgresql")),
                            key=lambda path: float(path.split("/")[4]))
        self.user = "postgres" if os.getuid() == 0 else os.environ.get("USER", "postgres")
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", f"{self.folder}/data", "-U", self.user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        super().__init__(f"postgresql:///postgres?host={self.folder}&user={self.user}")

    def run(self, program, *words):
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*as_user, f"{self.binaries}/{program}", *words], check=True, cwd=self.folder,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def up(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o",
                 f"-k {self.folder} -c listen_addresses='' -c max_connections=100", "start")

    def down(self, how):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", how, "-w", "stop")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def restart_under_load(agency, database, token, how):
    writers = Writers(agency.server, token, f"Restart {how}")
    time.sleep(1)
    database.down(how)
    time.sleep(0.5)
    answer = Asker(agency.server).get("/health/ready").is_(503, kind="busy")
    check(answer.header("Retry-After"), "nobody is told when to come back")
    Asker(agency.server).get("/health/live").is_(200)
    database.up()
    back = time.monotonic()
    time.sleep(3.5)
    writers.end()
    check_healing(agency, writers, back, f"a restart ({how})")
    Asker(agency.server).get("/health/ready").is_(200)


@scenario("PostgreSQL restarted under load: 503 meanwhile, healed in two seconds, nothing lost", engine="postgres")
def _(agency):
    database = OwnServer()
    database.up()
    own = None
    try:
        template = database.fresh()
        takt("demo", "--password", PASSWORD, url=template, program=agency.program)
        own = Agency(database, template, program=agency.program)
        token = own.program_of("pavel").token
        for how in ("fast", "immediate"):
            restart_under_load(own, database, token, how)
        own.takt("check")
    finally:
        if own:
            own.finish()
        database.down("immediate")
        database.remove()
