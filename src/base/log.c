/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/log.h"

static LogLevel lowest = LOG_INFO;

void log_level(LogLevel level)
{
    lowest = level;
}

void log_line(LogLevel level, const char *request_id, const char *format, ...)
{
    static const char *const words[] = {"debug", "info", "warn", "error"};
    if (level < lowest)
        return;
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    Arena arena;
    arena_init(&arena, 0);
    Buf line = {0};
    buf_printf(&line, "{\"at\":\"%s\",\"level\":\"%s\"", instant_iso(&arena, (Instant){time(NULL)}), words[level]);
    if (request_id && *request_id) {
        buf_text(&line, ",\"request\":");
        buf_json(&line, request_id);
    }
    buf_text(&line, ",\"text\":");
    buf_json(&line, text);
    buf_text(&line, "}\n");
    /* one write, so that lines of several threads do not mix; a full disk must not stop the program */
    ssize_t written = write(STDERR_FILENO, line.data, line.length);
    (void)written;
    buf_finish(&line);
    arena_finish(&arena);
}
