/* SPDX-License-Identifier: MIT */
/* The command line. */
#include "base/base.h"

#include <sodium.h>
#include <sys/stat.h>

#include "app.h"
#include "base/log.h"
#include "base/text.h"
#include "cli.h"
#include "db/migrate.h"
#include "demo/demo.h"
#include "import/import.h"
#include "import/list.h"
#include "ops/check.h"
#include "ops/job_command.h"
#include "ops/transfer.h"
#include "people/command.h"
#include "people/password.h"
#include "people/person.h"
#include "people/role.h"
#include "plan/export.h"
#include "plan/fill.h"
#include "web/router.h"

/* ---- serve ---- */

static Err *count_people(Ctx *cx, void *arg)
{
    return person_count(cx, arg);
}

static void say_how_to_begin(const Cli *cli, int64_t people)
{
    if (people > 0)
        return;
    printf("Nobody is here yet. Add the first person, who becomes administrator and head:\n"
           "  build/release/takt person add --db '%s' --name \"First Last\" --email you@agency.example\n",
           cli->url);
}

static Err *fill_demo_at_start(Cli *cli, App *app)
{
    Ctx *cx = &cli->cx;
    const char *password = password_generate(cx);
    DemoOptions options = {.seed = 1, .password = password};
    printf("Filling in the demo agency …\n");
    fflush(stdout);
    TRY(demo_fill(cx, app->store, &options));
    printf("The demo agency is ready. Sign in as anna@polden.example, pavel@polden.example (head) or\n"
           "admin@polden.example; the password of everybody is  %s\n",
           password);
    return NULL;
}

static Err *parse_listen(Cli *cli, WebOptions *options)
{
    const char *listen = cli_option(cli, "listen", "127.0.0.1:8080");
    const char *colon = strrchr(listen, ':');
    int64_t port;
    if (!colon || !text_int(colon + 1, &port) || port < 0 || port > 65535)
        return err_fault(&cli->cx, "--listen wants ADDR:PORT, such as 127.0.0.1:8080, not %s", listen);
    options->host = arena_strndup(cli->cx.arena, listen, (size_t)(colon - listen));
    options->port = (int)port;
    return NULL;
}

static Err *read_number(Cli *cli, const char *name, int64_t fallback, int *value)
{
    int64_t number = fallback;
    const char *text = cli_option(cli, name, "");
    if (*text && (!text_int(text, &number) || number < 0 || number > 100000))
        return err_fault(&cli->cx, "--%s wants a number, not %s", name, text);
    *value = (int)number;
    return NULL;
}

static Err *serve(Cli *cli, App *app)
{
    Ctx *cx = &cli->cx;
    int64_t people = 0;
    WebOptions options = {.base_url = cli_option(cli, "base-url", ""), .proxies = cli_option(cli, "proxy", "")};
    TRY(parse_listen(cli, &options));
    TRY(read_number(cli, "threads", 0, &options.threads));
    TRY(read_number(cli, "per-address", 0, &options.per_address));
    TRY(store_read(app->store, cx, count_people, &people));
    if (people == 0 && cli_flag(cli, "demo")) {
        TRY(fill_demo_at_start(cli, app));
        people = 1;
    }
    say_how_to_begin(cli, people);
    return app_serve(cx, app, &options);
}

/* ---- demo ---- */

static Err *demo(Cli *cli, App *app)
{
    Ctx *cx = &cli->cx;
    int seed;
    const char *given = cli_option(cli, "password", "");
    DemoOptions options = {.password = *given ? given : password_generate(cx)};
    TRY(read_number(cli, "people", 0, &options.people));
    TRY(read_number(cli, "clients", 0, &options.clients));
    TRY(read_number(cli, "weeks", 0, &options.weeks));
    TRY(read_number(cli, "seed", 1, &seed));
    options.seed = (unsigned)seed;
    TRY(demo_fill(cx, app->store, &options));
    printf("The demo agency is ready; the password of everybody is  %s\n", options.password);
    return NULL;
}

/* ---- people ---- */

