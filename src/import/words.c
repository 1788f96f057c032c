/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/words.h"

#define COLUMN_WORD(value, word) word,
const char *const column_role_words[] = {COLUMN_ROLES(COLUMN_WORD) NULL};

/* Tables of words are folded: lower case, е for ё. */
static const char *const column_words[][40] = {
    [COLUMN_PERSON] = {"сотрудник",      "сотрудники",    "имя",           "фио",
                       "ф.и.о.",         "человек",       "люди",          "исполнитель",
                       "исполнители",    "кто",           "специалист",    "имя сотрудника",
                       "фио сотрудника", "имя и фамилия", "фамилия",       "фамилия имя",
                       "фамилия и имя",  "person",        "people",        "name",
                       "employee",       "employees",     "resource",      "team member",
                       "member",         "assignee",      "staff",         "who",
                       "full name",      "person name",   "employee name", "namn"},
    [COLUMN_PROJECT] = {"проект",         "проекты",          "предмет",       "работа",
                        "задача",         "клиент / проект",  "клиент/проект", "клиент · проект",
                        "клиент, проект", "проект / клиент",  "проект/клиент", "project",
                        "projects",       "projekt",          "subject",       "task",
                        "work",           "activity",         "engagement",    "client / project",
                        "client/project", "client · project", "project name"},
    [COLUMN_CLIENT] = {"клиент", "клиенты", "заказчик", "бренд", "client", "customer", "account", "brand",
                       "client name", "customer name"},
    [COLUMN_WEEK] = {"неделя", "дата", "период", "день", "месяц", "начало недели", "неделя с", "week", "date", "day",
                     "month", "period", "week of", "week start", "week starting"},
    [COLUMN_HOURS] = {"часы", "часов", "ч", "часы в неделю", "кол-во часов", "количество часов", "план часов", "hours",
                      "hrs", "h", "planned hours"},
    [COLUMN_PERCENT] = {"%", "процент", "проценты", "процентов", "% загрузки", "процент загрузки", "percent",
                        "percentage", "allocation %", "% allocation", "загрузка %"},
    [COLUMN_VALUE] = {"загрузка", "план", "значение", "объем", "занятость", "allocation", "load", "value", "amount",
                      "utilisation", "utilization", "plan"},
    [COLUMN_STATE] = {"статус", "состояние", "status", "state", "подтверждено", "тип"},
    [COLUMN_POSITION] = {"должность", "роль", "позиция", "специальность", "position", "role", "job title", "title"},
    [COLUMN_TEAM] = {"отдел", "команда", "группа", "департамент", "team", "department", "group"},
    [COLUMN_NOTE] = {"комментарий", "комментарии", "примечание", "примечания", "заметка", "описание", "note", "notes",
                     "comment", "comments", "description"},
    [COLUMN_TOTAL] = {"итого", "всего", "итог", "сумма", "total", "sum", "среднее", "average"},
};

typedef struct {
    SubjectWord subject;
    const char *words[20];
} SubjectWords;

