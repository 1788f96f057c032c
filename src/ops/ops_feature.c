/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/audit_seal.h"
#include "ops/ops_feature.h"

static const Route *const tables[] = {job_routes, NULL};

static const TopicDef topics[] = {{"jobs", "settings.read"}, {.family = NULL}};

static Err *seal(Ctx *cx, const void *body UNUSED, bool *more)
{
    return audit_seal(cx, more);
}

static const JobDef audit_seal_job = {
    .kind = "audit.seal", .label = N_("Seal the audit log"), .run = seal, .each_minutes = 1};

static const JobDef *const jobs[] = {&audit_seal_job, &job_forget_job, NULL};

const Feature ops_feature = {.name = "ops", .routes = tables, .topics = topics, .jobs = jobs};
