# SPDX-License-Identifier: MIT
"""The built program serving a demo agency, and people who ask it over HTTP. For run-scenarios, stress.py, kill.py."""

import contextlib
import datetime
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PASSWORD = "orbit-lamp-cedar-42"
NOW = "2026-06-17T06:40:00Z"  # 09:40 in Moscow, a Wednesday
THIS_WEEK = "2026-06-15"
NEXT_WEEK = "2026-06-22"


def binary():
    return os.path.abspath(os.environ.get("TAKT_BIN") or os.environ.get("TAKT") or f"{ROOT}/build/debug/takt")


def release_binary():
    path = os.environ.get("TAKT_RELEASE") or f"{ROOT}/build/release/takt"
    return os.path.abspath(path) if os.path.exists(path) else binary()


class Failed(AssertionError):
    pass


def check(condition, sentence):
    if not condition:
        raise Failed(sentence)


def equal(got, want, what="it"):
    if got != want:
        raise Failed(f"{what} is {got!r} and should be {want!r}")


# ---- databases ----


class Sqlite:
    name = "sqlite"

    def __init__(self, place=None):
        self.folder = tempfile.mkdtemp(prefix="takt-scenarios-", dir=place)
        self.count = 0

    def fresh(self, template=None):
        """A new database, empty or a copy of another one that nobody has open."""
        self.count += 1
        path = f"{self.folder}/{self.count}.db"
        if template:
            for ending in ("", "-wal"):
                if os.path.exists(template.removeprefix("sqlite:") + ending):
                    shutil.copyfile(template.removeprefix("sqlite:") + ending, path + ending)
        return f"sqlite:{path}"

    def rows(self, url, sql):
        with sqlite3.connect(f"file:{url.removeprefix('sqlite:')}?mode=ro", uri=True, timeout=10) as database:
            return [tuple(row) for row in database.execute(sql)]

    def execute(self, url, sql):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:"), timeout=10)) as database, database:
            database.execute(sql)

    def finish(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    name = "postgres"

    def __init__(self, server):
        self.server = server
        self.made = []

    def url(self, name):
        return f"{self.server}{'&' if '?' in self.server else '?'}dbname={name}"  # the last dbname counts

    def psql(self, url, sql):
        run = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql],
            capture_output=True, text=True, check=False)
        check(run.returncode == 0, f"psql: {run.stderr}")
        return run.stdout

    def fresh(self, template=None):
        name = f"takt_scenario_{os.getpid()}_{len(self.made) + 1}"
        source = re.search(r"dbname=(\w+)$", template).group(1) if template else "template0"
        self.psql(self.server, f"CREATE DATABASE {name} TEMPLATE {source}")
        self.made.append(name)
        return self.url(name)

    def rows(self, url, sql):
        def value(text):
            return int(text) if re.fullmatch(r"-?\d+", text) else (text or None)

        return [tuple(map(value, line.split("\x1f"))) for line in self.psql(url, sql).splitlines()]

    def execute(self, url, sql):
        self.psql(url, sql)

    def finish(self):
        for name in self.made:
            self.psql(self.server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def engines():
    found = [Sqlite()]
    if os.environ.get("TAKT_TEST_PG"):
        found.append(Postgres(os.environ["TAKT_TEST_PG"]))
    return found


# ---- the program ----


def takt(*words, url=None, program=None, text=None, expect=0):
    """Runs a command of the program and returns what it printed."""
    environment = dict(os.environ, TAKT_NOW=NOW, LANG="C.UTF-8")
    run = subprocess.run([program or binary(), *words, *(["--db", url] if url else [])], env=environment, input=text,
                         capture_output=True, text=True, check=False)
    check(expect is None or run.returncode == expect,
          f"takt {' '.join(words)} ended with {run.returncode}: {run.stdout}{run.stderr}")
    return run.stdout


class Server:
    """A running `takt serve`."""

    def __init__(self, url, program=None, options=(), now=NOW):
        self.url = url
        self.log = tempfile.TemporaryFile(prefix="takt-log-")
        environment = dict(os.environ, LANG="C.UTF-8")
        if now:
            environment["TAKT_NOW"] = now
        else:
            environment.pop("TAKT_NOW", None)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [program or binary(), "serve", "--db", url, "--listen", "127.0.0.1:0", *options],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log)
        self.port = self.wait_for_port()
        self.start_seconds = time.monotonic() - self.started

    def wait_for_port(self):
        for line in self.process.stdout:
            found = re.search(rb"listening on http://127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found.group(1))
        raise Failed(f"the server did not start: {self.said()}")

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self):
        """As an operator does; must end well."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed("the server does not stop within 30 s") from None
        check(code == 0, f"the server ended with {code}: {self.said()[-3000:]}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def raw(self, data, seconds=10, parts=()):
        """Sends bytes as they are (then each part after a pause) and returns all that comes until the end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            try:
                connection.sendall(data)
                for pause, part in parts:
                    time.sleep(pause)
                    connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                pass  # closed on us: what it said before still counts
            return read_all(connection, seconds)


