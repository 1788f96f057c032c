#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Durable writes: POST /allocations with a token, each to the next cell of the plan, at 1, 16 and 64 connections.

Beside it, in turns on a copy of the same database, build/release/write-bench: the same change by the same rules
without HTTP, where each connection commits for itself. Every answered write is counted in the database afterwards.
A probe of the disk (appends of 4 KB with fdatasync) stands before and after each turn, since disks differ more from
minute to minute than programs do.

  bench/writes.py [--rounds N] [--seconds N] [--connections 1,16,64]

PostgreSQL is measured, too, when TAKT_TEST_PG names a server: tools/with-postgres bench/writes.py
"""
import argparse
import json
import os
import sqlite3
import subprocess
from datetime import date, timedelta

import common

# Behind all that is planned and with no week of holidays in it; write_bench.c takes the fifteen weeks that follow.
FIRST_WEEK_DAYS = 7 * 150
WEEKS = 15

LUA = """
local people = {%(people)s}
local weeks = {%(weeks)s}
local n = %(start)d
wrk.method = 'POST'
wrk.headers['Authorization'] = 'Bearer %(token)s'
wrk.headers['Content-Type'] = 'application/json'
wrk.headers['Accept'] = 'application/json'
request = function()
  local person = people[n %% #people + 1]
  local week = weeks[math.floor(n / #people) %% #weeks + 1]
  local minutes = 30 + math.floor(n / #people / #weeks) %% 100
  n = n + 1
  return wrk.format('POST', '/allocations', nil, string.format(
    '{"person_id":%%d,"week":"%%s","project_id":%(project)d,"minutes":%%d}', person, week, minutes))
end
"""


class Engine:
    """A database of one engine with the demo agency in it."""

    def __init__(self, name, url, drop=None):
        self.name, self.url, self.drop = name, url, drop
        self.token = common.fill(url, 50, 13)
        self.asked = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        self.cells = None
        self.start = 0

    def read_cells(self, address):
        status, _, body = common.get(f"{address}/plan", self.asked)
        plan = json.loads(body)
        _, _, body = common.get(f"{address}/projects", self.asked)
        project = next(item["id"] for item in json.loads(body)["items"] if not item["archived"])
        weeks = weeks_after(plan["weeks"][0], FIRST_WEEK_DAYS)
        self.cells = {
            "people": ",".join(str(person["id"]) for person in plan["people"]),
            "weeks": ",".join(f"'{week}'" for week in weeks),
            "project": project,
        }


def weeks_after(day, days):
    start = date.fromisoformat(day) + timedelta(days)
    return [(start + timedelta(7 * i)).isoformat() for i in range(WEEKS)]


def count_changes(engine):
    statement = "SELECT count(*) FROM change"
    if engine.url.startswith("sqlite:"):
        with sqlite3.connect(engine.url.removeprefix("sqlite:")) as database:
            return database.execute(statement).fetchone()[0]
    done = subprocess.run(["psql", "-qtA", "-d", engine.url, "-c", statement], capture_output=True, text=True, check=True)
    return int(done.stdout)


def over_http(processes, engine, connections, seconds):
    server, address = common.serve(processes, engine.url)
    if not engine.cells:
        engine.read_cells(address)
    before = count_changes(engine)
    script = LUA % {**engine.cells, "start": engine.start, "token": engine.token}
    seen = common.wrk(processes, address, seconds, connections, script)
    common.stop(server)
    engine.start += seen["requests"] + connections
    stored = count_changes(engine) - before
    if seen["bad"] or seen["lost"]:
        raise SystemExit(f"{engine.name}: {seen['bad']} writes were refused, {seen['lost']} lost")
    if stored < seen["requests"]:
        raise SystemExit(f"{engine.name}: {seen['requests']} answered but {stored} stored")
    return {"rate": seen["requests"] / seen["us"] * 1e6, "worst": seen["max"] / 1e3}


def by_themselves(engine, connections, seconds):
    program = os.path.join(common.BUILD, "write-bench")
    done = subprocess.run([program, engine.url, str(connections), str(seconds)], capture_output=True, text=True,
                          env={**os.environ, **common.NOW}, check=True)
    seen = json.loads(done.stdout)
    return {"rate": seen["rate"], "worst": seen["worst_ms"]}


def engines(processes):
    yield Engine("SQLite", f"sqlite:{processes.folder}/takt.db")
    server = os.environ.get("TAKT_TEST_PG")
    if server:
        name = f"takt_bench_{os.getpid()}"
        psql = ["psql", "-q", "-d", server, "-c"]
        subprocess.run([*psql, f"CREATE DATABASE {name} TEMPLATE template0"], check=True)
        url = server + ("&" if "?" in server else "?") + "dbname=" + name
        yield Engine("PostgreSQL", url, [*psql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"])


def measure(processes, engine, connections, options):
    turns = {"http": [], "own": [], "disk": []}
    for _ in range(options.rounds):
        turns["disk"].append(common.syncs_per_second(processes.folder, 0.5))
        turns["http"].append(over_http(processes, engine, connections, options.seconds))
        turns["disk"].append(common.syncs_per_second(processes.folder, 0.5))
        turns["own"].append(by_themselves(engine, connections, options.seconds))
    return turns


def report(engine, connections, turns):
    rate = {which: common.median([turn["rate"] for turn in turns[which]]) for which in ("http", "own")}
    worst = {which: max(turn["worst"] for turn in turns[which]) for which in ("http", "own")}
    ratio = common.median([ours["rate"] / theirs["rate"] for ours, theirs in zip(turns["http"], turns["own"])])
    print(f"| {engine.name} | {connections} | {rate['http']:.0f} | {worst['http']:.0f} | {rate['own']:.0f} | "
          f"{worst['own']:.0f} | {ratio:.1f} | {min(turns['disk']):.0f}–{max(turns['disk']):.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", default="1,16,64")
    options = parser.parse_args()
    common.need("wrk")
    print(f"Durable writes of one cell each, {options.rounds} rounds of {options.seconds} s: over HTTP, and by "
          "connections that commit for themselves.\n")
    print("| database | connections | HTTP writes/s | worst ms | own commits/s | worst ms | ratio | fdatasync/s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with common.Processes() as processes:
        for engine in engines(processes):
            try:
                for connections in [int(word) for word in options.connections.split(",")]:
                    report(engine, connections, measure(processes, engine, connections, options))
            finally:
                if engine.drop:
                    subprocess.run(engine.drop, check=False)
    print()


if __name__ == "__main__":
    main()
