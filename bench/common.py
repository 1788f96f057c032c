# SPDX-License-Identifier: MIT
"""What the measurements share: a demo agency, its server, the load, and the time that a process spent."""
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.environ.get("TAKT_BUILD", os.path.join(ROOT, "build", "release"))
TAKT = os.path.join(BUILD, "takt")
NOW = {"TAKT_NOW": "2026-06-17T09:40:00+03:00"}
MARK = re.compile(r"listening on (http://\S+)")


def need(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        sys.exit("missing: " + ", ".join(missing) + " (apt-get install wrk nginx-light)")


def cores():
    """The core of the server and that of the load."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[1 % len(usable)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Processes:
    """Everything that was started, ended again whatever happens."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="takt-bench-")
        os.chmod(self.folder, 0o755)  # nginx reads its files as another user
        self.started = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.started:
            stop(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *words, core=None, **more):
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        process = subprocess.Popen([*pinned, *words], env={**os.environ, **NOW}, **more)
        self.started.append(process)
        return process


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_takt(*words):
    done = subprocess.run([TAKT, *words], env={**os.environ, **NOW}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"takt {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.strip()


def fill(url, people, weeks):
    """A demo agency; the token of somebody who may plan for all."""
    run_takt("demo", "--db", url, "--people", str(people), "--weeks", str(weeks), "--password", "not to be guessed")
    return run_takt("token", "--db", url, "--person", "pavel@polden.example", "--name", "bench").split()[-1]


def serve(processes, url, *words, core=None):
    """A server on a free port, and its address."""
    log = open(os.path.join(processes.folder, "takt.log"), "ab")
    server = processes.start(TAKT, "serve", "--db", url, "--listen", "127.0.0.1:0", *words, core=core,
                             stdout=subprocess.PIPE, stderr=log, text=True)
    for line in server.stdout:
        found = MARK.search(line)
        if found:
            return server, found.group(1)
    sys.exit("takt did not start; see " + log.name)


def get(address, headers=None, method="GET", body=None):
    """Status, headers and body; a refusal is an answer, too."""
    request = urllib.request.Request(address, headers=headers or {}, method=method, data=body)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def cpu_ns(pid):
    """Time on a core of all threads of a process, by the scheduler's own books."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as books:
                total += int(books.read().split()[0])
        except FileNotFoundError:
            continue  # a thread that has just ended
    return total


def lua_text(text):
    return json.dumps(text, ensure_ascii=True)


WRK_DONE = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT {"requests":%d,"us":%d,"bad":%d,"lost":%d,"p50":%d,"p99":%d,"max":%d}\\n',
    summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
"""


def wrk(processes, address, seconds, connections, script="", core=None):
    """Load from one thread; what wrk counted."""
    path = os.path.join(processes.folder, "load.lua")
    with open(path, "w", encoding="utf-8") as file:
        file.write(script + WRK_DONE)
    words = ["taskset", "-c", str(core)] if core is not None else []
    words += ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", path, address]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return json.loads(re.search(r"RESULT (.*)", done.stdout).group(1))


def median(values):
    return statistics.median(values)


def syncs_per_second(folder, seconds=1.0):
    """How many small appends with fdatasync the disk takes, at this moment."""
    path = os.path.join(folder, "probe")
    count = 0
    start = time.monotonic()
    with open(path, "wb", buffering=0) as probe:
        while time.monotonic() - start < seconds:
            probe.write(b"x" * 4096)
            os.fdatasync(probe.fileno())
            count += 1
    os.unlink(path)
    return count / (time.monotonic() - start)
