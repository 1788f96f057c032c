# SPDX-License-Identifier: MIT
"""kill -9 at every kind of moment of the migrations: at the next start they finish, and nothing is half there."""

import concurrent.futures
import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading

from served import NOW, ROOT, Sqlite, check, equal, release_binary, scenario, takt

LONG = bool(os.environ.get("TAKT_LONG"))
POINTS = 20  # of each migration, where it has so many
POINTS_POSTGRES = 1000 if LONG else 24  # in all: each is a database made, killed and looked at over the network
RECORDED = "SELECT number, name, checksum FROM migration ORDER BY number"
SCHEMA = {"sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
          "postgres": "SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable || "
                      "coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public' "
                      "UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
                      "UNION ALL SELECT 'rule', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) "
                      "FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
                      "UNION ALL SELECT 'view', viewname, replace(definition, chr(10), ' ') FROM pg_views WHERE schemaname = 'public' "
                      "ORDER BY 1, 2, 3"}


class Place:
    """Databases to migrate, and the library that kills."""

    def __init__(self, engine):
        self.engine = engine
        self.program = release_binary()
        self.folder = tempfile.mkdtemp(prefix="takt-migrations-")
        self.library = f"{self.folder}/kill_at.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self.library, f"{ROOT}/tests/kill_at.c"], check=True)
        self.recorded = []  # all migrations
        whole = engine.fresh()
        self.calls = self.count(whole)
        self.whole = self.look(whole)
        self.newest = self.whole[1]
        self.schemas = {}  # by how many migrations there are
        self.before_last = None  # a database that lacks the newest one
        self.lock = threading.Lock()

    def finish(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.engine.name == "sqlite":
            self.engine.finish()

    def fresh(self, template=None):
        with self.lock:
            return self.engine.fresh(template)

    def migrate(self, url, **more):
        environment = dict(os.environ, TAKT_NOW=NOW, LANG="C.UTF-8", LD_PRELOAD=self.library, **more)
        environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        return subprocess.run([self.program, "migrate", "--db", url], env=environment, capture_output=True, text=True,
                              check=False)

    def count(self, url):
        """Migrates and says how many calls it took."""
        path = f"{self.folder}/count-{os.path.basename(url)}"
        run = self.migrate(url, COUNT_TO=path)
        equal(run.returncode, 0, f"the migration ended: {run.stderr}")
        with open(path, encoding="ascii") as file:
            return int(file.read())

    def ask(self, url, sql):
        if self.engine.name == "postgres":
            return self.engine.rows(url, sql)
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:"))) as database:
            equal(database.execute("PRAGMA integrity_check").fetchone()[0], "ok", "what SQLite says of itself")
            return [tuple(row) for row in database.execute(sql)]

    def look(self, url):
        """The schema, and how many migrations are recorded; they must be the first ones."""
        schema = self.ask(url, SCHEMA[self.engine.name])
        if not any(row[1].split(".")[0] == "migration" for row in schema):
            return schema, 0
        rows = self.ask(url, RECORDED)
        if self.recorded:
            equal(rows, self.recorded[:len(rows)], "the migrations that are recorded")
        self.recorded = self.recorded or rows
        return schema, len(rows)

    def kill_and_finish(self, url, point):
        """Kills it before that call, sees that no migration is half there, lets the next start finish."""
        run = self.migrate(url, KILL_AT=str(point))
        equal(run.returncode, -9, f"how the program ended that should be killed at call {point}: {run.stderr}")
        schema, landed = self.look(url)
        known = self.schemas.setdefault((landed, bool(schema)), schema)
        equal(schema, known, f"the schema after {landed} migrations, killed at call {point}")
        if landed == self.newest - 1 and not self.before_last:
            self.before_last = self.fresh(url)
        takt("migrate", url=url, program=self.program)
        equal(self.look(url), self.whole, f"the schema and the migrations after a kill at call {point}")
        return landed


def start(engine, _template):
    """What a killed process leaves is the same in memory as on a disk, and thousands of syncs cost nothing there."""
    return Place(Sqlite("/dev/shm" if os.path.isdir("/dev/shm") else None) if engine.name == "sqlite" else engine)


def spread(calls, points):
    """So many of the calls 1 to calls, evenly; how many there are when the database is closed varies by a few."""
    calls -= 3
    points = min(points, calls)
    return sorted({1 + i * (calls - 1) // max(points - 1, 1) for i in range(points)})


def each(points, work):
    """Two at a time."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, points))


@scenario("a migration that is killed is whole or not there, and the next start finishes")
def _(place):
    points = POINTS * place.newest if place.engine.name == "sqlite" else POINTS_POSTGRES
    landed = each(spread(place.calls, points), lambda point: place.kill_and_finish(place.fresh(), point))
    check(set(range(place.newest)) <= set(landed), f"kills met only the migrations {sorted(set(landed))}")


@scenario("killed while it copies the database first, it keeps what was there and copies anew", engine="sqlite")
def _(place):
    stage = place.before_last
    place.engine.execute(stage, "INSERT INTO setting (key, value) WITH RECURSIVE n (i) AS "
                         "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT 'note ' || i, 'kept' FROM n")
    calls = place.count(place.fresh(stage))

    def run(point):
        url = place.fresh(stage)
        place.kill_and_finish(url, point)
        equal(place.ask(url, "SELECT count(*) FROM setting WHERE value = 'kept'"), [(3000,)], "what was there")
        copy = f"{url}.before-{place.recorded[-1][0]:04d}"
        equal(place.ask(copy, "SELECT count(*) FROM setting WHERE value = 'kept'"), [(3000,)], "what the copy has")
        equal(place.look(copy)[1], place.newest - 1, "migrations of the copy")

    each(spread(calls, 2 * POINTS), run)


@scenario("of two that start at once one migrates and the other waits")
def _(place):
    def run(_number):
        url = place.fresh()
        both = each(range(2), lambda _: place.migrate(url))
        equal([one.returncode for one in both], [0, 0], f"how they ended: {both[0].stderr}{both[1].stderr}")
        equal(place.look(url), place.whole, "the schema")

    for number in range(5):
        run(number)
