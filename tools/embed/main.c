/* SPDX-License-Identifier: MIT */
#include "embed.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int at_least; /* arguments after the name */
    int (*run)(int count, char **args);
    const char *usage;
} commands[] = {
    {"sql", 2, embed_sql, "ROOT OUT.c FILE.sql…"},
    {"sql-header", 3, embed_sql_header, "ROOT OUT.h FILE.sql"},
    {"files", 3, embed_files, "ROOT OUT.c DEPFILE CATALOGUE.mo…"},
    {"assets", 2, embed_assets, "OUT.c DEPFILE [FOLDER]"},
    {"msgids", 4, embed_msgids, "ROOT OUT.c OUT.pot DEPFILE"},
    {"inputs", 3, embed_inputs, "ROOT OUT DEPFILE"},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (argc >= 2 + commands[i].at_least && strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        fprintf(stderr, "usage: embed %s %s\n", commands[i].name, commands[i].usage);
    return 2;
}
