/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

#include "web/conn.h"
#include "web/exchange.h"
#include "web/intake.h"

#define HEAD_MS 10000
#define IDLE_MS 30000
#define BODY_MS_MAX 60000
#define UPLOAD_MS_MAX 600000
#define REQUESTS_MAX 1000
#define EXEMPT_MAX 64

struct Conn {
    Conn *next, *previous;
    int fd;
    uint32_t address; /* hash; 0: does not count */
    _Atomic int64_t deadline_ms;
    unsigned requests; /* whose heads reached the handler; bytes of later ones may have passed the wire */
    unsigned answered;
    unsigned timed; /* the request that the deadline of heads runs for */
    int64_t body_from, body_max, body_bytes;
    Wire wire;
};

struct Conns {
    pthread_mutex_t lock;
    pthread_t reaper;
    Conn *first;
    int per_address;
    uint32_t exempt[EXEMPT_MAX]; /* hashes */
    int exempt_count;
    _Atomic bool closing;
};

static uint32_t hash_of(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 16777619U;
    return hash ? hash : 1;
}

/* 0 for the addresses that may open any number. */
static uint32_t address_hash(const Conns *conns, const struct sockaddr *address)
{
    uint32_t hash = 0;
    if (address->sa_family == AF_INET) {
        const struct in_addr *four = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
        hash = ntohl(four->s_addr) >> 24 == 127 ? 0 : hash_of(four, sizeof *four);
    } else if (address->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        hash = IN6_IS_ADDR_LOOPBACK(six) ? 0 : hash_of(six, sizeof *six);
    }
    for (int i = 0; i < conns->exempt_count; i++)
        if (conns->exempt[i] == hash)
            return 0;
    return hash;
}

/* Words that are no addresses are passed over: they exempt nobody. */
static void read_exempt(Conns *conns, const char *list)
{
    while (*list && conns->exempt_count < EXEMPT_MAX) {
        char word[INET6_ADDRSTRLEN + 1];
        unsigned char bytes[sizeof(struct in6_addr)];
        list += strspn(list, ", ");
        size_t size = strcspn(list, ", ");
        snprintf(word, sizeof word, "%.*s", (int)MIN_OF(size, sizeof word - 1), list);
        list += size;
        if (inet_pton(AF_INET, word, bytes) == 1)
            conns->exempt[conns->exempt_count++] = hash_of(bytes, sizeof(struct in_addr));
        else if (inet_pton(AF_INET6, word, bytes) == 1)
            conns->exempt[conns->exempt_count++] = hash_of(bytes, sizeof(struct in6_addr));
    }
}

bool conns_may_open(Conns *conns, const struct sockaddr *address)
{
    uint32_t hash = address_hash(conns, address);
    int open = 0;
    if (!hash)
        return true;
    pthread_mutex_lock(&conns->lock);
    for (const Conn *conn = conns->first; conn; conn = conn->next)
        open += conn->address == hash;
    pthread_mutex_unlock(&conns->lock);
    return open < conns->per_address;
}

Conn *conn_opened(Conns *conns, int fd, const struct sockaddr *address)
{
    Conn *conn = calloc(1, sizeof *conn);
    if (!conn)
        return NULL;
    conn->fd = fd;
    conn->address = address_hash(conns, address);
    conn->timed = 1;
    atomic_store(&conn->deadline_ms, monotonic_ms() + HEAD_MS);
    pthread_mutex_lock(&conns->lock);
    conn->next = conns->first;
    if (conns->first)
        conns->first->previous = conn;
    conns->first = conn;
    pthread_mutex_unlock(&conns->lock);
    intake_watch(fd, conn);
    return conn;
}

/* Bytes that nobody reads would make the system reset the connection, and the asker lose our last answer. */
static void drain(const Conn *conn)
{
    char unread[4096];
    if (!wire_is_refused(&conn->wire) && !wire_in_body(&conn->wire))
        return;
    for (int i = 0; i < 64; i++)
        if (recvfrom(conn->fd, unread, sizeof unread, MSG_DONTWAIT, NULL, NULL) <= 0)
            return;
}

