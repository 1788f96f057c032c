/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a connection. In whatever pieces they come, the same comes out; and libmicrohttpd, given that, never
 * refuses anything in its own words and sees as many requests as we do.
 */
#include "base/base.h"

#include <microhttpd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"
#include "web/wire.h"

#define IN_MAX 40000
#define OUT_MAX (IN_MAX + 4096)

static unsigned heads;
static char out[OUT_MAX], piecemeal[OUT_MAX];

/* As intake.c does, with a buffer of so much room. */
static size_t feed(Wire *wire, const uint8_t *data, size_t size, size_t piece, size_t room, char *to)
{
    char buffer[256];
    size_t total = 0;
    while (size > 0 || wire->spilt > 0) {
        size_t got = wire_spilt(wire, buffer, room);
        size_t take = MIN_OF(MIN_OF(piece, size), room - got);
        got += wire_pass(wire, (const char *)data, take, buffer + got, room - got);
        data += take;
        size -= take;
        assert(total + got <= OUT_MAX);
        memcpy(to + total, buffer, got);
        total += got;
    }
    return total;
}

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **state)
{
    static char ours[] = "ours";
    (void)cls, (void)url, (void)method, (void)version, (void)upload;
    if (!*state) {
        heads++;
        *state = ours;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(4, ours, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static size_t leave_as_it_is(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls, (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *library(void)
{
    static struct MHD_Daemon *daemon;
    if (!daemon)
        daemon = MHD_start_daemon(MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, answer, NULL, MHD_OPTION_STRICT_FOR_CLIENT,
                                  1, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32768, MHD_OPTION_UNESCAPE_CALLBACK,
                                  leave_as_it_is, NULL, MHD_OPTION_END);
    assert(daemon);
    return daemon;
}

/* What the library says to these bytes must be ours. */
static void hear(int fd)
{
    static char said[65536];
    for (;;) {
        ssize_t size = recv(fd, said, sizeof said - 1, MSG_DONTWAIT);
        if (size <= 0)
            return;
        said[size] = 0;
        assert(!strstr(said, "<html>"));
        assert(!strstr(said, " 400 ") && !strstr(said, " 413 ") && !strstr(said, " 414 ") && !strstr(said, " 431 "));
    }
}

static void ask_library(const char *bytes, size_t size)
{
    struct sockaddr_storage nobody = {.ss_family = AF_UNIX};
    int pair[2];
    heads = 0;
    int rc = socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair);
    assert(rc == 0);
    enum MHD_Result added = MHD_add_connection(library(), pair[1], (struct sockaddr *)&nobody, sizeof nobody);
    assert(added == MHD_YES);
    for (size_t sent = 0; sent < size;) {
        ssize_t more = send(pair[0], bytes + sent, MIN_OF(size - sent, (size_t)16384), MSG_NOSIGNAL);
        if (more < 0 && errno != EAGAIN)
            break;
        sent += more > 0 ? (size_t)more : 0;
        MHD_run(library());
        hear(pair[0]);
    }
    for (unsigned before = heads + 1, quiet = 0; quiet < 4; quiet = before == heads ? quiet + 1 : 0) {
        before = heads;
        MHD_run(library());
        hear(pair[0]);
    }
    close(pair[0]);
    MHD_run(library());
    MHD_run(library());
}

static bool may_close(const char *bytes, size_t size)
{
    return memmem(bytes, size, "HTTP/1.0", 8) || memmem(bytes, size, "onnection", 9) ||
           memmem(bytes, size, "ONNECTION", 9) || memmem(bytes, size, "xpect", 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > IN_MAX)
        return 0;
    size_t piece = data[0] % 16 + 1, room = data[0] / 16 + 1;
    Wire whole = {0}, parts = {0};
    size_t length = feed(&whole, data + 1, size - 1, 256, 256, out);
    size_t other = feed(&parts, data + 1, size - 1, piece, room, piecemeal);
    assert(whole.requests == parts.requests && whole.state == parts.state);
    assert(!whole.status == !parts.status);
    if (whole.status <= 400) /* of what is too long, more or less may have come out */
        assert(length == other && memcmp(out, piecemeal, length) == 0);
    ask_library(piecemeal, other);
    unsigned want = parts.requests - (wire_in_head(&parts) ? 1 : 0);
    assert(heads <= want);
    if (!may_close(piecemeal, other))
        assert(heads == want);
    return 0;
}
