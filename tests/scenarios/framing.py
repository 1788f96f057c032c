# SPDX-License-Identifier: MIT
"""Heads and bodies that try to confuse and must be refused, and as many odd but lawful ones that must be taken."""

import os
import re
import socket
import time

from served import Agency, at_once, check, equal, read_all, scenario

LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n"
FORM = POST + b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = FORM + b"Transfer-Encoding: chunked\r\n\r\n"
CLOSE = b"Connection: close\r\n\r\n"
BODY = b'{"person_id": %d, "week": "2026-07-27", "kind": "learning", "minutes": 30}'


def start(engine, template):
    agency = Agency(engine, template)
    agency.token = agency.takt("token", "--person", "pavel@polden.example", "--name", "scenario").strip().encode()
    return agency


def change(agency):
    """The head of a change that may be made over and over, without its empty line, and its body."""
    head = (b"POST /allocations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + agency.token
            + b"\r\nContent-Type: application/json\r\n")
    return head, BODY % agency.id("timur")


def status_of(data):
    found = re.match(rb"HTTP/1\.1 (\d+)", data)
    return int(found.group(1)) if found else None


def byte_by_byte(agency, data, seconds):
    """Each byte in a packet of its own, until there is an answer."""
    got = b""
    with socket.create_connection(("127.0.0.1", agency.server.port), timeout=seconds) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(len(data)):
            try:
                connection.send(data[i:i + 1])
            except (BrokenPipeError, ConnectionResetError):
                break  # refused and closed: what was said is still to be read
        return got + read_all(connection, seconds)


def is_ours(answer, what):
    """An error has the headers of every page of ours, and says that the connection ends."""
    head = answer.split(b"\r\n\r\n")[0]
    for line in (b"X-Content-Type-Options: nosniff", b"Referrer-Policy: same-origin", b"Cache-Control: no-store",
                 b"X-Request-Id: ", b"Connection: close"):
        check(line in head, f"the refusal of {what!r} lacks {line!r}: {head!r}")
    check(b"Content-Security-Policy: default-src 'none'" in head or b"application/problem+json" in head,
          f"the refusal of {what!r} has no policy: {head!r}")
    check(re.search(rb"Content-Type: \S+; charset=utf-8", head), f"the refusal of {what!r} has no charset: {head!r}")


def refused(agency, data, statuses=(400,), seconds=4):
    """Expects one of the statuses in our own words, and the connection closed after it, however the bytes come."""
    sendings = [agency.server.raw] + ([lambda d, s: byte_by_byte(agency, d, s)] if len(data) < 600 else [])
    for send in sendings:
        started = time.monotonic()
        got = send(data, seconds)
        check(status_of(got) in statuses, f"{data[:80]!r} is answered with {status_of(got)}: {got[:200]!r}")
        check(time.monotonic() - started < seconds, f"the connection stays open after {data[:80]!r}")
        check(b"HTTP/1.1 2" not in got, f"what followed {data[:80]!r} was taken for a request: {got!r}")
        is_ours(got, data[:80])


def taken(agency, data, statuses, seconds=5):
    """Expects these statuses one after the other, however the bytes come. The last request must close."""
    for send in (agency.server.raw, lambda d, s: byte_by_byte(agency, d, s)):
        got = send(data, seconds)
        found = [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d+) ", got)]
        equal(found, list(statuses), f"what {data[:80]!r} is answered with")


@scenario("plain and pipelined requests are answered, and the connection stays")
def _(agency):
    taken(agency, LIVE + b"\r\n" + LIVE + CLOSE, (200, 200))
    taken(agency, (LIVE + b"\r\n") * 20 + LIVE + CLOSE, [200] * 21)
    taken(agency, b"\r\n" + LIVE + b"\r\n\r\n" + LIVE + CLOSE, (200, 200))


