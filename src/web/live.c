/* SPDX-License-Identifier: MIT */
/* The hub of Server-Sent Events: a ring of messages, a cursor for each open stream, one thread that wakes them. */
#include "base/base.h"

#include <microhttpd.h>
#include <stdatomic.h>

#include "base/text.h"
#include "web/exchange.h"

#define RING 1024
#define FAMILIES 32
#define STREAMS_PER_PERSON 24
#define HEARTBEAT_SECONDS 20

typedef struct {
    char *topics; /* '\n' between and behind */
    char *by, *request_id;
} Message;

typedef struct Stream Stream;
struct Stream {
    Stream *next, *previous;
    Live *live;
    struct MHD_Connection *mhd;
    Id person_id;
    bool suspended, ended;
    uint64_t seen; /* sequence of the next message to send */
    uint64_t beat; /* heartbeats sent */
    Grants grants;
    Buf out;
    size_t sent;
};

typedef struct {
    char name[24];
    atomic_uint_fast64_t version;
} Family;

struct Live {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool started, closing;
    const Feature *const *features;
    Family families[FAMILIES];
    atomic_int family_count;
    atomic_uint_fast64_t everything; /* moves when all may have changed */
    Message ring[RING];
    uint64_t sequence; /* of the next message */
    uint64_t beat;
    Stream *streams;
    const char *listened; /* family of heard */
    void (*heard)(void *arg);
    void *heard_arg;
};

/* ---- versions ---- */

static Family *family_of(Live *live, const char *name, size_t length)
{
    int count = atomic_load(&live->family_count);
    for (int i = 0; i < count; i++)
        if (strlen(live->families[i].name) == length && memcmp(live->families[i].name, name, length) == 0)
            return &live->families[i];
    return NULL;
}

/* Called under the lock. */
static void move_version(Live *live, const char *topic)
{
    size_t length = strcspn(topic, "/\n");
    Family *family = family_of(live, topic, length);
    int count = atomic_load(&live->family_count);
    if (!family && count < FAMILIES && length < sizeof family->name) {
        family = &live->families[count];
        memcpy(family->name, topic, length);
        atomic_store(&live->family_count, count + 1);
    }
    if (family)
        atomic_fetch_add(&family->version, 1);
    else
        atomic_fetch_add(&live->everything, 1);
}

uint64_t live_version(const Live *live, const char *families)
{
    Live *hub = (Live *)(uintptr_t)live;
    uint64_t sum = atomic_load(&hub->everything);
    while (*families) {
        size_t length = strcspn(families, " ");
        const Family *family = family_of(hub, families, length);
        if (family)
            sum += atomic_load(&((Family *)(uintptr_t)family)->version);
        families += length + (families[length] == ' ');
    }
    return sum;
}

/* ---- who may hear of what ---- */

static Scope scope_in(const Grants *grants, const char *right)
{
    for (size_t i = 0; i < grants->count; i++)
        if (strcmp(grants->items[i].name, right) == 0)
            return grants->items[i].scope;
    return SCOPE_NONE;
}

static const char *right_of(const Live *live, const char *topic)
{
    size_t length = strcspn(topic, "/\n");
    for (const Feature *const *feature = live->features; feature && *feature; feature++)
        for (const TopicDef *def = (*feature)->topics; def && def->family; def++)
            if (strlen(def->family) == length && memcmp(def->family, topic, length) == 0)
                return def->right;
    return NULL;
}

/* A narrower reach hears only of what carries its own number. */
static bool may_hear(const Stream *stream, const char *topic)
{
    const char *right = right_of(stream->live, topic);
    if (!right)
        return false;
    Scope scope = scope_in(&stream->grants, right);
    if (scope == SCOPE_NONE || scope == SCOPE_ALL)
        return scope == SCOPE_ALL;
    char own[48];
    snprintf(own, sizeof own, "/person/%" PRId64 "\n", stream->person_id.n);
    size_t length = strcspn(topic, "\n") + 1;
    size_t tail = strlen(own);
    return length > tail && memcmp(topic + length - tail, own, tail) == 0;
}

/* A session of the person ended, or what roles may do changed: the page comes back and says anew who it is (S8). */
static bool ends(const Stream *stream, const char *topic)
{
    char own[48];
    snprintf(own, sizeof own, "session/person/%" PRId64 "\n", stream->person_id.n);
    return text_starts(topic, own) || text_starts(topic, "people/rights\n");
}

