/* SPDX-License-Identifier: MIT */
/* Strictness about heads that libmicrohttpd leaves to us; see docs/architecture.md, "HTTP". */
#ifndef WEB_FRAMING_H
#define WEB_FRAMING_H

#include "base/base.h"

struct MHD_Connection;

typedef struct {
    int status;      /* 0: fine; else 400, 413, 414, 431 */
    uint64_t length; /* of the declared body */
    bool has_body;
} Framing;

Framing framing_check(struct MHD_Connection *connection, const char *target, const char *version);

#endif
