/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/test.h"
#include "web/conn.h"

typedef union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} Address;

static Address address(const char *text)
{
    Address made = {.four.sin_family = AF_INET};
    if (inet_pton(AF_INET, text, &made.four.sin_addr) == 1)
        return made;
    made.six.sin6_family = AF_INET6;
    int rc = inet_pton(AF_INET6, text, &made.six.sin6_addr);
    assert(rc == 1);
    (void)rc;
    return made;
}

/* How many of ten the address may open; they are open until conns_free. */
static int opens(Conns *conns, const char *text)
{
    Address from = address(text);
    int opened = 0;
    for (int i = 0; i < 10; i++)
        if (conns_may_open(conns, &from.any) && conn_opened(conns, -1, &from.any))
            opened++;
    return opened;
}

static void counts_addresses(Test *t)
{
    Conns *conns = conns_new(3, "10.1.2.3, 2001:db8::7,not-an-address");
    CHECK_INT(t, opens(conns, "192.0.2.1"), 3);
    CHECK_INT(t, opens(conns, "192.0.2.2"), 3);
    CHECK_INT(t, opens(conns, "2001:db8::1"), 3);
    CHECK_INT(t, opens(conns, "127.0.0.1"), 10);
    CHECK_INT(t, opens(conns, "127.8.8.8"), 10);
    CHECK_INT(t, opens(conns, "::1"), 10);
    CHECK_INT(t, opens(conns, "10.1.2.3"), 10);
    CHECK_INT(t, opens(conns, "2001:db8::7"), 10);
    CHECK_INT(t, opens(conns, "10.1.2.4"), 3);
    conns_free(conns);
}

static void gives_back_a_place(Test *t)
{
    Conns *conns = conns_new(1, "");
    Address from = address("192.0.2.1");
    Conn *only = conn_opened(conns, -1, &from.any);
    CHECK(t, only && !conns_may_open(conns, &from.any));
    conn_closed(conns, only);
    CHECK(t, conns_may_open(conns, &from.any));
    conns_free(conns);
}

static void serves_nothing_unjudged(Test *t)
{
    Conns *conns = conns_new(1, "");
    Address from = address("192.0.2.1");
    Conn *conn = conn_opened(conns, -1, &from.any);
    char bytes[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nX : a\r\n";
    CHECK(t, !conn_head_done(NULL) && !conn_head_done(conn)); /* nothing passed the wire */
    wire_pass(conn_wire(conn), bytes, strlen(bytes), bytes, sizeof bytes);
    CHECK(t, conn_head_done(conn) && conn_refusal(conn) == 0);
    CHECK(t, conn_head_done(conn) && conn_refusal(conn) == 400);
    CHECK(t, !conn_head_done(conn));
    conns_free(conns);
}

TEST_SUITE("web: connections",
           {"an address holds so many connections; loopback and proxies any number", counts_addresses},
           {"a closed connection gives its place back", gives_back_a_place},
           {"a request whose bytes were not judged is not served, and the refused one is known",
            serves_nothing_unjudged});
