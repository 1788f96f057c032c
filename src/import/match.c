/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/alias.h"
#include "import/match.h"

#define WORDS_MAX 12
#define LETTERS_MAX 64

/* ---- words and letters ---- */

typedef struct {
    const char *items[WORDS_MAX];
    int count;
} NameWords;

static size_t mark_length(const char *text)
{
    static const char *const marks[] = {"«", "»", "„", "“", "”", "–", "—", "·", "•", "№"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (text_starts(text, marks[i]))
            return strlen(marks[i]);
    return strchr(" \t\n-_.,:;/\\()[]{}\"'<>#*|", text[0]) != NULL;
}

static NameWords words_of(Ctx *cx, const char *text)
{
    NameWords words = {0};
    char *at = arena_strdup(cx->arena, text_fold(cx->arena, text));
    while (*at && words.count < WORDS_MAX) {
        size_t mark;
        while (*at && (mark = mark_length(at)) > 0)
            at += mark;
        char *start = at;
        while (*at && !mark_length(at))
            at++;
        if (at > start)
            words.items[words.count++] = arena_strndup(cx->arena, start, (size_t)(at - start));
    }
    return words;
}

static int letters_of(const char *text, uint32_t *letters)
{
    int count = 0;
    for (; *text && count < LETTERS_MAX; count++) {
        unsigned char first = (unsigned char)*text++;
        letters[count] = first;
        for (; ((unsigned char)*text & 0xc0) == 0x80; text++)
            letters[count] = letters[count] << 8 | (unsigned char)*text;
    }
    return count;
}

/* Optimal string alignment, three rows of the table at a time. */
int edit_distance(const char *a, const char *b)
{
    uint32_t left[LETTERS_MAX], right[LETTERS_MAX];
    int rows[3][LETTERS_MAX + 1];
    int n = letters_of(a, left);
    int m = letters_of(b, right);
    for (int k = 0; k <= m; k++)
        rows[0][k] = k;
    for (int i = 1; i <= n; i++) {
        int *now = rows[i % 3];
        const int *up = rows[(i + 2) % 3];
        const int *up2 = rows[(i + 1) % 3];
        now[0] = i;
        for (int k = 1; k <= m; k++) {
            bool same = left[i - 1] == right[k - 1];
            now[k] = MIN_OF(MIN_OF(up[k] + 1, now[k - 1] + 1), up[k - 1] + !same);
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
                now[k] = MIN_OF(now[k], up2[k - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

/* How many slips of the pen a word of this length may hold. */
static int slips_allowed(const char *word)
{
    size_t length = text_length(word);
    return length >= 8 ? 2 : length >= 3 ? 1 : 0;
}

/* In a short word the first letter must be right: «Мая» is «Майя», «Яна» is not «Инна». */
static bool is_similar(Ctx *cx UNUSED, const char *a, const char *b)
{
    bool begins_alike = a[0] == b[0] && a[0] && a[1] == b[1];
    return edit_distance(a, b) <= slips_allowed(a) && (text_length(a) > 3 || begins_alike);
}

static bool is_initial(const char *word, const char *of)
{
    return text_length(word) == 1 && text_starts(of, word);
}

/* ---- choices ---- */

/* The choices with their texts folded once. */
static ImportChoices folded_choices(Ctx *cx, const ImportChoices *choices)
{
    ImportChoices folded = {0};
    for (size_t i = 0; choices && i < choices->count; i++)
        *(ImportChoice *)list_push(cx->arena, &folded) =
            (ImportChoice){text_fold(cx->arena, choices->items[i].text), choices->items[i].choice};
    return folded;
}

static const char *choice_of(Ctx *cx, const ImportChoices *folded_list, const char *text)
{
    const char *folded = text_fold(cx->arena, text);
    for (size_t i = 0; i < folded_list->count; i++)
        if (strcmp(folded_list->items[i].text, folded) == 0)
            return folded_list->items[i].choice;
    return "";
}

static ImportTarget left_out(void)
{
    return (ImportTarget){.kind = MATCH_LEFT, .choice = "skip", .label = ""};
}

static void note_near(Ctx *cx, ImportTarget *target, size_t at)
{
    *(size_t *)arena_list_push(cx->arena, &target->near.items, &target->near.count, sizeof(size_t)) = at;
}

/* ---- people ---- */

typedef enum { FITS_NOT, FITS_NEARLY, FITS_SHORTENED, FITS_ONE_WORD, FITS_INITIALS, FITS_WHOLE } PersonFit;

/* How many words of `some` stand among `all`, each taken once. */
static int words_in(Ctx *cx, const NameWords *some, const NameWords *all,
                    bool (*fits)(Ctx *, const char *, const char *))
{
    bool taken[WORDS_MAX] = {false};
    int found = 0;
    for (int i = 0; i < some->count; i++)
        for (int k = 0; k < all->count; k++)
            if (!taken[k] && fits(cx, some->items[i], all->items[k])) {
                taken[k] = true;
                found++;
                break;
            }
    return found;
}

static bool are_same(Ctx *cx UNUSED, const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool are_same_or_initial(Ctx *cx UNUSED, const char *a, const char *b)
{
    return strcmp(a, b) == 0 || is_initial(a, b);
}

static bool may_stand_for(Ctx *cx, const char *a, const char *b)
{
    return strcmp(a, b) == 0 || is_initial(a, b) || alias_stands_for(cx, a, b);
}

static PersonFit person_fit(Ctx *cx, const NameWords *text, const NameWords *name)
{
    int same = words_in(cx, text, name, are_same);
    if (!text->count || !name->count)
        return FITS_NOT;
    if (same == name->count && (name->count > 1 || text->count == 1)) /* with a patronymic the text has more words */
        return FITS_WHOLE;
    if (same > 0 && text->count > 1 && words_in(cx, text, name, are_same_or_initial) == text->count)
        return FITS_INITIALS;
    if (text->count == 1 && same == 1)
        return FITS_ONE_WORD;
    bool long_enough = text_length(text->items[0]) >= 3 || text->count > 1;
    if (long_enough && words_in(cx, text, name, may_stand_for) == text->count)
        return FITS_SHORTENED;
    bool enough = text->count == 1 || text->count >= name->count;
    return enough && words_in(cx, text, name, is_similar) == MIN_OF(text->count, name->count) ? FITS_NEARLY : FITS_NOT;
}

static ImportTarget person_found(const ImportWorld *world, size_t at, ImportMatchKind kind, Ctx *cx)
{
    const PersonBrief *person = &world->people.items[at];
    return (ImportTarget){.kind = kind,
                          .choice = arena_printf(cx->arena, "%" PRId64, person->id.n),
                          .id = person->id,
                          .label = person->name};
}

static ImportTarget person_new(const ImportWorld *world, const char *text)
{
    if (!world->may_add_people)
        return left_out();
    return (ImportTarget){.kind = MATCH_NEW, .choice = "new", .label = text};
}

static bool person_chosen(Ctx *cx, const ImportWorld *world, const char *text, const char *choice, ImportTarget *target)
{
    int64_t id = 0;
    if (strcmp(choice, "skip") == 0)
        *target = left_out();
    else if (strcmp(choice, "new") == 0)
        *target = person_new(world, text);
    else if (!text_int(choice, &id))
        return false;
    for (size_t i = 0; id && i < world->people.count; i++)
        if (world->people.items[i].id.n == id) {
            *target = person_found(world, i, MATCH_SURE, cx);
            return true;
        }
    return !id;
}

static ImportTarget person_by_name(Ctx *cx, const ImportWorld *world, const NameWords *names, const char *text)
{
    ImportTarget target = {.kind = MATCH_UNCLEAR, .choice = "", .label = text};
    NameWords words = words_of(cx, text);
    PersonFit best = FITS_NOT;
    for (size_t i = 0; i < world->people.count; i++) {
        ArenaMark mark = arena_mark(cx->arena);
        PersonFit fit = person_fit(cx, &words, &names[i]);
        arena_rewind(cx->arena, mark);
        if (fit > best)
            target.near.count = 0;
        best = MAX_OF(best, fit);
        if (fit == best && fit != FITS_NOT)
            note_near(cx, &target, i);
    }
    if (best == FITS_NOT)
        return person_new(world, text);
    if (target.near.count > 1)
        return target;
    ImportTarget found =
        person_found(world, target.near.items[0], best <= FITS_SHORTENED ? MATCH_CHECK : MATCH_SURE, cx);
    found.near.items = target.near.items;
    found.near.count = target.near.count;
    return found;
}

void import_match_people(Ctx *cx, const ImportTable *table, const ImportWorld *world, const ImportChoices *choices,
                         ImportTargets *targets)
{
    ImportChoices folded = folded_choices(cx, choices);
    NameWords *names = arena_new_array(cx->arena, NameWords, world->people.count + 1);
    for (size_t i = 0; i < world->people.count; i++)
        names[i] = words_of(cx, world->people.items[i].name);
    for (size_t i = 0; i < table->people.count; i++) {
        const char *text = table->people.items[i].text;
        ImportTarget *target = list_push(cx->arena, targets);
        if (!person_chosen(cx, world, text, choice_of(cx, &folded, text), target))
            *target = person_by_name(cx, world, names, text);
    }
}

/* ---- subjects ---- */

static ImportTarget project_found(Ctx *cx, const ImportWorld *world, size_t at, ImportMatchKind kind)
{
    const ProjectBrief *project = &world->projects.items[at];
    return (ImportTarget){.kind = kind,
                          .choice = arena_printf(cx->arena, "p%" PRId64, project->id.n),
                          .id = project->id,
                          .closed = project->archived || project->stage == PROJECT_LOST,
                          .label = project_label(cx->arena, project)};
}

/* "Client · Project" in one text: where the client ends and the project begins. */
static bool split_names(Ctx *cx, const char *text, const char **client, const char **project)
{
    static const char *const parts[] = {" · ", " / ", " — ", " – ", " - ", " | ", ": ", "/", " ("};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        const char *at = strstr(text, parts[i]);
        if (!at)
            continue;
        char *rest = arena_strdup(cx->arena, at + strlen(parts[i]));
        size_t length = strlen(rest);
        if (parts[i][1] == '(' && length && rest[length - 1] == ')')
            rest[length - 1] = 0;
        *client = text_trim(cx->arena, arena_strndup(cx->arena, text, (size_t)(at - text)));
        *project = text_trim(cx->arena, rest);
        if (**client && **project)
            return true;
    }
    return false;
}

static ImportTarget project_new(Ctx *cx, const ImportWorld *world, const ImportSubject *subject)
{
    if (!world->may_add_projects || !*subject->text)
        return left_out();
    ImportTarget target = {.kind = MATCH_NEW, .choice = "new", .client = subject->client, .project = subject->project};
    if ((!*target.client || !*target.project) && !split_names(cx, subject->text, &target.client, &target.project)) {
        target.client = subject->text;
        target.project = _("Main project");
    }
    target.label = arena_printf(cx->arena, "%s · %s", target.client, target.project);
    return target;
}

static ImportTarget word_found(const Ctx *cx, SubjectWord word)
{
    ImportTarget target = {.kind = MATCH_SURE, .word = word};
    if (word.kind == SUBJECT_KIND) {
        target.choice = allocation_kind_words[word.value];
        target.label = allocation_kind_text(cx, (AllocationKind)word.value);
    } else if (word.kind == SUBJECT_ABSENCE) {
        target.choice = absence_kind_words[word.value];
        target.label = absence_kind_text(cx, (AbsenceKind)word.value);
    } else {
        target.choice = "holiday";
        target.label = _("holidays");
    }
    return target;
}

static bool word_chosen(const Ctx *cx, const char *choice, ImportTarget *target)
{
    int value;
    bool found = true;
    if (strcmp(choice, "holiday") == 0)
        *target = word_found(cx, (SubjectWord){SUBJECT_HOLIDAY, 0});
    else if (word_value(allocation_kind_words, choice, &value) && value != ALLOCATION_PROJECT)
        *target = word_found(cx, (SubjectWord){SUBJECT_KIND, value});
    else if (word_value(absence_kind_words, choice, &value))
        *target = word_found(cx, (SubjectWord){SUBJECT_ABSENCE, value});
    else
        found = false;
    return found;
}

static bool subject_chosen(Ctx *cx, const ImportWorld *world, const ImportSubject *subject, const char *choice,
                           ImportTarget *target)
{
    int64_t id;
    if (strcmp(choice, "skip") == 0) {
        *target = left_out();
        return true;
    }
    if (strcmp(choice, "new") == 0 && *subject->text) {
        *target = project_new(cx, world, subject);
        return true;
    }
    if (*choice && word_chosen(cx, choice, target))
        return true;
    for (size_t i = 0; choice[0] == 'p' && text_int(choice + 1, &id) && i < world->projects.count; i++)
        if (world->projects.items[i].id.n == id) {
            *target = project_found(cx, world, i, MATCH_SURE);
            return true;
        }
    return false;
}

static bool is_short_for(Ctx *cx, const char *word, const char *of)
{
    return (text_length(word) >= 3 && text_starts(of, word)) || is_similar(cx, word, of);
}

/* Whether each word of the text is one of the project's or its client's, shortened or with a slip. */
static bool is_like(Ctx *cx, const NameWords *words, const ProjectBrief *project)
{
    ArenaMark mark = arena_mark(cx->arena);
    NameWords names = words_of(cx, project_label(cx->arena, project));
    bool like = words->count > 0 && words_in(cx, words, &names, is_short_for) == words->count;
    arena_rewind(cx->arena, mark);
    return like;
}

static size_t place_of_project(const ImportWorld *world, Id id)
{
    for (size_t i = 0; i < world->projects.count; i++)
        if (world->projects.items[i].id.n == id.n)
            return i;
    return 0;
}

static ImportTarget project_like(Ctx *cx, const ImportWorld *world, const ImportSubject *subject)
{
    ImportTarget target = {.kind = MATCH_UNCLEAR, .choice = "", .label = subject->text};
    NameWords words = words_of(cx, subject->text);
    for (size_t i = 0; i < world->projects.count; i++)
        if (!world->projects.items[i].archived && is_like(cx, &words, &world->projects.items[i]))
            note_near(cx, &target, i);
    if (target.near.count == 0)
        return project_new(cx, world, subject);
    ImportTarget found = project_found(cx, world, target.near.items[0], MATCH_CHECK);
    if (target.near.count > 1)
        return target;
    found.near.items = target.near.items;
    found.near.count = target.near.count;
    return found;
}

static ImportTarget project_by_name(Ctx *cx, const ImportWorld *world, const ImportSubject *subject)
{
    ImportTarget target = {.kind = MATCH_UNCLEAR, .choice = "", .label = subject->text};
    ProjectBriefList matches = {0};
    if (!*subject->text)
        return target; /* the table has no projects: somebody must say what the numbers are for */
    project_match(cx, &world->projects, subject->text, &matches);
    if (matches.count == 1)
        return project_found(cx, world, place_of_project(world, matches.items[0].id), MATCH_SURE);
    for (size_t i = 0; i < matches.count; i++)
        note_near(cx, &target, place_of_project(world, matches.items[i].id));
    return matches.count ? target : project_like(cx, world, subject);
}

void import_match_subjects(Ctx *cx, const ImportTable *table, const ImportWorld *world, const ImportChoices *choices,
                           ImportTargets *targets)
{
    ImportChoices folded = folded_choices(cx, choices);
    for (size_t i = 0; i < table->subjects.count; i++) {
        const ImportSubject *subject = &table->subjects.items[i];
        ImportTarget *target = list_push(cx->arena, targets);
        if (subject_chosen(cx, world, subject, choice_of(cx, &folded, subject->text), target))
            continue;
        if (subject->word.kind == SUBJECT_PROJECT)
            *target = project_by_name(cx, world, subject);
        else
            *target = word_found(cx, subject->word);
    }
}

/* ---- the world ---- */

Err *import_world_load(Ctx *cx, ImportWorld *world)
{
    *world = (ImportWorld){.may_add_people = cx_scope(cx, "people.write") == SCOPE_ALL,
                           .may_add_projects = cx_scope(cx, "projects.write") != SCOPE_NONE &&
                                               cx_scope(cx, "clients.write") != SCOPE_NONE};
    TRY(person_brief_list(cx, DAY_MIN, DAY_MAX, false, &world->people));
    return project_all(cx, &world->projects);
}
