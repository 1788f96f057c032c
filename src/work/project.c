/* SPDX-License-Identifier: MIT */
/* Projects as they are read; the rules of changing them are in project_change.c. */
#include "base/base.h"

#include "base/text.h"
#include "work/common.h"
#include "work/project.h"
#include "work/project.sql.h"

#define PROJECT_WORD(value, word) [value] = word,
const char *const project_kind_words[] = {PROJECT_KINDS(PROJECT_WORD) NULL};
const char *const project_stage_words[] = {PROJECT_STAGES(PROJECT_WORD) NULL};

SHAPE(Project, FIELD(Project, id), FIELD(Project, revision, .required = true),
      FIELD(Project, client_id, .label = N_("Client"), .required = true),
      FIELD(Project, name, .label = N_("Title"), .required = true, .max = 120),
      FIELD(Project, name_fold, .hidden = true), FIELD(Project, name_sort, .hidden = true),
      FIELD_WORD(Project, kind, project_kind_words, .label = N_("Kind")),
      FIELD_WORD(Project, stage, project_stage_words, .label = N_("Stage")),
      FIELD(Project, direction, .label = N_("Direction"), .max = 80),
      FIELD(Project, manager_id, .label = N_("Account manager")), FIELD(Project, deputy_id, .label = N_("Deputy")),
      FIELD(Project, starts, .label = N_("Start")), FIELD(Project, ends, .label = N_("End")),
      FIELD(Project, archived, .label = N_("In the archive")));

SHAPE(ProjectBrief, FIELD(ProjectBrief, id), FIELD(ProjectBrief, client_id), FIELD(ProjectBrief, client_name),
      FIELD(ProjectBrief, name), FIELD(ProjectBrief, hue), FIELD_WORD(ProjectBrief, stage, project_stage_words),
      FIELD(ProjectBrief, manager_id), FIELD(ProjectBrief, archived), FIELD(ProjectBrief, direction));

SHAPE(ProjectItem, FIELD(ProjectItem, id), FIELD(ProjectItem, revision), FIELD(ProjectItem, client_id),
      FIELD(ProjectItem, client_name, .label = N_("Client")), FIELD(ProjectItem, client_sort, .hidden = true),
      FIELD(ProjectItem, name, .label = N_("Project")), FIELD(ProjectItem, name_sort, .hidden = true),
      FIELD(ProjectItem, hue), FIELD_WORD(ProjectItem, kind, project_kind_words),
      FIELD_WORD(ProjectItem, stage, project_stage_words),
      FIELD(ProjectItem, kind_text, .label = N_("Kind"), .hidden = true),
      FIELD(ProjectItem, stage_text, .label = N_("Stage"), .hidden = true),
      FIELD(ProjectItem, direction, .label = N_("Direction")), FIELD(ProjectItem, manager_id),
      FIELD(ProjectItem, deputy_id), FIELD(ProjectItem, manager_name, .label = N_("Account manager")),
      FIELD(ProjectItem, deputy_name, .label = N_("Deputy")), FIELD(ProjectItem, manager_hue, .hidden = true),
      FIELD(ProjectItem, deputy_hue, .hidden = true), FIELD(ProjectItem, starts, .label = N_("Start")),
      FIELD(ProjectItem, ends, .label = N_("End")), FIELD(ProjectItem, archived));

SHAPE(ProjectList, FIELD(ProjectList, q, .hidden = true), FIELD(ProjectList, client_id, .hidden = true),
      FIELD(ProjectList, manager_id, .hidden = true), FIELD(ProjectList, stage, .hidden = true),
      FIELD(ProjectList, mine, .hidden = true), FIELD(ProjectList, archived, .hidden = true),
      FIELD(ProjectList, limit, .hidden = true), FIELD(ProjectList, cursor, .hidden = true, .max = 4000),
      FIELD_LIST(ProjectList, items, ProjectItem), FIELD(ProjectList, next));

SHAPE(ProjectConflict, FIELD_ONE(ProjectConflict, yours, Project), FIELD_ONE(ProjectConflict, theirs, Project),
      FIELD(ProjectConflict, changed_by_id), FIELD(ProjectConflict, changed_by_name));
SHAPE(ProjectPerson, FIELD(ProjectPerson, project_id),
      FIELD(ProjectPerson, person_id, .label = N_("Person"), .required = true));
SHAPE(ProjectParticipant, FIELD(ProjectParticipant, person_id), FIELD(ProjectParticipant, name),
      FIELD(ProjectParticipant, position), FIELD(ProjectParticipant, hue, .hidden = true));
SHAPE(ProjectParticipants, FIELD_LIST(ProjectParticipants, items, ProjectParticipant));

/* ---- words for people ---- */

const char *project_kind_text(const Ctx *cx, ProjectKind kind)
{
    return kind == PROJECT_RETAINER ? _("retainer") : _("fixed");
}

const char *project_stage_text(const Ctx *cx, ProjectStage stage)
{
    static const char *const texts[] = {
        [PROJECT_TENDER] = N_("tender"),     [PROJECT_WON] = N_("won"),         [PROJECT_CONTRACT] = N_("contract"),
        [PROJECT_KICK_OFF] = N_("kick-off"), [PROJECT_RUNNING] = N_("running"), [PROJECT_CLOSING] = N_("closing"),
        [PROJECT_DONE] = N_("finished"),     [PROJECT_LOST] = N_("lost"),
    };
    return tr(cx, texts[stage]);
}

bool project_stage_is_open(ProjectStage stage)
{
    return stage != PROJECT_DONE && stage != PROJECT_LOST;
}

