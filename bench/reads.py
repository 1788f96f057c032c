#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
The plan over HTTP, beside nginx sending the same bytes from files.

One thread of takt and one worker of nginx share one core and are asked in turn by wrk from another core, so that
what disturbs the machine disturbs both. Ratios are those of neighbours in time, medians of all rounds. CPU time is
that of the whole process by the scheduler's books, divided by the requests.

A second table tells of answers after a change: one connection lowers a cell of the plan and asks, in turn; what the
changes take by themselves is measured beside it and taken off.

  bench/reads.py [--rounds N] [--seconds N] [--connections N] [--people N] [--weeks N]
"""
import argparse
import json
import os
import subprocess
import time

import common

NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000; etag on;
  types {{ text/html html; application/json json; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def start_nginx(processes, core):
    port = common.free_port()
    folder = processes.folder
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w", encoding="ascii") as file:
        file.write(NGINX.format(folder=folder, port=port))
    server = processes.start("nginx", "-p", folder, "-c", path, core=core, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            common.get(f"http://127.0.0.1:{port}/")
            break
        except OSError:
            time.sleep(0.05)
    return server, f"http://127.0.0.1:{port}"


def request_lua(headers, path, fresh):
    """fresh: an address that was never asked before, so that neither the cache nor an ETag knows it."""
    lines = [f"wrk.headers[{common.lua_text(name)}] = {common.lua_text(value)}" for name, value in headers.items()]
    if fresh:
        mark = str(time.monotonic_ns())
        lines.append("local n = 0")
        lines.append("request = function() n = n + 1 "
                     f"return wrk.format('GET', {common.lua_text(path + '&fresh=' + mark + '.')} .. n) end")
    else:
        lines.append(f"request = function() return wrk.format('GET', {common.lua_text(path)}) end")
    return "\n".join(lines) + "\n"


CHANGE = """
local cells = {%(cells)s}
local turn, changes = 0, 0
local headers = {['Authorization'] = %(authorization)s, ['Accept'] = 'application/json',
                 ['Content-Type'] = 'application/json'}
