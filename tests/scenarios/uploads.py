# SPDX-License-Identifier: MIT
"""Files from people who mean ill, or whose program does: refused in words, while everybody else is served."""

import os
import threading
import time

from bad_files import bad_files, xlsx
from served import binary, check, scenario

BOUNDARY = "takt-scenario-boundary"


def upload(asker, name, data, path="/plan/import"):
    head = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n")
    body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    return asker.post(path, raw=body, headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def resident(agency):
    """The largest the server has been, in MB."""
    with open(f"/proc/{agency.server.process.pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def is_sanitized():
    with open(binary(), "rb") as program:
        return b"__asan_init" in program.read()


class Reader(threading.Thread):
    """Somebody else, who looks at a page all the while."""

    def __init__(self, agency):
        super().__init__(daemon=True)
        self.asker = agency.fresh_person("pavel")
        self.longest = self.count = 0
        self.wrong = None
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            started = time.monotonic()
            answer = self.asker.get(f"/plan?weeks=4&week=2026-06-15&n={self.count % 5}", accept="page")
            self.longest = max(self.longest, time.monotonic() - started)
            self.count += 1
            if answer.status != 200:
                self.wrong = answer
            time.sleep(0.02)


@scenario("every bad file is answered in words, the plan stays in sight for others")
def _(agency):
    slow = 3 if is_sanitized() else 1
    asker = agency.program_of("admin")
    reader = Reader(agency)
    reader.start()
    for name, data in bad_files(10 if os.environ.get("TAKT_LONG") else 1):
        started = time.monotonic()
        answer = upload(asker, name, data)
        took = time.monotonic() - started
        check(answer.status in (200, 201, 303, 413, 422), f"{name} is answered with {answer.status}: {answer.text[:300]}")
        check(answer.status in (200, 201, 303) or len(answer.json()["detail"]) > 10, f"{name}: no words")
        check(took < 20 * slow, f"{name} took {took:.1f} s")
    reader.done.set()
    reader.join(30)
    check(reader.count > 10 and reader.wrong is None, f"{reader.count} pages, {reader.wrong and reader.wrong.status}")
    check(reader.longest < 5 * slow, f"a page took {reader.longest:.1f} s meanwhile")
    check(not os.path.exists("/tmp/takt-escaped"), "a part was unpacked under its own name")


@scenario("many large files at once do not keep others from signing in, and memory stays bounded")
def _(agency):
    cells = "".join(f"<c t='str'><v>text {i}</v></c>" for i in range(60))
    large = xlsx(["<worksheet><sheetData>", *(f"<row>{cells}</row>" for _ in range(4000)), "</sheetData></worksheet>"])
    askers = [agency.program_of("admin") for _ in range(6)]
    threads = [threading.Thread(target=upload, args=(asker, "large.xlsx", large), daemon=True) for asker in askers]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    agency.fresh_person("timur")
    took = time.monotonic() - started
    overtook = any(thread.is_alive() for thread in threads)  # on a busy machine all of it is slow
    for thread in threads:
        thread.join(120)
    check(took < 10 or overtook, f"signing in took {took:.1f} s, behind all the files")
    if not is_sanitized():
        check(resident(agency) < 512, f"the server grew to {resident(agency)} MB")


@scenario("the name of a file is only ever shown")
def _(agency):
    asker = agency.program_of("admin")
    table = "Сотрудник;Проект;15.06.2026\nTimur;x;20\n".encode()
    for name in ("../../../etc/passwd", "C:\\\\x\\\\a.csv", "<script>alert(1)</script>.csv", "a" * 3000 + ".csv", "\x01.csv"):
        answer = upload(asker, name, table)
        check(answer.status in (200, 201, 303, 422, 400), f"{name[:40]!r} is answered with {answer.status}")
        if answer.status != 422 and answer.status != 400:
            page = agency.person("admin").get(answer.header("Location") or f"/plan/import/{answer.json()['id']}", accept="page")
            check("<script>alert" not in page.text, "a file's name became markup")
