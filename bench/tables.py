#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""CPU time of reading plan tables, beside LibreOffice that turns the same files into CSV.

    bench/tables.py [--rounds N]    TAKT_BUILD names the build (build/release)

Both are programs started anew for each file, so the start of each is in its time; LibreOffice's time on a file of one
cell stands apart. Takes turns. Needs python3-xlsxwriter and libreoffice-calc-nogui.
"""
import argparse
import datetime
import os
import resource
import shutil
import statistics
import subprocess
import tempfile

import xlsxwriter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DUMP = os.path.join(os.environ.get("TAKT_BUILD", os.path.join(ROOT, "build", "release")), "table-dump")
FOLDER = tempfile.mkdtemp(prefix="takt-tables-")


def plan(path, people, weeks):
    """A plan of so many people with three subjects each, every fourth week tentative."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Plan")
    plain = book.add_format({"num_format": "0%"})
    blue = book.add_format({"num_format": '0%"?"', "bg_color": "#9DC3E6"})
    sheet.write_row(0, 0, ["Person", "Position", "Subject"])
    for week in range(weeks):
        sheet.write_datetime(0, 3 + week, datetime.date(2026, 1, 5) + datetime.timedelta(7 * week))
    for person in range(people):
        for part in range(3):
            row = 1 + person * 3 + part
            sheet.write_row(row, 0, [f"Person {person}", f"Position {person % 20}", f"Client {part} · Project {person % 50}"])
            for week in range(weeks):
                sheet.write_number(row, 3 + week, (person + week + part) % 7 / 20 + 0.05,
                                   blue if (week + part) % 4 == 0 else plain)
    book.close()


def spent(command):
    """Seconds of CPU and the largest resident megabytes of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def office(path, ending="csv"):
    return ["soffice", f"-env:UserInstallation=file://{FOLDER}/profile", "--headless", "--convert-to", ending, "--outdir",
            f"{FOLDER}/out", path]


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--rounds", type=int, default=5)
    rounds = words.parse_args().rounds
    plan(f"{FOLDER}/one.xlsx", 0, 1)
    plan(f"{FOLDER}/30x52.xlsx", 30, 52)
    plan(f"{FOLDER}/1000x52.xlsx", 1000, 52)
    for name in ("30x52", "1000x52"):
        subprocess.run(office(f"{FOLDER}/{name}.xlsx", "ods"), check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        shutil.copy(f"{FOLDER}/out/{name}.ods", FOLDER)
    print("| file | size | Takt, CPU ms | LibreOffice, CPU ms | ratio |\n|---|---:|---:|---:|---:|")
    for name in ("one.xlsx", "30x52.xlsx", "30x52.ods", "1000x52.xlsx", "1000x52.ods"):
        path = f"{FOLDER}/{name}"
        pairs = [(spent([DUMP, "--quiet", path]), spent(office(path))) for _ in range(rounds)]
        ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs))
        ratio = statistics.median(their / our for our, their in pairs)
        print(f"| {name} | {os.path.getsize(path) // 1024} KB | {ours:.0f} | {theirs:.0f} | {ratio:.0f} |", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)


main()