void conn_closed(Conns *conns, Conn *conn)
{
    if (!conn)
        return;
    intake_forget(conn->fd);
    drain(conn);
    pthread_mutex_lock(&conns->lock);
    if (conn->previous)
        conn->previous->next = conn->next;
    else
        conns->first = conn->next;
    if (conn->next)
        conn->next->previous = conn->previous;
    pthread_mutex_unlock(&conns->lock);
    free(conn);
}

Wire *conn_wire(Conn *conn)
{
    return &conn->wire;
}

/* A body may come at a kilobyte a second after ten seconds of grace. */
static void extend_body(Conn *conn)
{
    int64_t earned = MIN_OF(HEAD_MS + conn->body_bytes * 1000 / 1024, conn->body_max);
    atomic_store(&conn->deadline_ms, conn->body_from + earned);
}

void conn_heard(Conn *conn, size_t size)
{
    const Wire *wire = &conn->wire;
    if (conn->body_from && conn->requests == wire->requests) {
        conn->body_bytes += (int64_t)size;
        extend_body(conn);
    } else if (wire_in_head(wire) && conn->timed != wire->requests && conn->answered + 1 == wire->requests) {
        conn->timed = wire->requests;
        atomic_store(&conn->deadline_ms, monotonic_ms() + HEAD_MS);
    }
}

bool conn_head_done(Conn *conn)
{
    if (!conn || conn->wire.requests <= conn->requests)
        return false;
    conn->requests++;
    atomic_store(&conn->deadline_ms, 0);
    return true;
}

int conn_refusal(const Conn *conn)
{
    return conn->wire.requests == conn->requests ? conn->wire.status : 0;
}

void conn_body_begins(Conn *conn, bool upload)
{
    conn->body_from = monotonic_ms();
    conn->body_max = upload ? UPLOAD_MS_MAX : BODY_MS_MAX;
    conn->body_bytes = 0;
    extend_body(conn);
}

void conn_body_done(Conn *conn)
{
    conn->body_from = 0;
    atomic_store(&conn->deadline_ms, 0);
}

void conn_answered(Conn *conn)
{
    if (!conn)
        return;
    conn->answered++;
    conn->body_from = 0;
    atomic_store(&conn->deadline_ms, monotonic_ms() + (wire_in_head(&conn->wire) ? HEAD_MS : IDLE_MS));
}

bool conn_is_used_up(const Conn *conn)
{
    return conn->requests >= REQUESTS_MAX;
}

void conn_is_stream(Conn *conn)
{
    atomic_store(&conn->deadline_ms, 0);
}

static void *reap(void *arg)
{
    Conns *conns = arg;
    while (!atomic_load(&conns->closing)) {
        int64_t now = monotonic_ms();
        pthread_mutex_lock(&conns->lock);
        for (Conn *conn = conns->first; conn; conn = conn->next) {
            int64_t deadline = atomic_load(&conn->deadline_ms);
            if (deadline && now > deadline)
                shutdown(conn->fd, SHUT_RDWR);
        }
        pthread_mutex_unlock(&conns->lock);
        nanosleep(&(struct timespec){.tv_nsec = 250000000}, NULL);
    }
    return NULL;
}

Conns *conns_new(int per_address, const char *exempt)
{
    Conns *conns = calloc(1, sizeof *conns);
    assert(conns);
    conns->per_address = per_address;
    read_exempt(conns, exempt);
    pthread_mutex_init(&conns->lock, NULL);
    int rc = pthread_create(&conns->reaper, NULL, reap, conns);
    assert(rc == 0);
    (void)rc;
    return conns;
}

void conns_free(Conns *conns)
{
    if (!conns)
        return;
    atomic_store(&conns->closing, true);
    pthread_join(conns->reaper, NULL);
    while (conns->first)
        conn_closed(conns, conns->first);
    pthread_mutex_destroy(&conns->lock);
    free(conns);
}