static void put_message(Stream *stream, const Message *message)
{
    bool any = false;
    Buf line = {0};
    for (const char *topic = message->topics; *topic; topic += strcspn(topic, "\n") + 1) {
        stream->ended = stream->ended || ends(stream, topic);
        if (!may_hear(stream, topic))
            continue;
        char name[128];
        size_t length = MIN_OF(strcspn(topic, "\n"), sizeof name - 1);
        memcpy(name, topic, length);
        name[length] = 0;
        buf_text(&line, any ? "," : "data: {\"topics\":[");
        buf_json(&line, name);
        any = true;
    }
    if (any) {
        buf_text(&line, "],\"by\":");
        buf_json(&line, message->by);
        buf_text(&line, ",\"request_id\":");
        buf_json(&line, message->request_id);
        buf_text(&line, "}\n\n");
        buf_put(&stream->out, line.data, line.length);
    }
    buf_finish(&line);
}

/* ---- streams; all under the lock ---- */

static void gather(Stream *stream)
{
    Live *live = stream->live;
    if (live->sequence - stream->seen > RING) { /* too far behind: everything may have changed */
        buf_text(&stream->out, "data: {\"topics\":[\"*\"],\"by\":\"\",\"request_id\":\"\"}\n\n");
        stream->seen = live->sequence;
    }
    for (; stream->seen < live->sequence; stream->seen++)
        put_message(stream, &live->ring[stream->seen % RING]);
    if (stream->beat != live->beat) {
        stream->beat = live->beat;
        buf_text(&stream->out, ":\n\n");
    }
}

static ssize_t read_stream(void *cls, uint64_t position UNUSED, char *bytes, size_t most)
{
    Stream *stream = cls;
    Live *live = stream->live;
    ssize_t result = 0;
    pthread_mutex_lock(&live->lock);
    if (stream->sent == stream->out.length) {
        buf_clear(&stream->out);
        stream->sent = 0;
        gather(stream);
    }
    size_t left = stream->out.length - stream->sent;
    if (stream->ended && left == 0) {
        result = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (left == 0) {
        stream->suspended = true;
        MHD_suspend_connection(stream->mhd);
    } else {
        size_t part = MIN_OF(left, most);
        memcpy(bytes, stream->out.data + stream->sent, part);
        stream->sent += part;
        result = (ssize_t)part;
    }
    pthread_mutex_unlock(&live->lock);
    return result;
}

static void free_stream(void *cls)
{
    Stream *stream = cls;
    Live *live = stream->live;
    pthread_mutex_lock(&live->lock);
    if (stream->previous)
        stream->previous->next = stream->next;
    else
        live->streams = stream->next;
    if (stream->next)
        stream->next->previous = stream->previous;
    pthread_mutex_unlock(&live->lock);
    buf_finish(&stream->out);
    free((void *)(uintptr_t)stream->grants.items);
    free(stream);
}

static int streams_of(const Live *live, Id person_id)
{
    int count = 0;
    for (const Stream *stream = live->streams; stream; stream = stream->next)
        count += stream->person_id.n == person_id.n;
    return count;
}

/* Grants in one small block, so that an idle stream stays small. */
static void copy_grants(Stream *stream, const Grants *grants)
{
    size_t names = 0;
    for (size_t i = 0; i < grants->count; i++)
        names += strlen(grants->items[i].name) + 1;
    char *block = calloc(1, grants->count * sizeof(Grant) + names + 1);
    assert(block);
    Grant *items = (Grant *)(void *)block;
    char *at = block + grants->count * sizeof(Grant);
    for (size_t i = 0; i < grants->count; i++) {
        size_t length = strlen(grants->items[i].name) + 1;
        memcpy(at, grants->items[i].name, length);
        items[i] = (Grant){at, grants->items[i].scope};
        at += length;
    }
    stream->grants = (Grants){items, grants->count};
}

struct MHD_Response *live_stream(Live *live, Exchange *exchange)
{
    Stream *stream = calloc(1, sizeof *stream);
    assert(stream);
    stream->live = live;
    stream->mhd = exchange->mhd;
    stream->person_id = exchange->cx.person_id;
    copy_grants(stream, &exchange->cx.grants);
    buf_text(&stream->out, "retry: 2000\n\n");
    pthread_mutex_lock(&live->lock);
    bool room = streams_of(live, stream->person_id) < STREAMS_PER_PERSON && !live->closing;
    if (room) {
        stream->seen = live->sequence;
        stream->beat = live->beat;
        stream->next = live->streams;
        if (live->streams)
            live->streams->previous = stream;
        live->streams = stream;
    }
    pthread_mutex_unlock(&live->lock);
    if (!room) {
        buf_finish(&stream->out);
        free((void *)(uintptr_t)stream->grants.items);
        free(stream);
        return NULL;
    }
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_stream, stream, free_stream);
}

