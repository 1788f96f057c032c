/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sys/stat.h>

#include "base/log.h"
#include "base/text.h"
#include "cli.h"

static const CliOption *find_option(const Cli *cli, const char *word)
{
    size_t length = strcspn(word, "=");
    for (const CliOption *option = cli->command->options; option->name; option++)
        if (strlen(option->name) == length && memcmp(option->name, word, length) == 0)
            return option;
    for (const CliOption *option = cli->common; option->name; option++)
        if (strlen(option->name) == length && memcmp(option->name, word, length) == 0)
            return option;
    return NULL;
}

/* Steps over one word, and over the value of an option that has one. */
static int width(const Cli *cli, int at)
{
    const char *word = cli->argv[at];
    const CliOption *option = text_starts(word, "--") ? find_option(cli, word + 2) : NULL;
    return option && option->value && !strchr(word, '=') ? 2 : 1;
}

const char *cli_option(const Cli *cli, const char *name, const char *fallback)
{
    size_t length = strlen(name);
    for (int i = 0; i < cli->argc; i += width(cli, i)) {
        const char *word = cli->argv[i];
        if (!text_starts(word, "--") || strncmp(word + 2, name, length) != 0)
            continue;
        if (word[2 + length] == '=')
            return word + 3 + length;
        if (word[2 + length] == 0 && i + 1 < cli->argc)
            return cli->argv[i + 1];
    }
    return fallback;
}

bool cli_flag(const Cli *cli, const char *name)
{
    for (int i = 0; i < cli->argc; i += width(cli, i))
        if (text_starts(cli->argv[i], "--") && strcmp(cli->argv[i] + 2, name) == 0)
            return true;
    return false;
}

const char *cli_argument(const Cli *cli, int n)
{
    for (int i = 0; i < cli->argc; i += width(cli, i))
        if (!text_starts(cli->argv[i], "--") && n-- == 0)
            return cli->argv[i];
    return "";
}

/* ---- help ---- */

static void print_option(const CliOption *option)
{
    char left[40];
    snprintf(left, sizeof left, "--%s %s", option->name, option->value ? option->value : "");
    printf("  %-28s %s\n", left, option->help);
}

static void print_help(const CliCommand *command, const CliOption *common)
{
    printf("takt %s%s%s [options]: %s\n\n", command->name, *command->arguments ? " " : "", command->arguments,
           command->help);
    for (const CliOption *option = command->options; option->name; option++)
        print_option(option);
    for (const CliOption *option = common; command->opens && option->name; option++)
        print_option(option);
}

static void print_commands(FILE *to, const CliCommand *commands)
{
    fprintf(to, "takt COMMAND [options]; takt COMMAND --help says more\n\n");
    for (; commands->name; commands++)
        fprintf(to, "  %-18s %s\n", commands->name, commands->help);
}

/* ---- running ---- */

/* How many words of argv the command's name takes; 0 when it is another. */
static int words_taken(const char *name, int argc, char **argv)
{
    int words = 0;
    while (*name) {
        size_t length = strcspn(name, " ");
        if (words >= argc || strlen(argv[words]) != length || memcmp(argv[words], name, length) != 0)
            return 0;
        words++;
        name += length + (name[length] == ' ');
    }
    return words;
}

static Err *check_words(Cli *cli)
{
    for (int i = 0; i < cli->argc; i += width(cli, i)) {
        const char *word = cli->argv[i];
        if (text_starts(word, "--") && !find_option(cli, word + 2))
            return err_fault(&cli->cx, "there is no option %s; see takt %s --help", word, cli->command->name);
        if (text_starts(word, "--") && width(cli, i) == 2 && i + 1 >= cli->argc)
            return err_fault(&cli->cx, "%s needs a value", word);
    }
    if (*cli->command->arguments && !*cli_argument(cli, 0))
        return err_fault(&cli->cx, "takt %s needs %s", cli->command->name, cli->command->arguments);
    return NULL;
}

static Err *find_database(Cli *cli)
{
    const char *url = cli_option(cli, "db", getenv("TAKT_DB"));
    const char *data = cli_option(cli, "data", url && *url ? "" : "data");
    cli->url = url ? url : "";
    if (!*data)
        return NULL;
    if (mkdir(data, 0700) != 0 && errno != EEXIST)
        return err_fault(&cli->cx, "cannot make the folder %s: %s", data, strerror(errno));
    if (!*cli->url)
        cli->url = arena_printf(cli->cx.arena, "sqlite:%s/takt.db", data);
    return NULL;
}

static Err *open_and_run(Cli *cli)
{
    App app = {0};
    if (!cli->command->opens)
        return cli->command->run(cli, &app);
    TRY(find_database(cli));
    StoreOptions options = {.url = cli->url};
    Err *err = app_open(&cli->cx, &options, &app);
    if (!err)
        err = cli->command->run(cli, &app);
    if (!err && cli->command->writes)
        err = app_tell_server(&cli->cx, &app);
    app_close(&app);
    return err;
}

static int report(Cli *cli, Err *err)
{
    for (const Err *one = err; one; one = one->next)
        fprintf(stderr, "takt: %s%s%s\n", one->field, *one->field ? ": " : "", one->text);
    return err && !cli->exit_code ? 1 : cli->exit_code;
}

int cli_run(int argc, char **argv, const CliCommand *commands, const CliOption *common)
{
    Cli cli = {.common = common};
    int words = 0;
    for (const CliCommand *command = commands; command->name && !words; command++) {
        words = words_taken(command->name, argc - 1, argv + 1);
        cli.command = command;
    }
    if (!words) {
        bool asked = argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0);
        print_commands(asked ? stdout : stderr, commands);
        return asked ? 0 : 2;
    }
    cli.argc = argc - 1 - words;
    cli.argv = argv + 1 + words;
    if (cli_flag(&cli, "help")) {
        print_help(cli.command, common);
        return 0;
    }
    arena_init(&cli.arena, (size_t)1 << 30);
    cli.cx = (Ctx){.arena = &cli.arena,
                   .person_name = "",
                   .request_id = "command",
                   .through = "command",
                   .action = cli.command->name,
                   .root = true,
                   .lang = lang_of(getenv("LANG"))};
    clock_set(&cli.cx);
    Err *err = check_words(&cli);
    int code = err ? 2 : 0;
    if (!err)
        err = open_and_run(&cli);
    if (!code)
        code = report(&cli, err);
    else
        report(&cli, err);
    arena_finish(&cli.arena);
    return code;
}
