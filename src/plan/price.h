/* SPDX-License-Identifier: MIT */
/* What a change of the plan takes from projects that others lead, told before it is done. */
#ifndef PLAN_PRICE_H
#define PLAN_PRICE_H

#include "plan/allocation.h"

/* One project that would lose time. */
typedef struct {
    Id project_id;
    const char *label;   /* "Берег · Лето" */
    const char *manager; /* who leads it; "" nobody */
    Minutes minutes;     /* taken in all */
    Minutes left;        /* still planned for it from the first of the weeks on, by everybody */
    Id person_id;        /* whose time, when it is one person's */
    const char *person_name;
    Minutes person_left; /* of that person */
    const char *say; /* "Берег · Лето (Мария Орлова): −8 h, 80 h stay, 12 h of them Полина Грек's" */
} PriceItem;
extern const Shape PriceItem_shape;
typedef LIST_OF(PriceItem) PriceItems;

typedef struct {
    PriceItems items; /* the largest loss first */
} Price;
extern const Shape Price_shape;

/* Reckons and writes nothing; values that cannot be read count as nothing. */
MUST_USE Err *price_of(Ctx *cx, const AllocationPuts *puts, Price *price);

#endif