@scenario("HEAD, HTTP/1.0 and unusual but lawful headers are taken")
def _(agency):
    got = agency.server.raw(b"HEAD /health/live HTTP/1.1\r\nHost: x\r\n" + CLOSE, 5)
    check(status_of(got) == 200 and got.endswith(b"\r\n\r\n"), f"HEAD is answered with {got!r}")
    taken(agency, b"GET /health/live HTTP/1.0\r\n\r\n", (200,))
    taken(agency, b"GET /health/live HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n" + LIVE + CLOSE, (200, 200))
    for line in (b"X-Empty:", b"x!#$%&'*+-.^_`|~9: a", b"X-Tab:\ta\tb \t", b"X: \xd0\xb6\xff", b"X:a:b", b"Cookie: a=b; c; d=\"e\""):
        taken(agency, LIVE + line + b"\r\n" + CLOSE, (200,))
    for host in (b"example.org:8080", b"[::1]:80", b" x \t", b"", b"xn--80a.example"):
        taken(agency, b"GET /health/live HTTP/1.1\r\nHost:" + host + b"\r\n" + CLOSE, (200,))


@scenario("bodies with a length and in chunks are taken whole, and what follows them")
def _(agency):
    head, body = change(agency)
    chunks = b"%x\r\n%s\r\n" % (8, body[:8]) + b"0000%X;a=\"b\";c\r\n%s\r\n" % (len(body) - 8, body[8:])
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    for sent in (head + b"Content-Length: %d\r\n\r\n" % len(body) + body, head + b"content-LENGTH:\t%d \r\n\r\n" % len(body) + body,
                 chunked + chunks + b"0\r\n\r\n", chunked + chunks + b"00000000;x\r\nTrailer: a\r\nContent-Length: 7\r\n\r\n",
                 chunked + b"".join(b"1;a\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n",
                 head + b"Transfer-Encoding: CHUNKED \r\n\r\n" + chunks + b"0\r\n\r\n"):
        taken(agency, sent + sent + LIVE + CLOSE, (200, 200, 200))
    taken(agency, head + b"Content-Length: 0\r\n\r\n" + LIVE + CLOSE, (422, 200))


@scenario("who asks first whether to send a body is told to go on")
def _(agency):
    head, body = change(agency)
    got = agency.server.raw(head + b"Expect: 100-continue\r\nContent-Length: %d\r\n" % len(body) + CLOSE, 5, parts=[(0.3, body)])
    equal(re.findall(rb"HTTP/1\.1 (\d+)", got), [b"100", b"200"], "the answers")


@scenario("an upload of a megabyte comes through, whole and in chunks")
def _(agency):
    asker = agency.person("pavel")
    cookie = "; ".join(f"{name}={value}" for name, value in asker.cookies.items()).encode()
    rows = "".join(f"{i};{'x' * 90}\r\n" for i in range(10000)).encode()
    body = (b"--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            + rows + b"\r\n--boundary--\r\n")
    head = (b"POST /plan/import HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\nCookie: " + cookie
            + b"\r\nContent-Type: multipart/form-data; boundary=boundary\r\nConnection: close\r\n")
    whole = agency.server.raw(head + b"Content-Length: %d\r\n\r\n" % len(body) + body, 30)
    pieces = [body[i:i + 7001] for i in range(0, len(body), 7001)]
    chunks = b"".join(b"%x;n=%d\r\n%s\r\n" % (len(piece), i, piece) for i, piece in enumerate(pieces))
    chunked = agency.server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n", 30)
    check(status_of(whole) in (303, 422), f"the upload is answered with {whole[:300]!r}")
    equal(status_of(chunked), status_of(whole), "the status of the upload in chunks")


@scenario("an event stream runs on a connection that served pages before")
def _(agency):
    asker = agency.person("anna")
    cookie = "; ".join(f"{name}={value}" for name, value in asker.cookies.items()).encode()
    got = agency.server.raw(LIVE + b"\r\nGET /events HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + b"\r\n\r\n", 2)
    equal(re.findall(rb"HTTP/1\.1 (\d+)", got), [b"200", b"200"], "the answers")
    check(b"text/event-stream" in got, "there is no stream")


@scenario("the bad one of several requests is refused, those before it are answered")
def _(agency):
    for bad in (b"X: a\r\n b\r\n\r\n", b"X : a\r\n\r\n", b"X: a\n\r\n", b"Host: y\r\n\r\n"):
        got = agency.server.raw(LIVE + b"\r\n" + LIVE + b"\r\n" + LIVE + bad + LIVE + CLOSE, 4)
        equal(re.findall(rb"HTTP/1\.1 (\d+)", got), [b"200", b"200", b"400"], f"the answers around {bad!r}")
        is_ours(got[got.index(b"HTTP/1.1 400"):], bad)
    got = agency.server.raw(LIVE + b"\r\n" + CHUNKED + b"5\r\nhelloo" + LIVE + CLOSE, 4)
    equal(re.findall(rb"HTTP/1\.1 (\d+)", got), [b"200", b"400"], "the answers around a bad chunk")


@scenario("a length beside chunks is refused and closes")
def _(agency):
    for head in (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"):
        refused(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n0\r\n\r\n" + LIVE + b"\r\n")


@scenario("two lengths, or one that is no number, are refused")
def _(agency):
    for head in (b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: 5\r\nContent-Length: 5\r\n",
                 b"Content-Length: +5\r\n", b"Content-Length: -1\r\n", b"Content-Length: 0x5\r\n", b"Content-Length: 5, 5\r\n",
                 b"Content-Length: 5 5\r\n", b"Content-Length: \r\n", b"Content-Length:\r\n", b"Content-Length: 5 \x0b\r\n"):
        refused(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\n" + head + b"\r\nhello" + LIVE + b"\r\n")
    refused(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999999\r\n\r\n", (413,))


@scenario("an encoding that is not chunked, or chunks in HTTP/1.0, are refused")
def _(agency):
    for value in (b"gzip, chunked", b"chunked, identity", b"xchunked", b"chunked\r\nTransfer-Encoding: chunked", b"identity",
                  b"chunked;q=1", b"\x0bchunked", b"chunke", b""):
        refused(agency, b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + value + b"\r\n\r\n0\r\n\r\n")
    refused(agency, b"POST /sign-in HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")


@scenario("exactly one Host is wanted, and one that can be one")
def _(agency):
    refused(agency, b"GET /health/live HTTP/1.1\r\n\r\n")
    refused(agency, LIVE + b"Host: y\r\n\r\n")
    refused(agency, LIVE + b"host: x\r\n\r\n")
    refused(agency, b"GET /health/live HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n")
    for host in (b"x/y", b"x y", b"a@x", b"x\\y", b"<x>"):
        refused(agency, b"GET /health/live HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")


@scenario("files of the program are held to the same rules")
def _(agency):
    refused(agency, b"GET /favicon.ico HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n")
    refused(agency, b"GET /favicon.ico HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n")
    got = agency.server.raw(b"POST /favicon.ico HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
    check(status_of(got) == 405 and b"\r\nAllow: GET, HEAD\r\n" in got, f"a POST to a file is answered with {got[:200]!r}")


@scenario("a space before or in a field's name, no name and a line without a colon are refused")
def _(agency):
    for line in (b"Content-Length : 5", b"X\t: a", b"no colon here", b" X-A: b", b"X A: b", b"X\xff: b", b"X(A): b", b": a", b":",
                 b"\"X\": a"):
        refused(agency, LIVE + line + b"\r\n" + CLOSE)


@scenario("folded lines are refused")
def _(agency):
    for fold in (b"X: a\r\n b", b"X: a\r\n\tb", b"X: a\r\n ", b"X:\r\n  b\r\n c"):
        refused(agency, LIVE + fold + b"\r\n" + CLOSE)
    refused(agency, b"GET /health/live HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n")


@scenario("line ends that are not CR LF are refused")
def _(agency):
    for data in (b"GET /health/live HTTP/1.1\nHost: x\n\n", b"GET /health/live HTTP/1.1\nHost: x\r\n\r\n",
                 LIVE.replace(b"x\r\n", b"x\n") + b"\r\n", LIVE + b"\n", LIVE + b"X: a\n\r\n", LIVE + b"\r\r\n",
                 b"\n" + LIVE + b"\r\n", b"\r\n\r\n" + LIVE + b"\r\n"):
        refused(agency, data)


@scenario("a bare CR, a NUL or another control character in a head is refused")
def _(agency):
    for line in (b"X-A: a\rb", b"X\x00A: b", b"X-A: a\x00b", b"X-A: a\r", b"X-A: a\x01b", b"X-A: a\x7fb", b"X-A: \x0b", b"\x00: a"):
        refused(agency, LIVE + line + b"\r\n" + CLOSE)
    for target in (b"/\x00", b"/a\x01", b"/\r", b"/a\tb", b"/\x7f"):
        refused(agency, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n")


@scenario("a request line with other spaces than two is refused")
def _(agency):
    for line in (b"GET  /health/live HTTP/1.1", b"GET /health/live  HTTP/1.1", b"GET /health/live HTTP/1.1 ", b" GET /health/live HTTP/1.1",
                 b"GET\t/health/live HTTP/1.1", b"GET /health /live HTTP/1.1", b"GET /health/live", b"GET", b"GE\x00T / HTTP/1.1"):
        refused(agency, line + b"\r\nHost: x\r\n" + CLOSE)


@scenario("chunks with bad sizes or ends are refused")
def _(agency):
    for body in (b"5 \r\nhello\r\n0\r\n\r\n", b" 5\r\nhello\r\n0\r\n\r\n", b"0x5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n",
                 b"+5\r\nhello\r\n0\r\n\r\n", b"\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloworld\r\n0\r\n\r\n", b"g\r\nhello\r\n0\r\n\r\n",
                 b";a\r\nhello\r\n0\r\n\r\n", b"000000005\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                 b"5\nhello\r\n0\r\n\r\n", b"5\rhello\r\n0\r\n\r\n", b"5\r\nhello\n0\r\n\r\n", b"5\r\nhello\r0\r\n\r\n",
                 b"5\r\nhello\r\n0\n\n", b"0\r\n\n", b"0\r\n\r\r\n"):
        refused(agency, CHUNKED + body + LIVE + b"\r\n")


@scenario("chunk extensions are taken up to 256 bytes, if they are text")
def _(agency):
    head, body = change(agency)
    long = b"%x;%s\r\n%s\r\n0\r\n\r\n" % (len(body), b"a" * 255, body)
    taken(agency, head + b"Transfer-Encoding: chunked\r\n\r\n" + long + LIVE + CLOSE, (200, 200))
    for extension in (b";" + b"a" * 256, b";" + b"a" * 5000, b";\x00", b";a\n", b";a\rb", b";\x01"):
        refused(agency, CHUNKED + b"1" + extension + b"\r\nx\r\n0\r\n\r\n")


@scenario("trailers are taken up to sixteen, if they are headers")
def _(agency):
    head, body = change(agency)
    many = b"%x\r\n%s\r\n0\r\n%s\r\n" % (len(body), body, b"T: a\r\n" * 16)
    taken(agency, head + b"Transfer-Encoding: chunked\r\n\r\n" + many + LIVE + CLOSE, (200, 200))
    for trailer in (b"T: a\r\n" * 17, b"T : a\r\n", b" T: a\r\n", b"T: a\r\n b\r\n", b"T: a\n", b"T: \x00\r\n", b": a\r\n", b"T\r\n"):
        refused(agency, CHUNKED + b"0\r\n" + trailer + b"\r\n" + LIVE + b"\r\n")


@scenario("heads, lines, targets and header counts are refused beyond the limits, and taken up to them")
def _(agency):
    refused(agency, LIVE + b"X-A: " + b"a" * 60000 + b"\r\n\r\n", (431,))
    refused(agency, LIVE + b"X-A: " + b"a" * 9000 + b"\r\n\r\n", (431,))
    refused(agency, LIVE + b"X" * 9000 + b": a\r\n\r\n", (431,))
    refused(agency, LIVE + b"".join(b"X-%d: %s\r\n" % (i, b"a" * 2000) for i in range(9)) + b"\r\n", (431,))
    refused(agency, LIVE + b"".join(b"X-%d: a\r\n" % i for i in range(100)) + b"\r\n", (431,))
    refused(agency, b"GET /" + b"a" * 8200 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (414,))
    refused(agency, b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (414,))
    refused(agency, b"A" * 60000, (501,))
    for lines in (b"".join(b"X-%d: a\r\n" % i for i in range(98)), b"X-A: " + b"a" * 8000 + b"\r\nX-B: " + b"b" * 8000 + b"\r\n",
                  b"Cookie: theme=" + b"a" * 8000 + b"\r\n"):
        equal(status_of(agency.server.raw(LIVE + lines + CLOSE, 5)), 200, f"the status with {lines[:30]!r}")
    got = agency.server.raw(b"GET /health/live?" + b"a" * 8100 + b" HTTP/1.1\r\nHost: x\r\n" + CLOSE, 5)
    equal(status_of(got), 200, "the status of a long address")


@scenario("more arguments or cookies than can be kept are refused in our own words")
def _(agency):
    refused(agency, b"GET /health/live?" + b"a&" * 4000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", (414,))
    refused(agency, LIVE + b"Cookie: " + b"a;" * 4000 + b"\r\n\r\n", (431,))
    for parts in (b"Cookie: " + b"name=value; " * 80 + b"\r\n", b""):
        equal(status_of(agency.server.raw(LIVE + parts + CLOSE, 5)), 200, "the status")
    got = agency.server.raw(b"GET /health/live?" + b"person_id=1&" * 150 + b" HTTP/1.1\r\nHost: x\r\n" + CLOSE, 5)
    equal(status_of(got), 200, "the status of 150 arguments")


@scenario("what decodes to something else than an address of ours is refused")
def _(agency):
    for path in (b"/%00", b"/plan%00.json", b"/%", b"/%4", b"/%zz", b"/%c0%ae%c0%ae/", b"/%ff", b"/a/../plan", b"/..", b"/%2e%2e/x",
                 b"/a/%2e%2e/plan", b"/\\plan", b"/%5cplan", b"//plan", b"/./plan", b"/plan%0d%0aX-A:%20b", b"/\xd0\xff",
                 b"/%ed%a0%80", b"/plan?q=%00", b"/plan?q=%ff", b"/plan?q=%"):
        got = agency.server.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        check(status_of(got) == 400, f"{path!r} is answered with {status_of(got)}")
        check(b"X-A:" not in got, "a header was smuggled into the answer")


@scenario("a form that does not decode is refused like an address that does not")
def _(agency):
    asker = agency.person("pavel")
    for body in (b"name=%00", b"name=%", b"name=%4", b"name=%zz", b"name=%ff", b"name=%c0%ae", b"name=%ed%a0%80", b"name=\xff",
                 b"%00=a", b"name=a\x00b"):
        answer = asker.post("/clients", raw=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        check(answer.status in (400, 422), f"{body!r} is answered with {answer.status}")
    check(not agency.rows("SELECT id FROM client WHERE name = ''"), "a client without a name was made")


@scenario("decoding happens once")
def _(agency):
    got = agency.server.raw(b"GET /%252e%252e/plan HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
    check(status_of(got) in (404, 401, 303), f"it is answered with {status_of(got)}")


@scenario("targets that are no path are refused")
def _(agency):
    for target in (b"http://evil.example/", b"*", b"evil.example:443", b"plan", b""):
        got = agency.server.raw(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        check(status_of(got) == 400, f"{target!r} is answered with {status_of(got)}")


@scenario("versions that are none are refused")
def _(agency):
    for version in (b"HTTP/2.0", b"HTTP/1.12", b"HTTP/1.2", b"HTTP/0.9", b"HTTP/x", b"http/1.1", b"ICAP/1.0", b""):
        refused(agency, b"GET /health/live " + version + b"\r\nHost: x\r\nConnection: close\r\n\r\n")


@scenario("methods: TRACE and CONNECT are not allowed, unknown ones unknown")
def _(agency):
    for method, want in ((b"TRACE", 405), (b"CONNECT", 405), (b"PROPFIND", 501), (b"GETS", 501), (b"get", 501),
                         (b"OPTIONS", 501), (b"DELETE", 405), (b"POST", 405)):
        got = agency.server.raw(method + b" /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5)
        equal(status_of(got), want, f"the status of {method!r}")
        check(want != 405 or b"\r\nAllow: GET, HEAD" in got, f"{method!r} is not told what is allowed")
    equal(status_of(agency.server.raw(b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n" + CLOSE, 5)), 405, "CONNECT elsewhere")
    equal(status_of(agency.server.raw(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n" + CLOSE, 5)), 404, "an unknown path")
    equal(status_of(agency.server.raw(b"PROPFIND /nowhere HTTP/1.1\r\nHost: x\r\n" + CLOSE, 5)), 501, "an unknown method there")


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


def drip(agency, first, piece, times):
    """Sends the first bytes, then a piece every half second; what came, and after how many seconds it was closed."""
    started = time.monotonic()
    got = b""
    with socket.create_connection(("127.0.0.1", agency.server.port)) as slow:
        slow.sendall(first)
        for i in range(times):
            try:
                slow.settimeout(0.5)
                more = slow.recv(65536)
                got += more
                if not more:
                    break
            except (socket.timeout, TimeoutError):
                pass
            except ConnectionResetError:
                break
            try:
                slow.sendall(piece(i) if callable(piece) else piece)
            except (BrokenPipeError, ConnectionResetError):
                break
        else:
            got += read_all(slow, 5)
    return got, time.monotonic() - started


@scenario("what keeps pace may take its time, what drips may not, and a kept connection gives a head no more time")
def _(agency):
    head, body = change(agency)
    pieces = [body] + [b" " * 700] * 24
    sized = head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % sum(map(len, pieces))
    chunked = head + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    long = head + b"Content-Length: 100000\r\n\r\n"

    def run(i):
        return (lambda: drip(agency, sized, lambda n: pieces[n], 25),
                lambda: drip(agency, chunked, lambda n: b"%x\r\n%s\r\n" % (len(pieces[n]), pieces[n]) + b"0\r\n\r\n" * (n == 24), 25),
                lambda: drip(agency, long, b" " * 50, 40),
                lambda: drip(agency, chunked, b"10\r\n" + b" " * 16 + b"\r\n", 40),
                lambda: drip(agency, LIVE + b"\r\nGET /hea", b"l", 40))[i]()

    (whole, took), (pieced, also), (_, slow), (_, slower), (head_got, kept) = at_once(5, run)
    equal((status_of(whole), status_of(pieced)), (200, 200), f"bodies that keep pace after {took:.0f} and {also:.0f} s")
    check(9 < slow < 14 and 9 < slower < 14, f"bodies that drip were closed after {slow:.1f} and {slower:.1f} s")
    check(status_of(head_got) == 200 and 9 < kept < 14, f"a second head that drips was closed after {kept:.1f} s")


@scenario("an idle connection is closed after half a minute, and no body but an upload takes over a minute")
def _(agency):
    if not os.environ.get("TAKT_LONG"):
        return
    head, _ = change(agency)

    def run(i):
        return (lambda: drip(agency, LIVE + b"\r\n", b"", 80),
                lambda: drip(agency, head + b"Content-Length: 900000\r\n\r\n", b" " * 2000, 140))[i]()

    (_, idle), (_, body) = at_once(2, run)
    check(29 < idle < 34, f"an idle connection was closed after {idle:.1f} s")
    check(59 < body < 65, f"an endless body was closed after {body:.1f} s")


@scenario("a connection serves a thousand requests, pages and files together, and no more")
def _(agency):
    pair = LIVE + b"\r\n" + b"HEAD /favicon.ico HTTP/1.1\r\nHost: x\r\n\r\n"
    got = agency.server.raw(pair * 505, 20)
    equal(got.count(b"HTTP/1.1 200"), 1000, "answers")
    equal(got.count(b"Connection: close"), 1, "answers that close")


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
    refused(agency, head + b"Content-Length: 9000000\r\n\r\n{", (413,))
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    refused(agency, chunked + chunk * 100 + b"0\r\n\r\n", (413,))
    started = time.monotonic()
    got = agency.server.raw(chunked + chunk * 1000, 5)
    check(status_of(got) in (413, None) and time.monotonic() - started < 5, f"it is answered with {got[:200]!r}")


@scenario("after all that the server answers as before")
def _(agency):
    agency.stranger().get("/health/ready").is_(200)
    agency.person("anna").get("/plan").is_(200)
