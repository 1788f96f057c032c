/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "import/import.h"
#include "import/import_feature.h"

static const Route *const tables[] = {import_routes, list_routes, NULL};

static const RightDef rights[] = {
    {"plan.import", "administrator:all head:all account:all", N_("Bring plan tables in")},
    {.name = NULL},
};

static const JobDef *const jobs[] = {&import_forget_job, NULL};

const Feature import_feature = {.name = "import", .routes = tables, .rights = rights, .jobs = jobs};
