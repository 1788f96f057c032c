/* SPDX-License-Identifier: MIT */
/*
 * A struct described once. The same description reads forms and JSON, binds SQL, reads rows, fills templates,
 * writes JSON, makes the difference for history and the OpenAPI schema.
 */
#ifndef BASE_SHAPE_H
#define BASE_SHAPE_H

#include "base/arena.h"
#include "base/base.h"
#include "base/shelf.h"
#include "base/value.h"

/* Several texts in order. */
typedef LIST_OF(const char *) TextList;

typedef enum {
    KIND_TEXT,    /* const char *, never NULL after reading */
    KIND_INT,     /* int64_t */
    KIND_COUNT,   /* int */
    KIND_FLAG,    /* bool */
    KIND_ID,      /* Id; 0 is NULL */
    KIND_DAY,     /* Day; DAY_NONE is NULL */
    KIND_MINUTES, /* Minutes */
    KIND_MONEY,   /* Money */
    KIND_INSTANT, /* Instant; 0 is NULL */
    KIND_WORD,    /* an enum, stored and shown as a word of its table */
    KIND_LIST,    /* LIST_OF(struct) */
    KIND_ONE,     /* pointer to a struct, NULL when there is none */
    KIND_TEXTS,   /* TextList */
} FieldKind;

/* The words of an enum by value; the last is NULL. */
typedef const char *const *Words;

struct Shape;

typedef struct Field {
    const char *name;
    const char *key; /* ,"name": */
    size_t key_length;
    size_t offset;
    FieldKind kind;
    const struct Shape *shape; /* of KIND_LIST and KIND_ONE */
    Words words;               /* of KIND_WORD */
    const char *label;         /* English msgid for people; NULL: not shown in forms */
    bool required;             /* an empty value is refused */
    bool lines;                /* text of several lines */
    bool secret;               /* never written to JSON, history or logs (passwords) */
    bool hidden;               /* pages only: not in JSON */
    bool nullable;             /* int, minutes, money: INT64_MIN means "not set" (NULL) */
    int64_t min, max;          /* of numbers; max of texts in characters; both 0: no limit (texts: 200) */
    const char *right;         /* who may see it; NULL: whoever sees the record */
    size_t ready;              /* of lists: where a Ready * of base/shelf.h may say that it is written; 0: nowhere */
} Field;

typedef struct Shape {
    const char *name;
    size_t size;
    const Field *fields;
    size_t count;
} Shape;

#define NOT_SET INT64_MIN

#define FIELD_KIND(member)                                                                                             \
    _Generic((member),                                                                                                 \
        const char *: KIND_TEXT,                                                                                       \
        int64_t: KIND_INT,                                                                                             \
        int: KIND_COUNT,                                                                                               \
        bool: KIND_FLAG,                                                                                               \
        Id: KIND_ID,                                                                                                   \
        Day: KIND_DAY,                                                                                                 \
        Minutes: KIND_MINUTES,                                                                                         \
        Money: KIND_MONEY,                                                                                             \
        Instant: KIND_INSTANT,                                                                                         \
        TextList: KIND_TEXTS)

/* What stands before the value in JSON, made by the compiler. */
#define FIELD_NAME(member) .name = #member, .key = ",\"" #member "\":", .key_length = sizeof(",\"" #member "\":") - 1

/* FIELD(TimeEntry, spent, .label = N_("Spent"), .required = true) */
#define FIELD(T, member, ...)                                                                                          \
    {                                                                                                                  \
        FIELD_NAME(member), .offset = offsetof(T, member), .kind = FIELD_KIND(((T *)0)->member), __VA_ARGS__           \
    }
/* An enum with its words: FIELD_WORD(Allocation, state, allocation_state_words) */
#define FIELD_WORD(T, member, word_table, ...)                                                                         \
    {                                                                                                                  \
        FIELD_NAME(member), .offset = offsetof(T, member), .kind = KIND_WORD,                                          \
                            .words = (sizeof(((T *)0)->member) == sizeof(int) ? (word_table) : NULL), __VA_ARGS__      \
    }
