/* SPDX-License-Identifier: MIT */
#ifndef PLAN_EXPORT_H
#define PLAN_EXPORT_H
#include "plan/plan.h"
#include "base/buf.h"
MUST_USE Err *plan_xlsx(Ctx *cx, const Plan *plan, Buf *file);
MUST_USE Err *plan_csv(Ctx *cx, const Plan *plan, Buf *file);
#endif
