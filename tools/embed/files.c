/* SPDX-License-Identifier: MIT */
/* Files as they are: pages, migrations, data, catalogues; and the list of what the browser part is made from. */
#include "embed.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Files of one kind: where they lie, and the name that the program knows each by. */
typedef struct {
    List paths, names;
} Kind;

static void kind_add(Kind *kind, const char *path, const char *name)
{
    list_add(&kind->paths, path);
    list_add(&kind->names, name);
}

static char *join(const char *folder, const char *name)
{
    Text text = {0};
    text_format(&text, "%s/%s", folder, name);
    return text.data;
}

/* "src/plan/pages/plan.html" is "plan/plan.html"; other .html files of a feature folder are refused. */
static void add_feature_pages(Kind *kind, const char *source, List *folders)
{
    List found = {0};
    folder_walk(source, ".html", &found, folders);
    for (size_t i = 0; i < found.count; i++) {
        const char *below = found.items[i] + strlen(source) + 1, *pages = strstr(below, "/pages/");
        Text name = {0};
        if (!pages)
            fail(found.items[i], 0, "a page belongs into the folder pages of its feature");
        text_format(&name, "%.*s%s", (int)(pages - below), below, pages + strlen("/pages"));
        kind_add(kind, found.items[i], name.data);
    }
}

/* Names are what stands behind strip bytes of the path: "ui/pages/layout.html" is "layout.html". */
static void add_below(Kind *kind, const char *folder, const char *suffix, size_t strip, List *folders)
{
    List found = {0};
    folder_walk(folder, suffix, &found, folders);
    for (size_t i = 0; i < found.count; i++)
        kind_add(kind, found.items[i], found.items[i] + strip);
}

static void check_names(const Kind *kind)
{
    for (size_t i = 0; i < kind->names.count; i++) {
        long first = list_find(&kind->names, kind->names.items[i]);
        if (first != (long)i)
            fail(kind->paths.items[i], 0, "has the name of %s", kind->paths.items[first]);
    }
}

static void put_kind(Text *out, const char *name, const Kind *kind, List *all)
{
    check_names(kind);
    for (size_t i = 0; i < kind->paths.count; i++) {
        size_t size = 0;
        const char *data = file_read(kind->paths.items[i], &size, false);
        text_format(out, "static const char %s_%zu[] =\n    ", name, i);
        text_literal(out, data, size);
        text_add(out, ";\n");
        list_add(all, kind->paths.items[i]);
    }
    text_format(out, "\nconst Embedded embedded_%s[] = {\n", name);
    for (size_t i = 0; i < kind->paths.count; i++)
        text_format(out, "    {\"%s\", (const unsigned char *)%s_%zu, sizeof %s_%zu - 1},\n", kind->names.items[i],
                    name, i, name, i);
    text_add(out, "    {NULL, NULL, 0},\n};\n");
    text_format(out, "const size_t embedded_%s_count = %zu;\n\n", name, kind->paths.count);
}

int embed_files(int count, char **args)
{
    const char *root = args[0], *source = join(root, "src"), *migrations = join(root, "migrations");
    Kind pages = {0}, steps = {0}, data = {0}, catalogues = {0};
    List all = {0}, folders = {0};
    Text out = {0};
    add_feature_pages(&pages, source, &folders);
    add_below(&pages, join(root, "ui/pages"), ".html", strlen(root) + strlen("/ui/pages/"), &folders);
    add_below(&steps, migrations, ".sql", strlen(migrations) + 1, &folders);
    add_below(&data, source, ".txt", strlen(source) + 1, &folders);
    add_below(&data, join(root, "demo"), ".txt", strlen(root) + 1, &folders);
    for (int i = 3; i < count; i++)
        kind_add(&catalogues, args[i], strrchr(args[i], '/') ? strrchr(args[i], '/') + 1 : args[i]);
    list_add(&folders, root); /* notices that migrations, demo or ui appear */
    text_add(&out, "/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\n");
    put_kind(&out, "pages", &pages, &all);
    put_kind(&out, "migrations", &steps, &all);
    put_kind(&out, "data", &data, &all);
    put_kind(&out, "catalogues", &catalogues, &all);
    file_write(args[1], &out);
    depfile_write(args[2], args[1], &all, &folders);
    return 0;
}

/* FNV-1a: enough to notice a change. */
static uint64_t checksum(const char *data, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    return hash;
}

/*
 * Lists what the browser part is made from, with checksums: everything in ui but its pages, TypeScript beside the
 * features, catalogues, the lock file. The list changes when one of them does, and only then is the bundle made again.
 */
int embed_inputs(int count, char **args)
{
    (void)count;
    const char *root = args[0];
    List files = {0}, folders = {0};
    Text out = {0};
    folder_walk(join(root, "ui"), "", &files, &folders);
    folder_walk(join(root, "src"), ".ts", &files, &folders);
    folder_walk(join(root, "po"), ".po", &files, &folders);
    list_add(&files, join(root, "package-lock.json"));
    for (size_t i = 0; i < files.count; i++) {
        size_t size = 0;
        const char *data = file_read(files.items[i], &size, false);
        if (!ends_with(files.items[i], ".html"))
            text_format(&out, "%016" PRIx64 " %s\n", checksum(data, size), files.items[i]);
    }
    file_write(args[1], &out);
    depfile_write(args[2], args[1], &files, &folders);
    return 0;
}
