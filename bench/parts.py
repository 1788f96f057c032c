#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
What parts of a large plan cost over HTTP, as the grid asks for them: CPU time of the whole process by the scheduler's
books, divided by the requests. Each address is new, so that neither cache nor ETag knows it; the weeks were read before.

  bench/parts.py [--people N] [--weeks N] [--requests N]
"""
import argparse

import common


def ask(server, address, path, headers, requests):
    status, _, body = common.get(address + path, headers)
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    before = common.cpu_ns(server.pid)
    for number in range(requests):
        common.get(f"{address}{path}&part={number}", headers)
    return (common.cpu_ns(server.pid) - before) / 1e3 / requests, len(body)


def resident_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("people", 1000), ("weeks", 52), ("requests", 20)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    with common.Processes() as processes:
        url = f"sqlite:{processes.folder}/takt.db"
        token = common.fill(url, options.people, options.weeks)
        server, address = common.serve(processes, url, "--threads", "1", core=common.cores()[0])
        data = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        page = {"Authorization": f"Bearer {token}", "Accept": "text/html"}
        print(f"Parts of a plan of {options.people} people × {options.weeks} weeks, {options.requests} requests each.\n")
        print("| answer | KB | CPU µs | resident MB after it |")
        print("|---|---:|---:|---:|")
        for name, path, headers in (
                ("JSON of all", f"/plan?weeks={options.weeks}", data),
                ("JSON of 50 people × 26 weeks", "/plan?weeks=26&limit=50&page=3", data),
                ("JSON of 20 people × 52 weeks", "/plan?weeks=52&limit=20&page=3", data),
                ("page of 50 people × 13 weeks", "/plan?weeks=13", page),
                ("page of 50 people × 26 weeks", "/plan?weeks=26", page),
                ("rows of 250 people without cells, 26 weeks", "/plan?weeks=26&lean=1", page)):
            spent, size = ask(server, address, path, headers, 4 if name == "JSON of all" else options.requests)
            print(f"| {name} | {size / 1024:.0f} | {spent:.0f} | {resident_mb(server.pid):.0f} |", flush=True)
    print()


if __name__ == "__main__":
    main()
