/* SPDX-License-Identifier: MIT */
/* Heads and cells of a list: what field is meant, what value. */
#include "base/base.h"

#include "base/text.h"
#include "base/value_read.h"
#include "import/list.h"

/* Without what stands in brackets or behind a comma: "Hours (a week)". */
static const char *bare(Ctx *cx, const char *text)
{
    return text_trim(cx->arena, text_fold(cx->arena, arena_strndup(cx->arena, text, strcspn(text, "(,"))));
}

static bool is_one_of(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at && *at; at += strcspn(at, "|") + (at[strcspn(at, "|")] == '|'))
        if (strcspn(at, "|") == length && strncmp(at, word, length) == 0)
            return true;
    return false;
}

/* A label in any language: a list that went out in English comes back to a Russian. */
static bool is_label(Ctx *cx, const char *label, const char *folded)
{
    Ctx other = *cx;
    for (int lang = LANG_RU; lang <= LANG_EN; lang++) {
        other.lang = (Lang)lang;
        if (strcmp(bare(cx, tr(&other, label)), folded) == 0)
            return true;
    }
    return false;
}

const char *list_field_of_head(Ctx *cx, const ListDef *def, const char *head)
{
    const char *folded = bare(cx, head);
    for (size_t i = 0; *folded && i < def->count; i++) {
        const ListColumn *column = &def->columns[i];
        const Field *field = shape_field(def->shape, column->field);
        if (strcmp(folded, column->field) == 0 || is_label(cx, field->label, folded) ||
            is_one_of(column->heads, folded))
            return column->field;
    }
    return "";
}

static Err *no_value(Ctx *cx, const Field *field, const char *text)
{
    return err_new(cx, ERR_INPUT, field->name, _("%s: “%s” is none of the values"), tr(cx, field->label), text);
}

static Err *flag_value(Ctx *cx, const Field *field, const char *text, void *record)
{
    static const char yes[] = "1|да|yes|true|истина|+|x|х|✓", no[] = "0|нет|no|false|ложь|-|—";
    const char *folded = text_fold(cx->arena, text);
    if (!is_one_of(yes, folded) && !is_one_of(no, folded))
        return no_value(cx, field, text);
    field_set_int(field, record, is_one_of(yes, folded));
    return NULL;
}

static Err *word_of_text(Ctx *cx, const Field *field, const ListColumn *column, const char *text, void *record)
{
    const char *folded = text_fold(cx->arena, text);
    Ctx other = *cx;
    for (int value = 0; field->words[value]; value++)
        for (int lang = LANG_RU; lang <= LANG_EN; lang++) {
            other.lang = (Lang)lang;
            const char *shown = column->word_text ? column->word_text(&other, value) : "";
            if (strcmp(folded, field->words[value]) == 0 || strcmp(folded, text_fold(cx->arena, shown)) == 0) {
                field_set_int(field, record, value);
                return NULL;
            }
        }
    return no_value(cx, field, text);
}

Err *list_value(Ctx *cx, const ListDef *def, const ListColumn *column, const char *text, void *record)
{
    const Field *field = shape_field(def->shape, column->field);
    if (field->kind == KIND_FLAG)
        return flag_value(cx, field, text, record);
    if (field->kind == KIND_WORD)
        return word_of_text(cx, field, column, text, record);
    return value_read(cx, field, text, record);
}

const char *list_shown(Ctx *cx, const ListDef *def, const ListColumn *column, const void *record)
{
    const Field *field = shape_field(def->shape, column->field);
    int64_t number = field->kind == KIND_TEXT ? 0 : field_int(field, record);
    if (field->kind == KIND_TEXT)
        return field_text(field, record);
    if (field_is_null(field, record))
        return "";
    if (field->kind == KIND_FLAG)
        return number ? _("yes") : _("no");
    if (field->kind == KIND_WORD)
        return column->word_text ? column->word_text(cx, (int)number) : field_text(field, record);
    if (field->kind == KIND_DAY)
        return day_iso(cx->arena, DAY(number));
    return arena_printf(cx->arena, "%" PRId64, number);
}
