# SPDX-License-Identifier: MIT
"""What holds for every request: where it comes from, what it says it is, what comes back, headers, errors."""

import gzip
import json
import re

from served import THIS_WEEK, check, equal, scenario

PUT = {"week": "2026-07-27", "kind": "learning", "minutes": 30}


def put(agency):
    return dict(PUT, person_id=agency.id("timur"))


# ---- where it comes from ----


@scenario("a change without a sign of where it comes from is refused")
def _(agency):
    asker = agency.person("pavel")
    asker.post("/allocations", put(agency), headers={"Sec-Fetch-Site": None}).is_(403, kind="denied")


@scenario("a change from another site, a sister site or a typed address is refused")
def _(agency):
    asker = agency.person("pavel")
    for site in ("cross-site", "same-site", "none", "same-origin, cross-site", "x"):
        asker.post("/allocations", put(agency), headers={"Sec-Fetch-Site": site}).is_(403)


@scenario("where a browser sends no Sec-Fetch-Site, our own Origin counts and no other")
def _(agency):
    asker = agency.person("pavel")
    own = f"http://127.0.0.1:{agency.server.port}"
    asker.post("/allocations", put(agency), headers={"Sec-Fetch-Site": None, "Origin": own}).is_(200)
    for origin in ("null", "http://evil.example", own + ".evil.example", own.replace("http", "https"), own + "/", ""):
        asker.post("/allocations", put(agency), headers={"Sec-Fetch-Site": None, "Origin": origin}).is_(403)


@scenario("a foreign origin is not helped by a cookie, a form or another method")
def _(agency):
    asker = agency.person("pavel")
    foreign = {"Sec-Fetch-Site": "cross-site"}
    asker.post("/clients", form={"name": "Evil"}, headers=foreign).is_(403)
    asker.post("/changes/undo", form={}, headers=foreign).is_(403)
    asker.ask("PATCH", "/clients/1", {"revision": 1, "name": "Evil"}, headers=foreign).is_(403)
    asker.ask("DELETE", "/projects/1/people/1", headers=foreign).is_(403)
    check(not agency.rows("SELECT id FROM client WHERE name = 'Evil'"), "a foreign form made a client")


@scenario("a method cannot be smuggled in as a field or a header")
def _(agency):
    asker = agency.person("pavel")
    asker.get("/clients/1?_method=PATCH&name=Evil").is_(200)
    asker.get("/clients/1", headers={"X-HTTP-Method-Override": "PATCH"}).is_(200)
    check(not agency.rows("SELECT id FROM client WHERE name = 'Evil'"), "a GET changed a client")


@scenario("a right is asked for before the body is read")
def _(agency):
    agency.person("timur").post("/clients", raw=b"{ not json", headers={"Content-Type": "application/json"}).is_(403)
    agency.stranger().post("/clients", raw=b"{ not json", headers={"Content-Type": "application/json"}).is_(401)


# ---- what it says it is ----


@scenario("JSON is taken as application/json and as nothing else")
def _(agency):
    asker = agency.person("pavel")
    data = json.dumps(put(agency)).encode()
    asker.post("/allocations", raw=data, headers={"Content-Type": "application/json"}).is_(200)
    asker.post("/allocations", raw=data, headers={"Content-Type": "application/json; charset=utf-8"}).is_(200)
    for kind in ("text/plain", "text/json", "application/octet-stream", "multipart/form-data; boundary=x", None):
        answer = asker.post("/allocations", raw=data, headers={"Content-Type": kind})
        check(answer.status in (400, 415), f"JSON sent as {kind} is answered with {answer.status}")


@scenario("broken, deep, huge or ambiguous JSON is refused, and says so")
def _(agency):
    asker = agency.person("pavel")
    for data in (b"{", b"{} {}", b'{"a":1,"a":2}', b"[" * 40 + b"]" * 40, b'{"week":"\xff"}', b'{"minutes":1e400}',
                 b'{"minutes":99999999999999999999}', b'{"note":"\\ud800"}', b'{"note":"\\u0000"}', b"\x00", b"nul"):
        answer = asker.post("/allocations", raw=data, headers={"Content-Type": "application/json"})
        check(answer.status in (400, 422), f"{data[:40]!r} is answered with {answer.status}")
    big = b'{"note":"' + b"x" * (2 << 20) + b'"}'
    asker.post("/allocations", raw=big, headers={"Content-Type": "application/json"}).is_(413)


