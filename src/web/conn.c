/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

#include "web/conn.h"
#include "web/exchange.h"

#define HEAD_MS 10000
#define IDLE_MS 30000
#define BODY_BYTES_PER_MS 1
#define BODY_MS_MAX 600000
#define REQUESTS_MAX 1000
#define PER_ADDRESS 100

struct Conn {
    Conn *next, *previous;
    int fd;
    uint32_t address; /* hash; 0 is exempt */
    _Atomic int64_t deadline_ms;
    int requests;
};

struct Conns {
    pthread_mutex_t lock;
    pthread_t reaper;
    Conn *first;
    _Atomic bool closing;
};

static uint32_t address_hash(const struct sockaddr *address)
{
    const unsigned char *bytes = NULL;
    size_t size = 0;
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const void *)address;
        bytes = (const unsigned char *)&four->sin_addr;
        size = sizeof four->sin_addr;
        if (bytes[0] == 127)
            return 0;
    } else if (address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const void *)address;
        bytes = (const unsigned char *)&six->sin6_addr;
        size = sizeof six->sin6_addr;
        if (IN6_IS_ADDR_LOOPBACK(&six->sin6_addr))
            return 0;
    }
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 16777619U;
    return hash ? hash : 1;
}

bool conns_may_open(Conns *conns, const struct sockaddr *address)
{
    uint32_t hash = address_hash(address);
    int open = 0;
    if (!hash)
        return true;
    pthread_mutex_lock(&conns->lock);
    for (const Conn *conn = conns->first; conn; conn = conn->next)
        open += conn->address == hash;
    pthread_mutex_unlock(&conns->lock);
    return open < PER_ADDRESS;
}

Conn *conn_opened(Conns *conns, int fd, const struct sockaddr *address)
{
    Conn *conn = calloc(1, sizeof *conn);
    if (!conn)
        return NULL;
    conn->fd = fd;
    conn->address = address_hash(address);
    atomic_store(&conn->deadline_ms, monotonic_ms() + HEAD_MS);
    pthread_mutex_lock(&conns->lock);
    conn->next = conns->first;
    if (conns->first)
        conns->first->previous = conn;
    conns->first = conn;
    pthread_mutex_unlock(&conns->lock);
    return conn;
}

void conn_closed(Conns *conns, Conn *conn)
{
    if (!conn)
        return;
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

void conn_head_done(Conn *conn, uint64_t body)
{
    if (!conn)
        return;
    conn->requests++;
    int64_t grace = (int64_t)MIN_OF(body / BODY_BYTES_PER_MS, (uint64_t)BODY_MS_MAX);
    atomic_store(&conn->deadline_ms, body ? monotonic_ms() + HEAD_MS + grace : 0);
}

void conn_body_done(Conn *conn)
{
    if (conn)
        atomic_store(&conn->deadline_ms, 0);
}

void conn_answered(Conn *conn)
{
    if (conn)
        atomic_store(&conn->deadline_ms, monotonic_ms() + IDLE_MS);
}

bool conn_is_used_up(const Conn *conn)
{
    return conn && conn->requests >= REQUESTS_MAX;
}

void conn_is_stream(Conn *conn)
{
    if (conn)
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

Conns *conns_new(void)
{
    Conns *conns = calloc(1, sizeof *conns);
    assert(conns);
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
