#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
A planning workbook from the upload to its preview, as the person waits for it.

Workbooks of N people by 52 weeks, a project for each of them, are written into a bare .xlsx; the upload and the page
that it leads to are timed from outside, each round with the file again. Beside it stands the same file unpacked and its
XML parsed by Python's expat, so that a slow machine is seen as such.

  bench/imports.py [--rounds N] [--sizes N,N]
"""
import argparse
import io
import time
import xml.parsers.expat
import zipfile
from datetime import date, timedelta

import common

FIRST = date(2026, 6, 15)
NAMES = "Юлия Борис Вадим Галина Денис Ева Жанна Захар Инна Клим".split()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def column(at):
    return ("" if at < 26 else column(at // 26 - 1)) + chr(65 + at % 26)


def cell(row, at, value):
    place = f"{column(at)}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def workbook(people, weeks):
    """One sheet: person, project, and a column for each week."""
    heads = [(FIRST + timedelta(weeks=i)).strftime("%d.%m.%Y") for i in range(weeks)]
    rows = [["Сотрудник", "Проект, %", *heads]]
    for i in range(people):
        name = f"{NAMES[i % 10]} Фамилия{chr(1072 + i % 32)}{chr(1072 + i // 32 % 32)}"
        rows.append([name, f"Клиент {i % 40} · Проект", *([5 + i % 90] * weeks)])
    data = "".join(f'<row r="{r}">{"".join(cell(r, at, v) for at, v in enumerate(row))}</row>'
                   for r, row in enumerate(rows, 1))
    relation = '<Relationship Id="r1" Type="' + LINKS + '/{}" Target="{}"/>'
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("_rels/.rels", package.format(relation.format("officeDocument", "xl/workbook.xml")))
        out.writestr("xl/_rels/workbook.xml.rels", package.format(relation.format("worksheet", "worksheets/one.xml")))
        out.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="План" '
                                        'sheetId="1" r:id="r1"/></sheets></workbook>')
        out.writestr("xl/worksheets/one.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>')
    return file.getvalue()


def form(data):
    mark = b"takt-bench-mark"
    head = (b'--' + mark + b'\r\nContent-Disposition: form-data; name="file"; filename="plan.xlsx"\r\n'
            b'Content-Type: application/octet-stream\r\n\r\n')
    return head + data + b"\r\n--" + mark + b"--\r\n", "multipart/form-data; boundary=" + mark.decode()


def reference(data):
    """The same bytes inflated and their XML parsed, nothing done with it."""
    start = time.monotonic()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            xml.parsers.expat.ParserCreate().Parse(file.read(name), True)
    return time.monotonic() - start


def bring(url, token, data):
    """Seconds of the upload and of the page, and how large that is."""
    body, kind = form(data)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", "Content-Type": kind}
    start = time.monotonic()
    status, _, answer = common.get(url + "/plan/import", headers, "POST", body)
    uploaded = time.monotonic()
    if status not in (200, 201, 303):
        raise SystemExit(f"the upload was answered with {status}: {answer[:200]!r}")
    path = answer.decode().split('"path":"')[1].split('"')[0]
    status, _, page = common.get(url + path, {"Authorization": f"Bearer {token}", "Accept": "text/html"})
    if status != 200:
        raise SystemExit(f"the preview was answered with {status}: {page[:200]!r}")
    return uploaded - start, time.monotonic() - uploaded, len(page)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--sizes", default="30,1000")
    asked = options.parse_args()
    with common.Processes() as processes:
        url = f"sqlite:{processes.folder}/takt.db"
        token = common.fill(url, 30, 13)
        _, address = common.serve(processes, url)
        print("| people × weeks | file, KB | upload, ms | preview, ms | both, ms | page, KB | bare parse, ms |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for people in (int(size) for size in asked.sizes.split(",")):
            data = workbook(people, 52)
            rounds = [(*bring(address, token, data), reference(data)) for _ in range(asked.rounds)]
            upload, page, size, bare = (common.median(values) for values in zip(*rounds))
            both = common.median([one[0] + one[1] for one in rounds])
            print(f"| {people} × 52 | {len(data) // 1024} | {upload * 1000:.0f} | {page * 1000:.0f} | "
                  f"{both * 1000:.0f} | {size // 1024} | {bare * 1000:.0f} |")


if __name__ == "__main__":
    main()