static const SubjectWords subject_words[] = {
    {{SUBJECT_ABSENCE, ABSENCE_VACATION},
     {"отпуск", "отп", "о", "отпуска", "vacation", "leave", "annual leave", "pto"}},
    {{SUBJECT_ABSENCE, ABSENCE_SICK},
     {"больничный", "больничныи", "больн", "болеет", "болезнь", "б", "бл", "б/л", "sick", "sick leave", "ill"}},
    {{SUBJECT_ABSENCE, ABSENCE_DAY_OFF},
     {"отгул", "выходной", "за свой счет", "day off", "dayoff", "days off", "off", "unpaid leave"}},
    {{SUBJECT_HOLIDAY, 0},
     {"праздник", "праздники", "праздничные дни", "праздничный день", "holiday", "holidays", "public holiday",
      "public holidays"}},
    {{SUBJECT_KIND, ALLOCATION_AGENCY_MEETING},
     {"встречи агентства", "встреча агентства", "встречи", "общие встречи", "общая встреча", "планерка", "планерки",
      "собрание", "собрания", "agency meeting", "company meetings", "all-hands", "all hands", "meetings"}},
    {{SUBJECT_KIND, ALLOCATION_PROCESS_MEETING},
     {"рабочие встречи", "встречи по процессам", "встречи по процессу", "процессные встречи", "статусы", "созвоны",
      "process meeting", "status meetings"}},
    {{SUBJECT_KIND, ALLOCATION_OWN_TASKS},
     {"внутреннее", "внутренние", "внутренние задачи", "внутренние проекты", "внутренняя работа", "свои задачи",
      "собственные задачи", "агентство", "internal", "internal tasks", "internal work", "own work", "admin"}},
    {{SUBJECT_KIND, ALLOCATION_LEARNING},
     {"обучение", "учеба", "курсы", "повышение квалификации", "training", "education", "courses"}},
    {{SUBJECT_KIND, ALLOCATION_NEW_BUSINESS},
     {"нью-бизнес", "нью бизнес", "ньюбиз", "новый бизнес", "тендеры", "пресейл", "пресейлы", "newbiz", "presale",
      "pre-sales", "pitches", "tenders"}},
    {{SUBJECT_KIND, ALLOCATION_RESERVE_CLIENT},
     {"резерв", "резерв на клиентов", "резерв на запросы", "резерв на запросы клиентов", "запас", "reserve", "buffer"}},
    {{SUBJECT_KIND, ALLOCATION_RESERVE_DATA}, {"резерв на данные", "резерв на отчеты", "резерв на отчет"}},
    {{SUBJECT_KIND, ALLOCATION_RESERVE_URGENT},
     {"форс-мажор", "форс мажор", "срочное", "резерв на форс-мажор", "резерв на срочное", "urgent"}},
    {{SUBJECT_FREE, 0},
     {"свободно", "остаток", "свободное время", "не занято", "недогруз", "норма", "емкость", "free", "available",
      "capacity", "remaining", "availability"}},
};

static const char *const total_words[] = {"итого", "всего",    "итог", "сумма",          "total",       "totals",
                                          "sum",   "subtotal", "σ",    "общая загрузка", "grand total", NULL};
static const char *const tentative_words[] = {
    "предварительно",  "предв", "предварит",   "бронь",    "бронирование", "?",    "под вопросом",
    "не подтверждено", "нет",   "возможно",    "план?",    "tentative",    "soft", "maybe",
    "pending",         "draft", "unconfirmed", "proposed", "no",           "hold", NULL};
static const char *const confirmed_words[] = {
    "подтверждено", "подтвержден", "подтв",    "точно", "да",   "план",   "факт",    "утверждено", "в работе",
    "confirmed",    "hard",        "approved", "yes",   "firm", "booked", "planned", "active",     NULL};

static bool is_one_of(const char *folded, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(folded, *words) == 0)
            return true;
    return false;
}

/* Folded, without the marks that people put behind a word. */
static const char *plain_word(Ctx *cx, const char *text)
{
    char *word = arena_strdup(cx->arena, text_fold(cx->arena, text));
    size_t length = strlen(word);
    while (length > 1 && strchr(".:*! ", word[length - 1]))
        word[--length] = 0;
    return word;
}

static ColumnRole role_of_word(const char *word)
{
    for (size_t role = COLUMN_PERSON; role < COUNT_OF(column_words); role++)
        if (is_one_of(word, column_words[role]))
            return (ColumnRole)role;
    return COLUMN_UNKNOWN;
}

/* The text up to a unit or an alternative: "Загрузка, %", "Часы (в неделю)", "Сотрудник / роль". */
static const char *before_mark(Ctx *cx, const char *text, const char *marks)
{
    return text_trim(cx->arena, arena_strndup(cx->arena, text, strcspn(text, marks)));
}

