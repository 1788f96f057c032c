/* SPDX-License-Identifier: MIT */
/* Structured log lines for operators: one JSON object a line on standard error. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/base.h"

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR } LogLevel;

/* Lines below this level are left out; LOG_INFO at start. */
void log_level(LogLevel level);

/* `request_id` may be NULL. The text is escaped; secrets must not be passed. */
void log_line(LogLevel level, const char *request_id, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
