/* SPDX-License-Identifier: MIT */
/*
 * What libmicrohttpd lacks: a deadline for heads and slow bodies (its own time-out counts inactivity only), a count of
 * requests a connection, and a limit of connections an address.
 */
#ifndef WEB_CONN_H
#define WEB_CONN_H

#include <sys/socket.h>

#include "base/base.h"

typedef struct Conns Conns;
typedef struct Conn Conn;

Conns *conns_new(void);
void conns_free(Conns *conns);

/* Whether an address may open one more; loopback always may. */
bool conns_may_open(Conns *conns, const struct sockaddr *address);
Conn *conn_opened(Conns *conns, int fd, const struct sockaddr *address);
void conn_closed(Conns *conns, Conn *conn);

/* The head is complete; a body of that many bytes may follow (0: none). */
void conn_head_done(Conn *conn, uint64_t body);
/* The body is here: how long the answer takes is not the asker's doing. */
void conn_body_done(Conn *conn);
/* The answer is sent: the next head may take its time. True when the connection has served enough and must close. */
void conn_answered(Conn *conn);
bool conn_is_used_up(const Conn *conn);
/* An event stream has no deadline. */
void conn_is_stream(Conn *conn);

#endif
