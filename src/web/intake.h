/* SPDX-License-Identifier: MIT */
/* Puts the judge of wire.h between a client's socket and libmicrohttpd. */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "web/conn.h"

/*
 * From now on what libmicrohttpd receives from fd passes the connection's Wire, until intake_forget, which must come
 * before fd is closed and its number used again. A descriptor beyond what can be watched is left alone; the handler
 * then finds that its request was not judged and hangs up.
 */
void intake_watch(int fd, Conn *conn);
void intake_forget(int fd);

#endif