static Err *read_password(Cli *cli, const char **password)
{
    char line[512] = "";
    if (!fgets(line, sizeof line, stdin))
        return err_fault(&cli->cx, "no password came on standard input");
    line[strcspn(line, "\r\n")] = 0;
    *password = arena_strdup(cli->cx.arena, line);
    return NULL;
}

static Err *person_add_command(Cli *cli, App *app)
{
    PersonCommand command = {.name = cli_option(cli, "name", ""),
                             .email = cli_option(cli, "email", ""),
                             .roles = cli_option(cli, "role", "")};
    const char *made = NULL;
    if (cli_flag(cli, "password-stdin"))
        TRY(read_password(cli, &command.password));
    TRY(person_command_add(&cli->cx, app->store, &command, &made));
    printf("%s can sign in as %s", command.name, command.email);
    if (made)
        printf(" with the password  %s", made);
    printf("\n");
    return NULL;
}

static Err *person_password_command(Cli *cli, App *app)
{
    const char *given = NULL;
    const char *made = NULL;
    if (cli_flag(cli, "password-stdin"))
        TRY(read_password(cli, &given));
    TRY(person_command_password(&cli->cx, app->store, cli_option(cli, "email", ""), given, &made));
    printf("The password was changed%s%s\n", made ? "; it is  " : "", made ? made : "");
    return NULL;
}

static Err *token_command(Cli *cli, App *app)
{
    const char *secret;
    TRY(person_command_token(&cli->cx, app->store, cli_option(cli, "person", ""), cli_option(cli, "name", ""),
                             &secret));
    printf("%s\n", secret);
    return NULL;
}

/* ---- import and export ---- */

static Err *import_plan(Cli *cli, App *app)
{
    ImportCommand command = {.file = cli_argument(cli, 0),
                             .year = cli_option(cli, "year", ""),
                             .unit = cli_option(cli, "unit", ""),
                             .over = cli_option(cli, "over", ""),
                             .words = cli_option(cli, "words", ""),
                             .changed = cli_option(cli, "changed", ""),
                             .layout = cli_option(cli, "layout", ""),
                             .sheets = cli_option(cli, "sheet", ""),
                             .roles = cli_option(cli, "role", ""),
                             .colours = cli_option(cli, "colour", ""),
                             .names = cli_option(cli, "match", ""),
                             .hidden = cli_flag(cli, "hidden"),
                             .dry = cli_flag(cli, "dry-run")};
    return import_command(&cli->cx, app->store, &command, &cli->exit_code);
}

static Err *import_list(Cli *cli, App *app, const ListDef *def)
{
    return list_command(&cli->cx, app->store, def, cli_argument(cli, 0), cli_flag(cli, "dry-run"), &cli->exit_code);
}

static Err *import_people(Cli *cli, App *app)
{
    return import_list(cli, app, &people_list);
}

static Err *import_clients(Cli *cli, App *app)
{
    return import_list(cli, app, &clients_list);
}

static Err *import_projects(Cli *cli, App *app)
{
    return import_list(cli, app, &projects_list);
}

static Err *export_plan(Cli *cli, App *app)
{
    ExportCommand command = {.file = cli_option(cli, "output", ""),
                             .from = cli_option(cli, "from", ""),
                             .weeks = cli_option(cli, "weeks", ""),
                             .format = cli_option(cli, "format", "")};
    return export_command(&cli->cx, app->store, &command);
}

/* ---- jobs ---- */

static Err *list_jobs(Cli *cli, App *app)
{
    return job_command_list(&cli->cx, app->store, cli_option(cli, "only", ""));
}

static Err *run_job(Cli *cli, App *app)
{
    return job_command_run(&cli->cx, app->store, cli_argument(cli, 0));
}

static Err *retry_job(Cli *cli, App *app)
{
    return job_command_retry(&cli->cx, app->store, cli_argument(cli, 0));
}

