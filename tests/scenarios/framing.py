# SPDX-License-Identifier: MIT
"""Heads and bodies that try to confuse: what is sent is bytes, what must come is a refusal and a closed connection."""

import re
import socket
import time

from served import Agency, check, equal, scenario

LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"


def start(engine, template):
    return Agency(engine, template)


def status_of(data):
    found = re.match(rb"HTTP/1\.1 (\d+)", data)
    return int(found.group(1)) if found else None


def ask(agency, data, statuses, seconds=3, **more):
    """Expects one of the statuses (None: closed without a word), and the connection closed after it."""
    started = time.monotonic()
    got = agency.server.raw(data, seconds, **more)
    check(status_of(got) in statuses, f"{data[:80]!r} is answered with {status_of(got)}: {got[:200]!r}")
    check(time.monotonic() - started < seconds, f"the connection stays open after {data[:80]!r}")
    check(b"HTTP/1.1 2" not in got, f"what followed {data[:80]!r} was taken for a request: {got!r}")
    return got


REFUSED = (400, None)


@scenario("a plain request is answered, and the connection stays")
def _(agency):
    got = agency.server.raw(LIVE + b"\r\n" + LIVE + b"Connection: close\r\n\r\n", 5)
    equal(got.count(b"HTTP/1.1 200"), 2, "answers")


