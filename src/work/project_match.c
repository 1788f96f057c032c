/* SPDX-License-Identifier: MIT */
/* What a text of somebody's table means: a client, a project, or both in one cell. */
#include "base/base.h"

#include "base/text.h"
#include "work/project.h"

/* Bytes of the mark at `text` that stands between words; 0 where a word goes on. */
static size_t mark_length(const char *text)
{
    static const char *const marks[] = {"«", "»", "„", "“", "”", "–", "—", "·", "•", "|", "№"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (text_starts(text, marks[i]))
            return strlen(marks[i]);
    return strchr(" \t\n-_.,:;/\\()[]{}\"'<>#*", text[0]) != NULL;
}

/* Folded, with one space for whatever stands between the words. */
static const char *words_of(Ctx *cx, const char *text)
{
    const char *at = text_fold(cx->arena, text);
    char *words = arena_alloc(cx->arena, strlen(at) + 1);
    size_t end = 0;
    while (*at) {
        size_t length = mark_length(at);
        if (!length)
            words[end++] = *at++;
        else if (end && words[end - 1] != ' ')
            words[end++] = ' ';
        at += length;
    }
    while (end && words[end - 1] == ' ')
        end--;
    words[end] = 0;
    return words;
}

typedef enum { FITS_NOT, FITS_NAME, FITS_CLIENT, FITS_BOTH } Fit;

static Fit fit_of(Ctx *cx, const ProjectBrief *brief, const char *wanted)
{
    ArenaMark mark = arena_mark(cx->arena);
    const char *client = words_of(cx, brief->client_name);
    const char *name = words_of(cx, brief->name);
    const char *both = arena_printf(cx->arena, "%s %s", client, name);
    Fit fit = FITS_NOT;
    if (strcmp(wanted, both) == 0)
        fit = FITS_BOTH;
    else if (strcmp(wanted, client) == 0)
        fit = FITS_CLIENT;
    else if (strcmp(wanted, name) == 0)
        fit = FITS_NAME;
    arena_rewind(cx->arena, mark);
    return fit;
}

/* Live before archived, both names before the client's, the client's before the project's own. */
void project_match(Ctx *cx, const ProjectBriefList *all, const char *text, ProjectBriefList *matches)
{
    const char *wanted = words_of(cx, text);
    int *ranks = arena_new_array(cx->arena, int, all->count + 1);
    int best = 0;
    for (size_t i = 0; i < all->count && wanted[0]; i++) {
        Fit fit = fit_of(cx, &all->items[i], wanted);
        ranks[i] = fit == FITS_NOT ? 0 : (int)fit + (all->items[i].archived ? 0 : FITS_BOTH);
        best = MAX_OF(best, ranks[i]);
    }
    for (size_t i = 0; i < all->count && best; i++)
        if (ranks[i] == best)
            *(ProjectBrief *)list_push(cx->arena, matches) = all->items[i];
}

Err *project_find_by_name(Ctx *cx, const char *text, ProjectBriefList *matches)
{
    ProjectBriefList all = {0};
    TRY(project_all(cx, &all));
    project_match(cx, &all, text, matches);
    return NULL;
}
