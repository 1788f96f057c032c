/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "web/exchange.h"

#define THREADS_MAX 16
/* A body from here on is a file to read, which may take seconds. */
#define HEAVY_BYTES ((size_t)64 << 10)

struct Workers {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    Exchange *first, **end;
    int queued, queue_max;
    int heavy; /* files being read; some threads stay free of them, for sign-ins */
    bool closing;
    void (*work)(Exchange *exchange);
    pthread_t threads[THREADS_MAX];
    int count;
};

static bool is_heavy(const Exchange *exchange)
{
    return exchange->body.length > HEAVY_BYTES;
}

/* The first in the queue that may be taken now; NULL. */
static Exchange *take(Workers *workers)
{
    bool all = workers->heavy < MAX_OF(workers->count / 2, 1) || workers->closing;
    for (Exchange **at = &workers->first; *at; at = &(*at)->next) {
        Exchange *exchange = *at;
        if (!all && is_heavy(exchange))
            continue;
        *at = exchange->next;
        if (workers->end == &exchange->next)
            workers->end = at;
        workers->queued--;
        workers->heavy += is_heavy(exchange);
        return exchange;
    }
    return NULL;
}

/* The exchange may be gone once its work is done. */
static void work_on(Workers *workers, Exchange *exchange)
{
    bool heavy = is_heavy(exchange);
    workers->work(exchange);
    if (!heavy)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->heavy--;
    pthread_cond_signal(&workers->wake); /* one that had to wait for it */
    pthread_mutex_unlock(&workers->lock);
}

static void *body(void *arg)
{
    Workers *workers = arg;
    for (;;) {
        Exchange *exchange;
        pthread_mutex_lock(&workers->lock);
        while (!(exchange = take(workers)) && !workers->closing)
            pthread_cond_wait(&workers->wake, &workers->lock);
        pthread_mutex_unlock(&workers->lock);
        if (!exchange)
            return NULL;
        work_on(workers, exchange);
    }
}

Workers *workers_new(int threads, int queue_max, void (*work)(Exchange *exchange))
{
    Workers *workers = calloc(1, sizeof *workers);
    assert(workers);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->wake, NULL);
    workers->end = &workers->first;
    workers->queue_max = queue_max;
    workers->work = work;
    pthread_mutex_lock(&workers->lock); /* the first ones wait until it is known how many they are */
    for (int i = 0; i < MIN_OF(threads, THREADS_MAX); i++)
        if (pthread_create(&workers->threads[workers->count], NULL, body, workers) == 0)
            workers->count++;
    pthread_mutex_unlock(&workers->lock);
    assert(workers->count > 0);
    return workers;
}

bool workers_submit(Workers *workers, Exchange *exchange)
{
    pthread_mutex_lock(&workers->lock);
    bool room = workers->queued < workers->queue_max && !workers->closing;
    if (room) {
        exchange->next = NULL;
        *workers->end = exchange;
        workers->end = &exchange->next;
        workers->queued++;
        pthread_cond_signal(&workers->wake);
    }
    pthread_mutex_unlock(&workers->lock);
    return room;
}

void workers_free(Workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->closing = true;
    pthread_cond_broadcast(&workers->wake);
    pthread_mutex_unlock(&workers->lock);
    for (int i = 0; i < workers->count; i++)
        pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->wake);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
