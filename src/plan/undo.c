/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/allocation.h"
#include "plan/calendar_own.h"
#include "plan/overtime.h"
#include "plan/plan_template.h"
#include "plan/plan_view.h"
#include "plan/request.h"
#include "plan/undo.h"

const Undoer plan_undoers[] = {
    {.noun = "allocation", .restore_all = allocation_restore_all},
    {.noun = "overtime", .restore = overtime_restore},
    {.noun = "absence", .restore = absence_restore},
    {.noun = "plan_request", .restore = plan_request_restore},
    {.noun = "plan_template", .restore = plan_template_restore},
    {.noun = "plan_view", .restore = plan_view_restore},
    {.noun = "calendar_day", .restore = calendar_own_restore},
    {.noun = NULL},
};