static Err *fill_plan(Cli *cli, App *app)
{
    FillCommand command = {
        .from = cli_option(cli, "from", ""), .weeks = cli_option(cli, "weeks", ""), .dry = cli_flag(cli, "dry-run")};
    return fill_command(&cli->cx, app->store, &command, &cli->exit_code);
}

/* ---- looking ---- */

/* Roles that a right lets in by default: "allow=head,account". */
static void print_roles(const Route *route)
{
    const char *comma = "";
    if (strcmp(route->right, RIGHT_PUBLIC) == 0) {
        printf(" allow=*");
        return;
    }
    printf(" allow=");
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool in = strcmp(route->right, RIGHT_SIGNED_IN) == 0;
        for (size_t f = 0; app_features[f] && !in; f++)
            for (const RightDef *def = app_features[f]->rights; def && def->name; def++)
                if (strcmp(def->name, route->right) == 0)
                    in = right_default(def, (Role)role) != SCOPE_NONE;
        if (!in)
            continue;
        printf("%s%s", comma, role_words[role]);
        comma = ",";
    }
}

static Err *routes(Cli *cli UNUSED, App *app UNUSED)
{
    for (RouteWalk walk = {.feature = app_features}; route_walk(&walk);) {
        const Route *route = walk.route;
        bool is_public = strcmp(route->right, RIGHT_PUBLIC) == 0;
        printf("%s %s %s%s%s bearer", method_word(route->method), route->path, route->right, is_public ? " public" : "",
               route->method == METHOD_GET || route->safe ? " safe" : "");
        print_roles(route);
        printf("\n");
    }
    return NULL;
}

static Err *migrate(Cli *cli, App *app UNUSED)
{
    printf("%s is at migration %d\n", cli->url, migrate_newest()); /* opening it brought it there */
    return NULL;
}

static Err *check(Cli *cli, App *app)
{
    return ops_check(&cli->cx, app->store, &cli->exit_code);
}

static Err *verify_audit(Cli *cli, App *app)
{
    return ops_verify_audit(&cli->cx, app->store, &cli->exit_code);
}

static Err *copy(Cli *cli, App *app)
{
    const char *to = cli_option(cli, "to", "");
    if (!*to)
        return err_fault(&cli->cx, "takt copy needs --to URL");
    return ops_copy(&cli->cx, app->store, to, stdout);
}

static Err *version(Cli *cli, App *app UNUSED)
{
    printf("takt %s\n", TAKT_VERSION);
    if (cli_flag(cli, "full"))
        ops_version_full();
    return NULL;
}

static const CliOption db_options[] = {
    {"data", "DIR", "folder of the database (DIR/takt.db)"},
    {"db", "URL", "sqlite:PATH or postgresql://…; also TAKT_DB"},
    {.name = NULL},
};

