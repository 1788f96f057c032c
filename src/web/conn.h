/* SPDX-License-Identifier: MIT */
/*
 * What libmicrohttpd lacks: strictness about bytes (wire.h), a deadline for heads and slow bodies (its own time-out
 * counts inactivity only), a count of requests a connection, and a limit of connections an address.
 */
#ifndef WEB_CONN_H
#define WEB_CONN_H

#include <sys/socket.h>

#include "base/base.h"
#include "web/wire.h"

typedef struct Conns Conns;
typedef struct Conn Conn;

/* At most so many connections of one address at once; the loopback and the listed addresses may have any number. */
Conns *conns_new(int per_address, const char *exempt);
void conns_free(Conns *conns);

/* Whether an address may open one more. */
bool conns_may_open(Conns *conns, const struct sockaddr *address);
Conn *conn_opened(Conns *conns, int fd, const struct sockaddr *address);
void conn_closed(Conns *conns, Conn *conn);

/* intake.c: the judge of this connection's bytes, and that so many have just passed it. */
Wire *conn_wire(Conn *conn);
void conn_heard(Conn *conn, size_t size);

/* A head is complete and reached the handler. False: it was not judged, and must not be served. */
MUST_USE bool conn_head_done(Conn *conn);
/* The status to refuse the handler's request with; 0: its bytes were fine, so far. */
int conn_refusal(const Conn *conn);
/* A body is read from here on; an upload may take its time as long as it does not stand still. */
void conn_body_begins(Conn *conn, bool upload);
/* The request is here: how long the answer takes is not the asker's doing. */
void conn_body_done(Conn *conn);
/* The answer is sent: the next head may take its time. */
void conn_answered(Conn *conn);
/* Whether the connection has served enough and must close. */
bool conn_is_used_up(const Conn *conn);
/* An event stream has no deadline. */
void conn_is_stream(Conn *conn);

#endif
