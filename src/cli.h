/* SPDX-License-Identifier: MIT */
/* Words and options of the command line. */
#ifndef CLI_H
#define CLI_H

#include "app.h"

typedef struct {
    const char *name, *value, *help; /* value NULL: a flag */
} CliOption;

typedef struct Cli Cli;

typedef struct {
    const char *name;      /* "person add" */
    const char *arguments; /* "FILE" */
    const char *help;
    Err *(*run)(Cli *cli, App *app);
    bool opens;  /* needs the database */
    bool writes; /* a running server is told */
    CliOption options[16];
} CliCommand;

struct Cli {
    Ctx cx;
    Arena arena;
    const CliCommand *command;
    const CliOption *common;
    int argc; /* behind the command's words */
    char **argv;
    const char *url; /* of the database */
    int exit_code;
};

/* The value behind --name; fallback when it was not given. */
const char *cli_option(const Cli *cli, const char *name, const char *fallback);
bool cli_flag(const Cli *cli, const char *name);
/* The n-th word that is no option; "" when there is none. */
const char *cli_argument(const Cli *cli, int n);

/* Finds the command, opens the database where it needs one, runs it. The exit code: 0 done, 2 wrong use, 1 failed. */
int cli_run(int argc, char **argv, const CliCommand *commands, const CliOption *common);

#endif