@scenario("a field that nobody knows is refused, never passed over")
def _(agency):
    asker = agency.person("pavel")
    answer = asker.post("/allocations", dict(put(agency), colour="red")).is_(422, kind="input", field="colour")
    equal([one["field"] for one in answer.json()["errors"]], ["colour"], "the fields")
    asker.post("/clients", {"name": "X", "revision": 7}).is_(422, field="revision")
    asker.post("/clients", form={"name": "X", "name_fold": "y"}).is_(422, field="name_fold")
    asker.post("/allocations/batch", {"items": [dict(put(agency), colour="red")]}).is_(422, field="items.0.colour")
    asker.post("/allocations/batch", {"items": [put(agency)], "extra": 1}).is_(422, field="extra")


@scenario("fields that only the server sets cannot be sent")
def _(agency):
    asker = agency.person("pavel")
    for field, value in (("id", 5), ("changed_by", 1), ("reserved_by", 1), ("past", True), ("changed_at", "2026-01-01")):
        asker.post("/allocations", dict(put(agency), **{field: value})).is_(422, field=field)


@scenario("all malformed fields are told at once")
def _(agency):
    body = {"person_id": "Anna", "week": "yesterday", "minutes": "many", "state": "maybe", "kind": "fun"}
    answer = agency.person("pavel").post("/allocations", body).is_(422)
    equal(sorted(one["field"] for one in answer.json()["errors"]), ["kind", "minutes", "person_id", "state", "week"],
          "the fields")


@scenario("numbers, days and texts out of bounds are refused")
def _(agency):
    asker = agency.person("pavel")
    for field, value in (("minutes", -1), ("minutes", 10081), ("minutes", 1.5), ("percent", 1001), ("week", "1969-12-29"),
                         ("week", "2200-01-01"), ("week", "2026-02-30"), ("person_id", -1), ("person_id", 1 << 63),
                         ("note", "x" * 600), ("note", "a\u0007b")):
        answer = asker.post("/allocations", dict(put(agency), **{field: value}))
        check(answer.status in (400, 404, 422), f"{field} = {value!r} is answered with {answer.status}")


@scenario("an id that is none is a missing thing, not a fault")
def _(agency):
    asker = agency.person("pavel")
    for path in ("/clients/0", "/clients/-1", "/clients/x", "/clients/9999999", "/clients/99999999999999999999",
                 "/people/1e3", "/projects/%D0%B0"):
        asker.get(path).is_(404, kind="missing")


# ---- what comes back ----

S14 = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def check_headers(answer, what):
    for name, want in S14.items():
        equal(answer.header(name), want, f"{name} of {what}")
    check("Server" not in dict(answer.headers) and "X-Powered-By" not in dict(answer.headers), f"{what} names a product")
    check(answer.header("Access-Control-Allow-Origin") is None, f"{what} is granted to other sites")


@scenario("every answer says not to guess types, errors and redirects too")
def _(agency):
    anna, stranger = agency.person("anna"), agency.stranger()
    for asker, path, accept, status in (
            (anna, "/plan", "json", 200), (anna, "/plan", "page", 200), (anna, "/nothing", "json", 404),
            (anna, "/nothing", "page", 404), (anna, "/", "page", 303), (stranger, "/plan", "page", 303),
            (stranger, "/plan", "json", 401), (stranger, "/sign-in", "page", 200), (anna, "/%00", "page", 400),
            (anna, "/openapi.json", "json", 200), (stranger, "/health/live", "json", 200), (anna, "/clients.csv", "json", 200)):
        check_headers(asker.get(path, accept=accept).is_(status), path)
    check_headers(anna.post("/clients", {"name": ""}).is_(422), "a refusal")
    check_headers(stranger.post("/allocations", {}, headers={"Sec-Fetch-Site": None}), "a refused change")