/* ---- the hub ---- */

static void wake_streams(Live *live)
{
    for (Stream *stream = live->streams; stream; stream = stream->next) {
        if (!stream->suspended)
            continue;
        stream->suspended = false;
        MHD_resume_connection(stream->mhd);
    }
}

static void *hub(void *arg)
{
    Live *live = arg;
    uint64_t told = 0;
    pthread_mutex_lock(&live->lock);
    while (!live->closing) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += HEARTBEAT_SECONDS;
        int rc = 0;
        while (!live->closing && told == live->sequence && rc == 0)
            rc = pthread_cond_timedwait(&live->wake, &live->lock, &until);
        if (rc == ETIMEDOUT)
            live->beat++;
        told = live->sequence;
        wake_streams(live);
    }
    pthread_mutex_unlock(&live->lock);
    return NULL;
}

static void put(Live *live, char *topics, const char *by, const char *request_id)
{
    Message *message = &live->ring[live->sequence % RING];
    free(message->topics);
    free(message->by);
    free(message->request_id);
    *message = (Message){.topics = topics, .by = strdup(by), .request_id = strdup(request_id)};
    assert(message->by && message->request_id);
    live->sequence++;
    pthread_cond_signal(&live->wake);
}

void live_listen(Live *live, const char *family, void (*heard)(void *arg), void *arg)
{
    pthread_mutex_lock(&live->lock);
    live->listened = family;
    live->heard = heard;
    live->heard_arg = arg;
    pthread_mutex_unlock(&live->lock);
}

static bool is_listened(const Live *live, const Topics *topics)
{
    bool found = false;
    for (size_t i = 0; live->heard && i < topics->names.count; i++)
        found = found || strcmp(topics->names.items[i], live->listened) == 0;
    return found;
}

void live_publish(Live *live, const Topics *topics, const char *by, const char *request_id)
{
    Buf names = {0};
    if (topics->names.count == 0)
        return;
    for (size_t i = 0; i < topics->names.count; i++) {
        buf_text(&names, topics->names.items[i]);
        buf_char(&names, '\n');
    }
    pthread_mutex_lock(&live->lock);
    for (size_t i = 0; i < topics->names.count; i++)
        move_version(live, topics->names.items[i]);
    put(live, buf_take(&names, NULL), by, request_id);
    if (is_listened(live, topics))
        live->heard(live->heard_arg);
    pthread_mutex_unlock(&live->lock);
}

void live_publish_all(Live *live)
{
    Buf names = {0};
    for (const Feature *const *feature = live->features; feature && *feature; feature++)
        for (const TopicDef *def = (*feature)->topics; def && def->family; def++)
            buf_printf(&names, "%s\n", def->family);
    buf_text(&names, "people/rights\n"); /* sessions may have ended there, too */
    pthread_mutex_lock(&live->lock);
    atomic_fetch_add(&live->everything, 1);
    put(live, buf_take(&names, NULL), "", "");
    if (live->heard)
        live->heard(live->heard_arg);
    pthread_mutex_unlock(&live->lock);
}

Live *live_new(void)
{
    Live *live = calloc(1, sizeof *live);
    assert(live);
    pthread_mutex_init(&live->lock, NULL);
    pthread_cond_init(&live->wake, NULL);
    return live;
}

void live_start(Live *live, const Feature *const *features)
{
    live->features = features;
    live->started = pthread_create(&live->thread, NULL, hub, live) == 0;
    assert(live->started);
}

void live_end_streams(Live *live)
{
    pthread_mutex_lock(&live->lock);
    live->closing = true;
    for (Stream *stream = live->streams; stream; stream = stream->next)
        stream->ended = true;
    wake_streams(live);
    pthread_cond_signal(&live->wake);
    pthread_mutex_unlock(&live->lock);
}

void live_free(Live *live)
{
    if (!live)
        return;
    live_end_streams(live);
    if (live->started)
        pthread_join(live->thread, NULL);
    for (size_t i = 0; i < RING; i++) {
        free(live->ring[i].topics);
        free(live->ring[i].by);
        free(live->ring[i].request_id);
    }
    pthread_cond_destroy(&live->wake);
    pthread_mutex_destroy(&live->lock);
    free(live);
}
