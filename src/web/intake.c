/* SPDX-License-Identifier: MIT */
/*
 * The library reads its sockets with recv() and has no hook for the bytes. A program's own definition of a function
 * stands before that of the C library for all shared libraries that it loads, so ours is called instead. For
 * descriptors that are not connections of the server (PostgreSQL's, a resolver's) it is the plain call.
 *
 * Should a system bind the library to the C library otherwise, no request is judged; conn_head_done tells, and nothing
 * is served rather than served unjudged.
 */
#include "base/base.h"

#include <stdatomic.h>

#include "web/intake.h"

#define DESCRIPTORS 65536
#define PIECE 2048

static _Atomic(Conn *) watched[DESCRIPTORS];

void intake_watch(int fd, Conn *conn)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        atomic_store_explicit(&watched[fd], conn, memory_order_release);
}

void intake_forget(int fd)
{
    intake_watch(fd, NULL);
}

/* One read from the socket, judged; -1 or 0 as recv says, and in *drained whether the socket may have no more. */
static ssize_t take_piece(int fd, Conn *conn, char *buffer, size_t room, int flags, size_t *taken, bool *drained)
{
    Wire *wire = conn_wire(conn);
    char kept[PIECE];
    bool apart = wire_keeps(wire); /* more may come out than goes in */
    size_t most = apart ? MIN_OF(room, sizeof kept) : room;
    char *in = apart ? kept : buffer;
    ssize_t size = recvfrom(fd, in, most, flags, NULL, NULL);
    *drained = size < (ssize_t)most;
    *taken = 0;
    if (size > 0) {
        *taken = wire_pass(wire, in, (size_t)size, buffer, room);
        conn_heard(conn, (size_t)size);
    }
    return size;
}

/*
 * Less than asked for tells the library that the socket is empty and that it may wait for epoll to wake it; so we go
 * on until the buffer is full or the socket empty, also when all of a piece was dropped. After a refusal there is the
 * end of the stream.
 */
static ssize_t take(int fd, Conn *conn, char *buffer, size_t room, int flags)
{
    Wire *wire = conn_wire(conn);
    size_t total = wire_spilt(wire, buffer, room);
    bool drained = false;
    while (total < room && !drained && !wire_is_refused(wire)) {
        size_t taken;
        ssize_t size = take_piece(fd, conn, buffer + total, room - total, flags, &taken, &drained);
        total += taken;
        if (size <= 0)
            return total ? (ssize_t)total : size;
        drained = drained && total > 0;
    }
    return (ssize_t)total;
}

/* The name for the linker alone: <sys/socket.h> may define recv as an inline function. */
ssize_t intake_receive(int fd, void *buffer, size_t room, int flags) __asm__("recv");

__attribute__((visibility("default"), used)) ssize_t intake_receive(int fd, void *buffer, size_t room, int flags)
{
    Conn *conn = NULL;
    if (fd >= 0 && fd < DESCRIPTORS)
        conn = atomic_load_explicit(&watched[fd], memory_order_acquire);
    return conn ? take(fd, conn, buffer, room, flags) : recvfrom(fd, buffer, room, flags, NULL, NULL);
}