static const CliCommand commands[] = {
    {"serve", "", "serve the agency", serve, .opens = true,
     .options = {{"listen", "ADDR:PORT", "address; port 0 takes a free one (127.0.0.1:8080)"},
                 {"threads", "N", "threads that answer requests (as many as cores, 2 at least)"},
                 {"per-address", "N", "connections of one address at once (100); proxies and this machine: any"},
                 {"demo", NULL, "fill an empty database with the demo agency"},
                 {"base-url", "URL", "the address that people use, when a proxy stands before it"},
                 {"proxy", "ADDR", "addresses of proxies whose X-Forwarded-* headers count"}}},
    {"demo", "", "fill an empty database with the demo agency", demo, .opens = true, .writes = true,
     .options = {{"people", "N", "so many people in all"},
                 {"clients", "N", "so many clients in all"},
                 {"weeks", "N", "so many weeks of the generated people"},
                 {"seed", "N", "another agency of the same size (1)"},
                 {"password", "TEXT", "of everybody; one is made up and printed otherwise"}}},
    {"import plan", "FILE", "bring a plan table (XLSX, ODS, CSV)", import_plan, .opens = true, .writes = true,
     .options = {{"year", "YYYY", "year of weeks that do not say theirs"},
                 {"unit", "percent|hours|share", "what bare numbers are"},
                 {"over", "refuse|fit|overtime", "what to do with what would pass 100 % (refuse)"},
                 {"words", "PERCENT", "how much of a week a cell with words only is"},
                 {"sheet", "NAMES", "only these sheets, semicolons between"},
                 {"layout", "WORD", "wide, tree, long, week-sheets or person-sheets; seen by itself otherwise"},
                 {"role", "LIST", "what columns and rows are: \"C=project;5=head;Sheet!9=ignore\""},
                 {"colour", "LIST", "what fills mean: \"9DC3E6=tentative;FFE699=vacation\""},
                 {"match", "LIST", "who and what names are: \"Anya=Anna Vetrova;Old=skip\""},
                 {"changed", "keep|file", "cells that somebody changed in Takt since the last import (keep)"},
                 {"hidden", NULL, "hidden rows and columns count"},
                 {"dry-run", NULL, "only say what would happen"}}},
    {"import people", "FILE", "bring a list of people (XLSX, ODS, CSV)", import_people, .opens = true, .writes = true,
     .options = {{"dry-run", NULL, "only say what would happen"}}},
    {"import clients", "FILE", "bring a list of clients", import_clients, .opens = true, .writes = true,
     .options = {{"dry-run", NULL, "only say what would happen"}}},
    {"import projects", "FILE", "bring a list of projects", import_projects, .opens = true, .writes = true,
     .options = {{"dry-run", NULL, "only say what would happen"}}},
    {"plan fill", "", "put the usual internal lines into weeks that come", fill_plan, .opens = true, .writes = true,
     .options = {{"from", "DATE", "first week (the next one)"},
                 {"weeks", "N", "how many (1)"},
                 {"dry-run", NULL, "only say what would happen"}}},
    {"export plan", "", "write the plan as a table", export_plan, .opens = true,
     .options = {{"output", "FILE", "where to; standard output otherwise"},
                 {"from", "DATE", "first week"},
                 {"weeks", "N", "how many (13)"},
                 {"format", "xlsx|csv|plain-csv|json", "by the file's ending otherwise"}}},
    {"person add", "", "add a person who may sign in", person_add_command, .opens = true, .writes = true,
     .options = {{"name", "TEXT", "first and last name"},
                 {"email", "ADDR", "to sign in with"},
                 {"role", "WORDS", "administrator,head,account,specialist,accountant,lawyer,contractor"},
                 {"password-stdin", NULL, "read the password from standard input"}}},
    {"person password", "", "set a new password", person_password_command, .opens = true, .writes = true,
     .options = {{"email", "ADDR", "whose"}, {"password-stdin", NULL, "read it from standard input"}}},
    {"token", "", "make a token for programs and print it", token_command, .opens = true, .writes = true,
     .options = {{"person", "EMAIL", "who the program acts for"}, {"name", "TEXT", "what it is for"}}},
    {"jobs run", "NAME", "run a scheduled job now and wait for its end", run_job, .opens = true, .writes = true},
    {"jobs retry", "ID", "let a job that waits or was given up begin at once", retry_job, .opens = true,
     .writes = true},
    {"jobs", "", "list what the server does by itself", list_jobs, .opens = true,
     .options = {{"only", "WORD", "waiting, running, done, dead, or failed: with an error"}}},
    {"routes", "", "print every address with its right", routes, .opens = false},
    {"migrate", "", "bring the database up to date", migrate, .opens = true},
    {"check", "", "check the database", check, .opens = true},
    {"audit verify", "", "check that nobody changed the audit log", verify_audit, .opens = true},
    {"copy", "", "copy the database into an empty one, also of the other kind", copy, .opens = true,
     .options = {{"to", "URL", "sqlite:PATH or postgresql://…"}}},
    {"version", "", "print the version", version, .opens = false, .options = {{"full", NULL, "with the libraries"}}},
    {.name = NULL, .opens = false},
};

int main(int argc, char **argv)
{
    arena_keep_memory();
    if (sodium_init() < 0)
        return 3;
    return cli_run(argc, argv, commands, db_options);
}