@scenario("every page forbids scripts, styles and frames of others")
def _(agency):
    anna = agency.person("anna")
    want = ("default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            "object-src 'none'; frame-ancestors 'none'")
    for asker, path, status in ((anna, "/plan", 200), (anna, "/clients", 200), (anna, "/nothing", 404),
                                (agency.stranger(), "/sign-in", 200)):
        equal(asker.get(path, accept="page").is_(status).header("Content-Security-Policy"), want, f"the policy of {path}")


@scenario("pages have no inline code and style only by numbers")
def _(agency):
    anna = agency.person("anna")
    for path in ("/plan", "/clients", "/projects", "/people", f"/people/{agency.id('anna')}", "/nothing"):
        text = anna.get(path, accept="page").text
        for script in re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.S):
            check(not script.strip(), f"{path} has an inline script")
        check("<style" not in text and not re.search(r"\son[a-z]+=\"", text), f"{path} has inline code")
        for style in re.findall(r'style="([^"]*)"', text):
            check(re.fullmatch(r"(--[a-z-]+: *-?[\d.]+;? *)*", style), f"{path} has style={style!r}")


@scenario("what is behind the sign-in is private and asked for again")
def _(agency):
    anna = agency.person("anna")
    for path, accept in (("/plan", "page"), ("/plan", "json"), ("/clients", "json"), ("/people", "page")):
        answer = anna.get(path, accept=accept).is_(200)
        equal(answer.header("Cache-Control"), "private, no-cache", f"Cache-Control of {path}")
        for part in ("Accept", "Cookie"):
            check(part in (answer.header("Vary") or "").split(", "), f"Vary of {path} lacks {part}")
        check((answer.header("ETag") or "").startswith('"'), f"{path} has no strong ETag")
    equal(agency.stranger().get("/sign-in", accept="page").header("Cache-Control"), "no-store", "of the sign-in")


@scenario("an unchanged answer is not sent again; a changed one is")
def _(agency):
    anna = agency.person("anna")
    first = anna.get(f"/plan?from={THIS_WEEK}").is_(200)
    again = anna.get(f"/plan?from={THIS_WEEK}", headers={"If-None-Match": first.header("ETag")})
    equal((again.status, again.body), (304, b""), "the answer")
    equal(again.header("ETag"), first.header("ETag"), "its ETag")
    check_headers(again, "304")
    agency.person("pavel").post("/allocations", dict(put(agency), minutes=45)).is_(200)
    changed = anna.get(f"/plan?from={THIS_WEEK}", headers={"If-None-Match": first.header("ETag")}).is_(200)
    check(changed.header("ETag") != first.header("ETag"), "the mark of a changed plan is the old one")


@scenario("an ETag of one person or form is none for another")
def _(agency):
    path = f"/plan?from={THIS_WEEK}"
    marks = [agency.person("anna").get(path).header("ETag"), agency.person("timur").get(path).header("ETag"),
             agency.person("anna").get(path, accept="page").header("ETag"),
             agency.person("anna").get(path + "&weeks=2").header("ETag")]
    equal(len(set(marks)), 4, "different marks")
    agency.person("timur").get(path, headers={"If-None-Match": marks[0]}).is_(200)


@scenario("HEAD answers as GET does, without the body")
def _(agency):
    anna = agency.person("anna")
    for path in ("/plan", "/clients"):
        answer = anna.ask("HEAD", path).is_(200)
        equal(answer.body, b"", "the body")
        equal(answer.header("Content-Type"), "application/json; charset=utf-8", "the type")
    anna.ask("HEAD", "/nothing").is_(404)
    agency.stranger().ask("HEAD", "/plan").is_(401)