def read_all(connection, seconds):
    got = b""
    until = time.monotonic() + seconds
    while True:
        connection.settimeout(max(until - time.monotonic(), 0.01))
        try:
            piece = connection.recv(65536)
        except (socket.timeout, TimeoutError):
            return got
        except ConnectionResetError:
            return got
        if not piece:
            return got
        got += piece


# ---- who asks ----


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def header(self, name):
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        kind = self.header("Content-Type") or ""
        check(kind in ("application/json; charset=utf-8", "application/problem+json; charset=utf-8"),
              f"the answer is {kind}, not JSON: {self.body[:200]!r}")
        return json.loads(self.body)

    def is_(self, status, /, **members):
        """Expects the status, and these members of the JSON answer."""
        if self.status != status:
            raise Failed(f"the answer is {self.status} and should be {status}: {self.body[:600].decode(errors='replace')}")
        for name, want in members.items():
            equal(self.json().get(name), want, name)
        return self


class Asker:
    """A browser with cookies, or a program with a token. One connection, kept."""

    def __init__(self, server, address="", token="", origin="same-origin"):
        self.server = server
        self.address = address
        self.token = token
        self.origin = origin
        self.cookies = {}
        self.connection = None
        self.used = 0.0

    def connect(self):
        if self.connection and time.monotonic() - self.used > 15:
            self.close()
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        self.used = time.monotonic()
        return self.connection

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def headers(self, accept, more):
        headers = {"Accept": {"json": "application/json", "page": "text/html"}.get(accept, accept)}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        elif self.origin:
            headers["Sec-Fetch-Site"] = self.origin
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers.update(more or {})
        return {name: value for name, value in headers.items() if value is not None}

    def keep_cookies(self, headers):
        for name, value in headers:
            if name.lower() == "set-cookie":
                pair = value.split(";")[0].split("=", 1)
                if re.search(r"Max-Age=0\b", value):
                    self.cookies.pop(pair[0], None)
                else:
                    self.cookies[pair[0]] = pair[1]

    def ask(self, method, path, body=None, form=None, accept="json", headers=None, raw=None):
        sent = self.headers(accept, headers)
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        elif form is not None:
            data = urllib.parse.urlencode(form).encode()
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = self.connect()
        try:
            try:
                connection.request(method, path, body=data, headers=sent)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before it was all sent: the answer is there to be read
            got = connection.getresponse()
            answer = Answer(got.status, got.getheaders(), got.read())
        except Exception:
            self.close()
            raise
        if (answer.header("Connection") or "").lower() == "close":
            self.close()
        self.keep_cookies(answer.headers)
        if answer.status == 500:
            raise Failed(f"{method} {path} is answered with 500: {answer.body[:400]!r}\n{self.server.said()[-1500:]}")
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body=body, **more)

    def sign_in(self, email, password=PASSWORD, **more):
        return self.post("/sign-in", form={"email": email, "password": password}, accept="page", **more)