@scenario("a length beside chunks is refused and closes")
def _(agency):
    for head in (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"):
        ask(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n0\r\n\r\n" + LIVE + b"\r\n", REFUSED)


@scenario("two lengths, or one that is no number, are refused")
def _(agency):
    for head in (b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: 5\r\nContent-Length: 5\r\n",
                 b"Content-Length: +5\r\n", b"Content-Length: -1\r\n", b"Content-Length: 0x5\r\n", b"Content-Length: 5, 5\r\n",
                 b"Content-Length: \r\n", b"Content-Length: 5 \x0b\r\n",
                 b"Content-Length: 99999999999999999999999999\r\n"):
        ask(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\n" + head + b"\r\nhello" + LIVE + b"\r\n", (400, 413, None))


@scenario("an encoding that is not chunked, or chunks in HTTP/1.0, are refused")
def _(agency):
    for value in (b"gzip, chunked", b"chunked, identity", b"xchunked", b"chunked\r\nTransfer-Encoding: chunked", b"identity",
                  b""):
        ask(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + value + b"\r\n\r\n0\r\n\r\n", (400, 501, None))
    ask(agency, b"POST /sign-in HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", REFUSED)


@scenario("exactly one Host is wanted")
def _(agency):
    ask(agency, b"GET /health/live HTTP/1.1\r\n\r\n", REFUSED)
    ask(agency, LIVE + b"Host: y\r\n\r\n", REFUSED)
    ask(agency, LIVE + b"Host: x\r\n\r\n", REFUSED)


@scenario("a space before or in a field's name and a line without a colon are refused")
def _(agency):
    for line in (b"Content-Length : 5", b"no colon here", b" X-A: b", b"X A: b", b"X\xff: b", b"X(A): b"):
        ask(agency, LIVE + line + b"\r\nConnection: close\r\n\r\n", REFUSED)


@scenario("a bare CR or a control character in a head is refused")
def _(agency):
    for line in (b"X-A: a\rb", b"X\x00A: b", b"X-A: a\r", b"X-A: a\x01b", b"X-A: a\x7fb"):
        ask(agency, LIVE + line + b"\r\nConnection: close\r\n\r\n", REFUSED)


@scenario("chunks with bad sizes or ends are refused")
def _(agency):
    head = (b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n")
    for body in (b"5 \r\nhello\r\n0\r\n\r\n", b"0x5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n", b"\r\nhello\r\n0\r\n\r\n",
                 b"5\r\nhelloworld\r\n0\r\n\r\n", b"g\r\nhello\r\n0\r\n\r\n",
                 b"ffffffffffffffffff\r\nhello\r\n0\r\n\r\n"):
        ask(agency, head + body + LIVE + b"\r\n", (400, 413, None))


@scenario("a good chunked body is read")
def _(agency):
    got = agency.server.raw(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n"
                            b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
                            b"Connection: close\r\n\r\n8\r\nemail=a@\r\n15\r\nb.example&password=xy\r\n0\r\n\r\n", 5)
    equal(status_of(got), 422, "the status")
    check(b'"attempts_left":9' in got, "the body was not read whole")


@scenario("heads, lines, targets and header counts beyond the limits are refused")
def _(agency):
    ask(agency, LIVE + b"X-A: " + b"a" * 60000 + b"\r\n\r\n", (431, None))
    ask(agency, LIVE + b"X-A: " + b"a" * 9000 + b"\r\n\r\n", (431,))
    ask(agency, LIVE + b"".join(b"X-%d: %s\r\n" % (i, b"a" * 2000) for i in range(9)) + b"\r\n", (431,))
    ask(agency, LIVE + b"".join(b"X-%d: a\r\n" % i for i in range(101)) + b"\r\n", (431,))
    ask(agency, b"GET /" + b"a" * 8200 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (414,))
    ask(agency, b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (414, 431, None))
    ask(agency, b"A" * 60000, (400, 414, 431, 501, None))


@scenario("what decodes to something else than an address of ours is refused")
def _(agency):
    for path in (b"/%00", b"/plan%00.json", b"/%", b"/%4", b"/%zz", b"/%c0%ae%c0%ae/", b"/%ff", b"/a/../plan", b"/..", b"/%2e%2e/x",
                 b"/a/%2e%2e/plan", b"/\\plan", b"/%5cplan", b"//plan", b"/./plan", b"/plan%0d%0aX-A:%20b", b"/\xd0\xff",
                 b"/%ed%a0%80", b"/plan?q=%00", b"/plan?q=%ff", b"/plan?q=%"):
        got = agency.server.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        check(status_of(got) == 400, f"{path!r} is answered with {status_of(got)}")
        check(b"X-A:" not in got, "a header was smuggled into the answer")


@scenario("decoding happens once")
def _(agency):
    got = agency.server.raw(b"GET /%252e%252e/plan HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
    check(status_of(got) in (404, 401, 303), f"it is answered with {status_of(got)}")


@scenario("targets that are no path are refused")
def _(agency):
    for target in (b"http://evil.example/", b"*", b"evil.example:443", b"plan", b""):
        got = agency.server.raw(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        check(status_of(got) in REFUSED, f"{target!r} is answered with {status_of(got)}")


@scenario("versions that are none are refused")
def _(agency):
    for version in (b"HTTP/2.0", b"HTTP/1.12", b"HTTP/0.9", b"HTTP/x", b"ICAP/1.0", b""):
        got = agency.server.raw(b"GET /health/live " + version + b"\r\nHost: x\r\nConnection: close\r\n\r\n", 3)
        check(status_of(got) in (400, 505, None) or version == b"HTTP/1.12", f"{version!r} is answered with {status_of(got)}")


@scenario("methods: TRACE and CONNECT are not allowed, unknown ones unknown")
def _(agency):
    for method, want in ((b"TRACE", 405), (b"CONNECT", 405), (b"PROPFIND", 501), (b"GETS", 501), (b"get", 501),
                         (b"DELETE", 405)):
        got = agency.server.raw(method + b" /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        equal(status_of(got), want, f"the status of {method!r}")
        check(want != 405 or b"\r\nAllow: " in got, f"{method!r} is not told what is allowed")


@scenario("a head that does not end is closed after ten seconds")
def _(agency):
    started = time.monotonic()
    got = agency.server.raw(b"GET /health/live HTTP/1.1\r\nHost: x\r\n", 20, parts=[(2, b"X-A: b\r\n")] * 4)
    took = time.monotonic() - started
    check(8 < took < 13, f"it was closed after {took:.1f} s")
    check(status_of(got) in (None, 408), f"it is answered with {status_of(got)}")


@scenario("a body that does not come is closed, and hurries nobody else")
def _(agency):
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", agency.server.port)) as slow:
        slow.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n"
                     b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=")
        agency.stranger().get("/health/live").is_(200)
        slow.settimeout(20)
        while slow.recv(1000):
            pass
    took = time.monotonic() - started
    check(8 < took < 14, f"it was closed after {took:.1f} s")


@scenario("two hundred slow heads keep nobody waiting")
def _(agency):
    slow = [socket.create_connection(("127.0.0.1", agency.server.port)) for _ in range(200)]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        started = time.monotonic()
        for _ in range(20):
            agency.stranger().get("/health/ready").is_(200)
        check(time.monotonic() - started < 5, "others waited")
    finally:
        for one in slow:
            one.close()


@scenario("a body beyond its limit is refused by its length, and cut off without one")
def _(agency):
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
    got = ask(agency, head + b"Content-Length: 9000000\r\n\r\n{", (413,))
    check(b"Connection: close" in got, "the connection is not said to close")
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    ask(agency, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 20, (413, None), seconds=5)


@scenario("after all that the server answers as before")
def _(agency):
    agency.stranger().get("/health/ready").is_(200)
    agency.person("anna").get("/plan").is_(200)
