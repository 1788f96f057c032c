/* SPDX-License-Identifier: MIT */
/* What people type into cells and heads of a plan. */
#include "base/base.h"

#include "base/day.h"
#include "base/text.h"
#include "formats/number.h"
#include "formats/week_head.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx *cx = fuzz_cx();
    const char *text = fuzz_text(cx, data, size), *rest;
    Amount amount;
    WeekHead head;
    Day day;
    if (!text_is_utf8(text, strlen(text)))
        return 0;
    if (amount_parse(text, &amount))
        assert(amount.thousandths <= AMOUNT_THOUSANDTHS_MAX && amount.minutes.n <= AMOUNT_MINUTES_MAX);
    if (amount_prefix(text, &amount, &rest))
        assert(rest >= text && rest <= text + strlen(text));
    if (week_head_parse(text, &head))
        (void)week_head_day(&head, 2026);
    if (day_parse(text, &day))
        assert(day_is_set(day));
    return 0;
}
