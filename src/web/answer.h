/* SPDX-License-Identifier: MIT */
/* What libmicrohttpd is given to send; known to web/ alone. */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include <microhttpd.h>

#include "base/embedded.h"
#include "web/exchange.h"

/* A header's value; "" when it is missing or not UTF-8. */
const char *header_of(struct MHD_Connection *connection, const char *name);

/* Renders reply or err and sends it; close ends the connection. */
enum MHD_Result answer_now(Exchange *exchange, bool close);
/* A GET whose bytes may be kept: 304, the kept bytes, or a fresh answer that is kept. */
enum MHD_Result answer_cached(Exchange *exchange);
/* Whether this exchange is one of those. */
bool answer_may_be_kept(const Exchange *exchange);
/* The stream of events. */
enum MHD_Result answer_stream(Exchange *exchange);

/* The style sheet, script, font or picture at this address; NULL when there is none. */
const EmbeddedAsset *asset_at(const char *target);
enum MHD_Result send_asset(Exchange *exchange);

/* flow.c: libmicrohttpd's access handler, and the workers' part of it (route.prepare). */
enum MHD_Result flow_handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                            const char *version, const char *upload, size_t *upload_size, void **state);
void flow_work(Exchange *exchange);

#endif