const char *project_label(Arena *arena, const ProjectBrief *brief)
{
    return arena_printf(arena, "%s · %s", brief->client_name, brief->name);
}

/* ---- reading ---- */

typedef struct {
    Id id, viewer_id;
} ProjectKey;
SHAPE_STATIC(ProjectKey, FIELD(ProjectKey, id), FIELD(ProjectKey, viewer_id));

typedef struct {
    Id viewer_id, mine_id, client_id, manager_id;
    const char *q, *stage, *after_client, *after_name;
    int64_t after_id, fetch;
    bool archived;
} ProjectQuery;
SHAPE_STATIC(ProjectQuery, FIELD(ProjectQuery, viewer_id), FIELD(ProjectQuery, mine_id), FIELD(ProjectQuery, client_id),
             FIELD(ProjectQuery, manager_id), FIELD(ProjectQuery, q), FIELD(ProjectQuery, stage),
             FIELD(ProjectQuery, after_client), FIELD(ProjectQuery, after_name), FIELD(ProjectQuery, after_id),
             FIELD(ProjectQuery, fetch), FIELD(ProjectQuery, archived));

Err *project_scope(Ctx *cx, const char *right, Id project_id, bool *may)
{
    Project project;
    ProjectKey key = {project_id, work_viewer(cx, right)};
    return db_find(cx, &sql_project_get, IN(ProjectKey, &key), ONE(Project, &project), may);
}

Err *project_get(Ctx *cx, Id id, Project *project)
{
    ProjectKey key = {id, work_viewer(cx, "projects.read")};
    return db_one(cx, &sql_project_get, IN(ProjectKey, &key), ONE(Project, project));
}

Err *project_brief(Ctx *cx, Id id, ProjectBrief *brief)
{
    ProjectKey key = {id, work_viewer(cx, "projects.read")};
    return db_one(cx, &sql_project_brief_get, IN(ProjectKey, &key), ONE(ProjectBrief, brief));
}

Err *project_all(Ctx *cx, ProjectBriefList *briefs)
{
    ProjectKey key = {.viewer_id = work_viewer(cx, "projects.read")};
    return db_all(cx, &sql_project_brief_all, IN(ProjectKey, &key), MANY(ProjectBrief, briefs));
}

Err *project_participants(Ctx *cx, Id project_id, ProjectParticipants *people)
{
    Project project;
    TRY(project_get(cx, project_id, &project));
    return db_all(cx, &sql_project_participants, BY_ID(project_id), MANY(ProjectParticipant, &people->items));
}

SHAPE_STATIC(ProjectTally, FIELD(ProjectTally, live), FIELD(ProjectTally, tenders), FIELD(ProjectTally, unled),
             FIELD(ProjectTally, archived));

Err *project_tally(Ctx *cx, ProjectTally *counts)
{
    ProjectKey key = {.viewer_id = work_viewer(cx, "projects.read")};
    return db_one(cx, &sql_project_tally, IN(ProjectKey, &key), ONE(ProjectTally, counts));
}

/* The cursor is the last row's place in the order, so rows that come or go meanwhile move nothing. */
static Err *read_cursor(Ctx *cx, const char *cursor, ProjectQuery *query)
{
    TextList parts = text_split(cx->arena, cursor, '.');
    query->after_client = query->after_name = "";
    if (!cursor[0])
        return NULL;
    if (parts.count != 3 || !text_int(parts.items[0], &query->after_id))
        return err_new(cx, ERR_INPUT, "cursor", "%s", _("This is not a place in this list"));
    query->after_client = parts.items[1];
    query->after_name = parts.items[2];
    return NULL;
}

static Err *check_filter(Ctx *cx, ProjectList *list)
{
    int stage;
    list->q = list->q ? list->q : "";
    list->stage = list->stage ? list->stage : "";
    list->cursor = list->cursor ? list->cursor : "";
    list->next = "";
    if (list->stage[0] && strcmp(list->stage, "open") != 0 && !word_value(project_stage_words, list->stage, &stage))
        return err_new(cx, ERR_INPUT, "stage", "%s", _("Choose one of the offered values"));
    return work_check_limit(cx, &list->limit);
}

static ProjectQuery query_of(Ctx *cx, const ProjectList *list)
{
    return (ProjectQuery){.viewer_id = work_viewer(cx, "projects.read"),
                          .mine_id = list->mine ? cx->person_id : ID(0),
                          .client_id = list->client_id,
                          .manager_id = list->manager_id,
                          .q = text_fold(cx->arena, list->q),
                          .stage = list->stage,
                          .fetch = list->limit + 1,
                          .archived = list->archived};
}

Err *project_list(Ctx *cx, ProjectList *list)
{
    TRY(check_filter(cx, list));
    ProjectQuery query = query_of(cx, list);
    TRY(read_cursor(cx, list->cursor, &query));
    TRY(db_all(cx, &sql_project_page, IN(ProjectQuery, &query), MANY(ProjectItem, &list->items)));
    for (size_t i = 0; i < list->items.count; i++) {
        ProjectItem *item = &list->items.items[i];
        item->kind_text = project_kind_text(cx, item->kind);
        item->stage_text = project_stage_text(cx, item->stage);
    }
    if (list->items.count <= (size_t)list->limit)
        return NULL;
    list->items.count = (size_t)list->limit;
    const ProjectItem *last = &list->items.items[list->items.count - 1];
    list->next = arena_printf(cx->arena, "%" PRId64 ".%s.%s", last->id.n, last->client_sort, last->name_sort);
    return NULL;
}