class Agency:
    """The demo agency behind a server, with everybody at hand."""

    def __init__(self, engine, template, options=("--proxy", "127.0.0.1"), program=None, now=NOW):
        self.engine = engine
        self.url = engine.fresh(template)
        self.program = program
        self.options = options
        self.now = now
        self.server = Server(self.url, program, options, now)
        self.people = {}
        self.addresses = 0

    def finish(self):
        self.server.stop()
        said = self.server.said()
        for sign in ("AddressSanitizer", "LeakSanitizer", "runtime error", "Assertion"):
            check(sign not in said, f"the server's log has {sign}:\n{said[-4000:]}")

    def rows(self, sql):
        return self.engine.rows(self.url, sql)

    def execute(self, sql):
        """Behind the program's back."""
        self.engine.execute(self.url, sql)

    def restart(self, now=None):
        """Stops the server and starts another one, at another time if one is given ("" the real one)."""
        self.server.stop()
        self.server = Server(self.url, self.program, self.options, self.now if now is None else now)

    def one(self, sql):
        rows = self.rows(sql)
        check(rows, f"no row: {sql}")
        return rows[0][0]

    def takt(self, *words, **more):
        return takt(*words, url=self.url, program=self.program, **more)

    def address(self):
        """Another address for each asker, so that limits of one do not reach the next."""
        self.addresses += 1
        return f"10.1.{self.addresses // 250}.{self.addresses % 250 + 1}"

    def stranger(self, **more):
        return Asker(self.server, self.address(), **more)

    def fresh_person(self, key, password=PASSWORD):
        """Signed in anew, in a browser of its own."""
        asker = self.stranger()
        answer = asker.sign_in(f"{key}@polden.example", password)
        answer.is_(303)
        check("sid" in asker.cookies, f"{key} got no session cookie: {answer.headers}")
        return asker

    def person(self, key):
        if key not in self.people:
            self.people[key] = self.fresh_person(key)
        return self.people[key]

    def program_of(self, key):
        """A program that acts for the person, by token."""
        token = self.takt("token", "--person", f"{key}@polden.example", "--name", "scenario").strip()
        return Asker(self.server, self.address(), token=token)

    def id(self, key):
        return self.one(f"SELECT id FROM person WHERE email = '{key}@polden.example'")

    def project(self, client, name):
        return self.one("SELECT p.id FROM project p JOIN client c ON c.id = p.client_id "
                        f"WHERE c.name = '{client}' AND p.name = '{name}'")

    def add_person(self, key, role, name=None):
        self.takt("person", "add", "--name", name or key.capitalize(), "--email", f"{key}@polden.example", "--role", role,
                  "--password-stdin", text=PASSWORD + "\n")

    def week(self, key, week=NEXT_WEEK, asker=None):
        """One person's week as the plan tells it."""
        plan = (asker or self.person("pavel")).get(f"/plan?from={week}&weeks=1&person_id={self.id(key)}").is_(200).json()
        equal(len(plan["people"]), 1, "people in the plan")
        return plan["people"][0]["weeks"][0]


def day_number(iso):
    """As the database keeps it."""
    return (datetime.date.fromisoformat(iso) - datetime.date(1970, 1, 1)).days


def becomes(question, seconds=20):
    """Whether question() becomes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.02)
    return False


def at_once(count, work):
    """Runs work(i) in so many threads at the same moment; returns what they returned, exceptions too."""
    results = [None] * count
    barrier = threading.Barrier(count)

    def run(i):
        barrier.wait()
        try:
            results[i] = work(i)
        except Exception as error:  # pylint: disable=broad-except
            results[i] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# ---- scenarios ----

ALL = []


def scenario(sentence, engine=None):
    """Marks a function as one; it takes an Agency that the scenarios of its file share."""

    def keep(function):
        ALL.append((function.__module__, sentence, function, engine))
        return function

    return keep