ColumnRole column_role(Ctx *cx, const char *head)
{
    char *word = arena_strdup(cx->arena, plain_word(cx, head));
    for (char *at = word; *at; at++)
        *at = *at == '_' ? ' ' : *at; /* "person_name" */
    ColumnRole role = role_of_word(word);
    if (role == COLUMN_UNKNOWN)
        role = role_of_word(before_mark(cx, word, ",(["));
    if (role == COLUMN_UNKNOWN)
        role = role_of_word(before_mark(cx, word, "/"));
    if (role == COLUMN_VALUE && says_percent(cx, head))
        return COLUMN_PERCENT;
    if (role == COLUMN_VALUE && says_hours(cx, head))
        return COLUMN_HOURS;
    return role;
}

bool says_percent(Ctx *cx, const char *text)
{
    const char *folded = text_fold(cx->arena, text);
    return strchr(folded, '%') || strstr(folded, "процент") || strstr(folded, "percent");
}

bool says_hours(Ctx *cx, const char *text)
{
    const char *folded = text_fold(cx->arena, text);
    return strstr(folded, "часы") || strstr(folded, "часов") || strstr(folded, "часах") || strstr(folded, "hours") ||
           text_ends(folded, ", ч") || strstr(folded, "(ч");
}

/* The house's own names of things, as its exports write them in either language. */
static bool own_word(Ctx *cx, const char *word, SubjectWord *subject)
{
    for (int lang = LANG_RU; lang <= LANG_EN; lang++) {
        Ctx speaker = *cx;
        speaker.lang = (Lang)lang;
        for (int kind = ALLOCATION_AGENCY_MEETING; kind < ALLOCATION_KIND_COUNT; kind++) {
            *subject = (SubjectWord){SUBJECT_KIND, kind};
            if (strcmp(word, plain_word(cx, allocation_kind_text(&speaker, (AllocationKind)kind))) == 0 ||
                strcmp(word, allocation_kind_words[kind]) == 0)
                return true;
        }
        for (int kind = ABSENCE_VACATION; kind <= ABSENCE_DAY_OFF; kind++) {
            *subject = (SubjectWord){SUBJECT_ABSENCE, kind};
            if (strcmp(word, plain_word(cx, absence_kind_text(&speaker, (AbsenceKind)kind))) == 0)
                return true;
        }
    }
    return false;
}

/* "Внутренние встречи": what stands behind the word that says whose they are; "" when no such word is there. */
static const char *behind_internal(const char *word)
{
    static const char *const whose[] = {"внутренн", "внутр", "internal", "общеагентск", NULL};
    for (size_t i = 0; whose[i]; i++)
        if (strncmp(word, whose[i], strlen(whose[i])) == 0 && strchr(word, ' '))
            return strchr(word, ' ') + 1;
    return "";
}

static SubjectWord find_subject(Ctx *cx, const char *word)
{
    SubjectWord subject = {SUBJECT_TOTAL, 0};
    const char *first = before_mark(cx, word, " ,:(");
    if (is_one_of(word, total_words) || (*first && is_one_of(first, total_words)))
        return subject;
    if (own_word(cx, word, &subject))
        return subject;
    for (size_t i = 0; i < COUNT_OF(subject_words); i++)
        if (is_one_of(word, subject_words[i].words))
            return subject_words[i].subject;
    const char *rest = behind_internal(word);
    for (size_t i = 0; *rest && i < COUNT_OF(subject_words); i++)
        if (subject_words[i].subject.kind == SUBJECT_KIND && is_one_of(rest, subject_words[i].words))
            return subject_words[i].subject;
    return (SubjectWord){SUBJECT_PROJECT, 0};
}

SubjectWord subject_word(Ctx *cx, const char *text)
{
    ArenaMark mark = arena_mark(cx->arena);
    SubjectWord subject = {SUBJECT_PROJECT, 0};
    if (*text && strlen(text) < 200)
        subject = find_subject(cx, plain_word(cx, text));
    arena_rewind(cx->arena, mark);
    return subject;
}

bool state_word(Ctx *cx, const char *text, bool *tentative)
{
    const char *word = plain_word(cx, text);
    *tentative = is_one_of(word, tentative_words);
    return !*word || *tentative || is_one_of(word, confirmed_words);
}