local function change()
  local cell = cells[changes * 31 %% #cells + 1]
  cell[4] = math.max(cell[4] - 1, 1)
  changes = changes + 1
  return wrk.format('POST', '/allocations', headers, string.format(
    '{"person_id":%%d,"week":"%%s","kind":"%%s","minutes":%%d}', cell[1], cell[2], cell[3], cell[4]))
end
request = function()
  turn = turn + 1
  if %(asks)s and turn %% 2 == 0 then return wrk.format('GET', %(path)s) end
  return change()
end
"""


def cells_of(plan):
    """What stands in the plan as the agency's own work: lowering it always fits, and takes nothing from a project."""
    for person in plan["people"]:
        for week in person["weeks"]:
            for item in week["allocations"]:
                if item["id"] and not item["project_id"] and item["minutes"] > 60:
                    yield f"{{{person['id']},'{week['week']}','{item['kind']}',{item['minutes']}}}"


class Case:
    """One kind of answer, asked of both servers."""

    def __init__(self, name, headers, path, file, fresh=False, etag=False):
        self.name, self.headers, self.path, self.file = name, headers, path, file
        self.fresh, self.etag = fresh, etag
        self.rates = {"takt": [], "nginx": []}
        self.times = {"takt": [], "nginx": []}
        self.p99 = []
        self.size = 0


def etag_of(address, path, headers):
    for _ in range(3):  # the first request of a minute also notes that the token is used
        status, answered, _ = common.get(address + path, headers)
        if answered.get("ETag") and status == 200:
            return answered["ETag"]
    raise SystemExit(f"{path} has no ETag")


def measure(processes, case, which, server, address, options, cores):
    headers = dict(case.headers) if which == "takt" else {}
    path = case.path if which == "takt" else "/" + case.file
    if case.etag:
        headers["If-None-Match"] = etag_of(address, path, headers)
    script = request_lua(headers, path, case.fresh and which == "takt")
    before = common.cpu_ns(server.pid)
    seen = common.wrk(processes, address, options.seconds, options.connections, script, cores[1])
    spent = common.cpu_ns(server.pid) - before
    if seen["bad"] or seen["lost"]:
        raise SystemExit(f"{case.name}: {which} failed {seen['bad'] + seen['lost']} requests")
    case.rates[which].append(seen["requests"] / seen["us"] * 1e6)
    case.times[which].append(spent / 1e3 / seen["requests"])
    if which == "takt":
        case.p99.append(seen["p99"] / 1e3)


def cpu_of_changes(processes, case, server, address, options, cores, asks):
    """CPU µs of a change, or of a change and the answer that follows it."""
    _, _, body = common.get(address + case.path, {**case.headers, "Accept": "application/json"})
    headers = "".join(f"wrk.headers[{common.lua_text(name)}] = {common.lua_text(value)}\n"
                      for name, value in case.headers.items())
    script = headers + CHANGE % {"cells": ",".join(cells_of(json.loads(body))), "asks": "true" if asks else "false",
                                 "authorization": common.lua_text(case.headers["Authorization"]),
                                 "path": common.lua_text(case.path)}
    before = common.cpu_ns(server.pid)
    seen = common.wrk(processes, address, options.seconds, 1, script, cores[1])
    spent = common.cpu_ns(server.pid) - before
    if seen["bad"] or seen["lost"]:
        raise SystemExit(f"{case.name}: {seen['bad'] + seen['lost']} requests failed")
    return spent / 1e3 / seen["requests"] * (2 if asks else 1)


def report_changes(changed, options):
    print(f"The same after one cell was changed, one connection, {options.rounds} rounds; CPU µs of the process:\n")
    print("| answer | KB | the change and the answer | the change alone | the answer |")
    print("|---|---:|---:|---:|---:|")
    for case, both, alone in changed:
        print(f"| {case.name} | {case.size / 1024:.0f} | {common.median(both):.0f} | {common.median(alone):.0f} | "
              f"{common.median([one - other for one, other in zip(both, alone)]):.0f} |")
    print()


def make_cases(token, weeks):
    page = {"Authorization": f"Bearer {token}", "Accept": "text/html"}
    data = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    path = f"/plan?weeks={weeks}"
    return [
        Case("page unchanged, 200", page, path, "plan.html"),
        Case("page unchanged, 304", page, path, "plan.html", etag=True),
        Case("JSON unchanged, 200", data, path, "plan.json"),
        Case("JSON unchanged, 304", data, path, "plan.json", etag=True),
        Case("page at a new address", page, path, "plan.html", fresh=True),
        Case("JSON at a new address", data, path, "plan.json", fresh=True),
    ]


def keep_files(processes, cases, address):
    os.mkdir(os.path.join(processes.folder, "files"))
    for case in cases:
        status, _, body = common.get(address + case.path, case.headers)
        if status != 200:
            raise SystemExit(f"{case.path} answers {status}")
        case.size = len(body)
        with open(os.path.join(processes.folder, "files", case.file), "wb") as file:
            file.write(body)


def report(cases, options):
    print(f"Plan of {options.people} people × {options.weeks} weeks over HTTP: one core each, "
          f"{options.connections} connections, {options.rounds} rounds of {options.seconds} s.\n")
    print("| answer | KB | CPU µs takt | CPU µs nginx | req/s takt | req/s nginx | rate of nginx's | p99 ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for case in cases:
        ratio = common.median([ours / theirs for ours, theirs in zip(case.rates["takt"], case.rates["nginx"])])
        rate = {which: common.median(case.rates[which]) for which in case.rates}
        time_us = {which: common.median(case.times[which]) for which in case.times}
        print(f"| {case.name} | {case.size / 1024:.0f} | {time_us['takt']:.1f} | {time_us['nginx']:.1f} | "
              f"{rate['takt']:.0f} | {rate['nginx']:.0f} | {ratio:.2f} | {common.median(case.p99):.1f} |")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("rounds", 5), ("seconds", 2), ("connections", 32), ("people", 50), ("weeks", 13)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    common.need("wrk", "nginx", "taskset")
    cores = common.cores()
    with common.Processes() as processes:
        url = f"sqlite:{processes.folder}/takt.db"
        token = common.fill(url, options.people, options.weeks)
        takt, takt_address = common.serve(processes, url, "--threads", "1", core=cores[0])
        cases = make_cases(token, options.weeks)
        keep_files(processes, cases, takt_address)
        nginx, nginx_address = start_nginx(processes, cores[0])
        for _ in range(options.rounds):
            for case in cases:
                measure(processes, case, "takt", takt, takt_address, options, cores)
                measure(processes, case, "nginx", nginx, nginx_address, options, cores)
        changed = [(case, [], []) for case in (cases[0], cases[2])]
        for _ in range(options.rounds):
            for case, both, alone in changed:
                both.append(cpu_of_changes(processes, case, takt, takt_address, options, cores, True))
                alone.append(cpu_of_changes(processes, case, takt, takt_address, options, cores, False))
    report(cases, options)
    for case, _, _ in changed:
        case.name = case.name.split()[0]
    report_changes(changed, options)


if __name__ == "__main__":
    main()