/* FIELD_LIST(TimeWeek, entries, TimeEntry): the member is LIST_OF(TimeEntry). */
#define FIELD_LIST(T, member, Item, ...)                                                                               \
    {                                                                                                                  \
        FIELD_NAME(member),                                                                                            \
            .kind = KIND_LIST, .shape = &Item##_shape,                                                                 \
            .offset = offsetof(T, member) +                                                                            \
                      0 * sizeof(((T *)0)->member.items == (Item *)0), /* the item's type must be the shape's */       \
            __VA_ARGS__                                                                                                \
    }
/* FIELD_ONE(PlanPage, editor, PlanEditor): the member is a PlanEditor *, const or not. */
#define FIELD_ONE(T, member, Other, ...)                                                                               \
    {                                                                                                                  \
        FIELD_NAME(member), .kind = KIND_ONE, .shape = &Other##_shape,                                                 \
                            .offset = offsetof(T, member) + 0 * sizeof(((T *)0)->member == (Other *)0), __VA_ARGS__    \
    }

#define SHAPE(T, ...)                                                                                                  \
    static const Field T##_fields[] = {__VA_ARGS__};                                                                   \
    const Shape T##_shape = {.name = #T, .size = sizeof(T), .fields = T##_fields, .count = COUNT_OF(T##_fields)}

/* A shape that one file keeps to itself. */
#define SHAPE_STATIC(T, ...)                                                                                           \
    static const Field T##_fields[] = {__VA_ARGS__};                                                                   \
    static const Shape T##_shape = {.name = #T, .size = sizeof(T), .fields = T##_fields, .count = COUNT_OF(T##_fields)}

/* What goes in (read only). */
typedef struct {
    const Shape *shape;
    const void *data;
} In;

/* What comes out: one struct, or a list that grows. */
typedef struct {
    const Shape *shape;
    void *data;    /* the struct; NULL for a list */
    void *items;   /* address of the list's items pointer; NULL for one */
    size_t *count; /* of the list */
} Out;

/* The pointer must fit the Shape: another type does not compile. */
#define IN(T, pointer) ((In){&T##_shape, (1 ? (pointer) : (const T *)0)})
#define ONE(T, pointer) ((Out){.shape = &T##_shape, .data = (1 ? (pointer) : (T *)0)})
#define MANY(T, list)                                                                                                  \
    ((Out){.shape = &T##_shape,                                                                                        \
           .items = ((void)(1 ? (list)->items : (T *)0), (void *)&(list)->items),                                      \
           .count = &(list)->count})
#define NOTHING_IN ((In){NULL, NULL})
#define NOTHING_OUT ((Out){NULL, NULL, NULL, NULL})

const Field *shape_field(const Shape *shape, const char *name);

/* The number behind a field of any integer kind (flags 0/1, words their value). */
int64_t field_int(const Field *field, const void *record);
void field_set_int(const Field *field, void *record, int64_t value);
const char *field_text(const Field *field, const void *record);
void field_set_text(const Field *field, void *record, const char *text);
/* Whether the field is stored as NULL. */
bool field_is_null(const Field *field, const void *record);
/* The value as SQL keeps it when the column is NULL. */
void field_set_null(const Field *field, void *record);
/* List or record behind a field: items and how many. */
size_t field_items(const Field *field, const void *record, const void **items);

/* The list as it may stand ready in JSON or HTML; NULL when it does not. */
const Ready *field_ready(const Field *field, const void *record);

/* Whether both records hold the same value there. */
bool field_same(const Field *field, const void *a, const void *b);

/* Fills "not set" values: DAY_NONE in days, "" in texts. */
void shape_blank(const Shape *shape, void *record);

/*
 * The records with all that they point to, in one piece that others may hold. Only what the Shape describes is copied;
 * embedded records and lists of texts are not for this.
 */
Shared *shape_pack(const Shape *shape, const void *items, size_t count);
/* The records again, NULL of none; they live as long as it is held and are not to be changed. count may be NULL. */
void *shape_unpack(const Shared *shared, size_t *count);

/* Value of a word; false when the table lacks it. */
bool word_value(Words words, const char *word, int *value);

#endif
