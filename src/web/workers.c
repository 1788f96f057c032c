/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "web/exchange.h"

#define THREADS_MAX 16

struct Workers {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    Exchange *first, **end;
    int queued, queue_max;
    bool closing;
    void (*work)(Exchange *exchange);
    pthread_t threads[THREADS_MAX];
    int count;
};

static void *body(void *arg)
{
    Workers *workers = arg;
    for (;;) {
        pthread_mutex_lock(&workers->lock);
        while (!workers->first && !workers->closing)
            pthread_cond_wait(&workers->wake, &workers->lock);
        Exchange *exchange = workers->first;
        if (exchange) {
            workers->first = exchange->next;
            workers->queued--;
            if (!workers->first)
                workers->end = &workers->first;
        }
        pthread_mutex_unlock(&workers->lock);
        if (!exchange)
            return NULL;
        workers->work(exchange);
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
    for (int i = 0; i < MIN_OF(threads, THREADS_MAX); i++)
        if (pthread_create(&workers->threads[workers->count], NULL, body, workers) == 0)
            workers->count++;
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