@scenario("a page and its data share an address; the ending or Accept chooses")
def _(agency):
    anna = agency.person("anna")
    for path, accept, kind in (("/clients", "page", "text/html; charset=utf-8"),
                               ("/clients", "json", "application/json; charset=utf-8"),
                               ("/clients.json", "page", "application/json; charset=utf-8"),
                               ("/clients.csv", "page", "text/csv; charset=utf-8"),
                               ("/clients", "*/*", "text/html; charset=utf-8"),
                               ("/clients", None, "text/html; charset=utf-8")):
        equal(anna.get(path, headers={"Accept": accept} if accept is None else None, accept=accept or "page")
              .is_(200).header("Content-Type"), kind, f"the type of {path} for {accept}")
    anna.get("/plan.docx").is_(404)
    anna.get("/clients/1.csv").is_(404)


@scenario("an answer is compressed for those who take it")
def _(agency):
    anna = agency.person("anna")
    plain = anna.get("/plan").is_(200)
    packed = anna.get("/plan", headers={"Accept-Encoding": "gzip"}).is_(200)
    equal(packed.header("Content-Encoding"), "gzip", "the encoding")
    equal(gzip.decompress(packed.body), plain.body, "what was packed")


# ---- errors ----


@scenario("a missing page is a page that says so, with a way on")
def _(agency):
    answer = agency.person("anna").get("/nothing", accept="page").is_(404)
    check("<main" in answer.text and 'href="/' in answer.text, "the page leads nowhere")


@scenario("an error as JSON has kind, status, title, detail, field and request id")
def _(agency):
    answer = agency.person("anna").get("/nothing").is_(404)
    equal(answer.header("Content-Type"), "application/problem+json; charset=utf-8", "the type")
    equal(sorted(answer.json()), ["detail", "errors", "field", "kind", "request_id", "status", "title", "type"], "members")
    equal(answer.json()["request_id"], answer.header("X-Request-Id"), "the request id")


@scenario("wrong methods are told the right ones; unknown ones are unknown")
def _(agency):
    anna = agency.person("anna")
    answer = anna.ask("DELETE", "/clients").is_(405)
    equal(answer.header("Allow"), "GET, HEAD, POST", "Allow")
    anna.ask("PUT", "/plan").is_(405)
    anna.ask("TRACE", "/plan").is_(405)
    anna.ask("CONNECT", "/plan").is_(405)
    anna.ask("BREW", "/plan").is_(501)
    anna.ask("get", "/plan").is_(501)
    anna.ask("DELETE", "/nothing").is_(404)


@scenario("foreign and missing things are answered alike")
def _(agency):
    agency.add_person("lara", "contractor")
    lara = agency.person("lara")
    said = []
    for path in ("/clients/1", "/clients/999999"):
        answer = lara.get(path).is_(404).json()
        answer.pop("request_id")
        said.append(answer)
    equal(said[0], said[1], "a foreign client")


# ---- what is open ----


@scenario("health says live without, ready with the database")
def _(agency):
    stranger = agency.stranger()
    stranger.get("/health/live").is_(200, status="live")
    stranger.get("/health/ready").is_(200, status="ready")
    equal(stranger.get("/health/live").header("Cache-Control"), "no-store", "Cache-Control")


@scenario("the interface describes itself")
def _(agency):
    described = agency.stranger().get("/openapi.json").is_(200).json()
    check(described["openapi"].startswith("3."), "it is no OpenAPI")
    for path in ("/plan", "/allocations", "/allocations/batch", "/people", "/clients", "/projects"):
        check(path in described["paths"], f"{path} is not described")


@scenario("static files are kept for ever under a name that says what they are")
def _(agency):
    page = agency.stranger().get("/sign-in", accept="page").text
    assets = set(re.findall(r'(?:href|src)="(/a/[^"]+)"', page))
    for path in assets:
        answer = agency.stranger().get(path, accept="*/*").is_(200)
        check_headers(answer, path)
        check("immutable" in answer.header("Cache-Control"), f"{path} is not kept")
    for path in ("/a/../takt", "/a/%2e%2e/takt", "/a/nothing.js", "/a/", "/a"):
        check(agency.stranger().get(path, accept="*/*").status in (400, 404), f"{path} is there")
