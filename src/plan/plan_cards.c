/* SPDX-License-Identifier: MIT */
/* /plan?view=person: one person's weeks as cards, for a phone; each line of a card opens the editor. */
#include "base/base.h"

#include "plan/plan_page.h"
#include "work/view_web.h"

SHAPE(PlanCardItem, FIELD(PlanCardItem, label), FIELD(PlanCardItem, detail), FIELD(PlanCardItem, kind),
      FIELD(PlanCardItem, text), FIELD(PlanCardItem, path), FIELD(PlanCardItem, said), FIELD(PlanCardItem, hue));
SHAPE(PlanCard, FIELD(PlanCard, week), FIELD(PlanCard, label), FIELD(PlanCard, percent), FIELD(PlanCard, note),
      FIELD(PlanCard, said), FIELD(PlanCard, add_path), FIELD(PlanCard, history_path), FIELD(PlanCard, is_now),
      FIELD(PlanCard, is_past), FIELD(PlanCard, is_over), FIELD(PlanCard, is_off), FIELD(PlanCard, work),
      FIELD(PlanCard, intl), FIELD(PlanCard, leave), FIELD(PlanCard, resv), FIELD(PlanCard, tent),
      FIELD(PlanCard, over), FIELD_LIST(PlanCard, items, PlanCardItem));

static void put_items(PlanMaker *maker, const PlanRow *row, size_t w, PlanCard *card)
{
    for (size_t i = 0; i < row->subs.count; i++) {
        const PlanSub *sub = &row->subs.items[i];
        const PlanSubCell *cell = &sub->cells.items[w];
        if (!*cell->kind)
            continue;
        *(PlanCardItem *)list_push(maker->cx->arena, &card->items) = (PlanCardItem){.label = sub->label,
                                                                                    .detail = sub->detail,
                                                                                    .kind = cell->kind,
                                                                                    .text = cell->text,
                                                                                    .path = cell->path,
                                                                                    .said = cell->label,
                                                                                    .hue = sub->hue};
    }
}

static void put_card(PlanMaker *maker, const PlanRow *row, size_t w)
{
    Ctx *cx = maker->cx;
    const PlanCell *cell = &row->cells.items[w];
    PlanCard *card = list_push(cx->arena, &maker->page->cards);
    *card = (PlanCard){.week = cell->week,
                       .label = maker->week_texts[w],
                       .percent = *cell->percent ? cell->percent : "0",
                       .note = cell->note,
                       .said = cell->label,
                       .add_path = cell->path,
                       .history_path = path_with(cx, "/plan/history", "person_id", id_value(cx, row->id), "week",
                                                 day_iso(cx->arena, cell->week), NULL),
                       .is_now = cell->is_now,
                       .is_past = cell->is_past,
                       .is_over = cell->is_over,
                       .is_off = cell->is_off,
                       .work = cell->work,
                       .intl = cell->intl,
                       .leave = cell->leave,
                       .resv = cell->resv,
                       .tent = cell->tent,
                       .over = cell->over};
    put_items(maker, row, w, card);
}

void plan_make_cards(PlanMaker *maker)
{
    PlanPage *page = maker->page;
    for (size_t g = 0; page->is_person && g < page->groups_rows.count; g++)
        for (size_t i = 0; i < page->groups_rows.items[g].people.count && !page->person; i++)
            page->person = &page->groups_rows.items[g].people.items[i];
    for (size_t w = 0; page->person && w < page->person->cells.count; w++)
        put_card(maker, page->person, w);
}
