/* SPDX-License-Identifier: MIT */
/* Web assets: what ui/build.mjs made, by the logical names of its manifest.json. */
#include "embed.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const types[][2] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".woff2", "font/woff2"},
    {".svg", "image/svg+xml; charset=utf-8"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
};

static const char *type_of(const char *path)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (ends_with(path, types[i][0]))
            return types[i][1];
    fail(path, 0, "has no known content type; add it to tools/embed/assets.c");
}

static const char *skip_space(const char *at)
{
    while (isspace((unsigned char)*at))
        at++;
    return at;
}

/* Takes a JSON string without escapes, which is all that file names need. */
static char *take_string(const char *path, const char **at)
{
    const char *start = skip_space(*at);
    size_t length = *start == '"' ? strcspn(start + 1, "\"\\\n") : 0;
    if (*start != '"' || start[1 + length] != '"')
        fail(path, 0, "is not a flat object of names: \"%.20s\"", start);
    *at = skip_space(start + 1 + length + 1);
    return copy_text(start + 1, length);
}

static void manifest_read(const char *path, List *logical, List *hashed)
{
    const char *at = skip_space(file_read(path, NULL, false));
    if (*at++ != '{')
        fail(path, 0, "does not start with {");
    at = skip_space(at);
    while (*at && *at != '}') {
        list_add(logical, take_string(path, &at));
        if (*at++ != ':')
            fail(path, 0, "lacks a colon behind \"%s\"", logical->items[logical->count - 1]);
        list_add(hashed, take_string(path, &at));
        at += *at == ',';
        at = skip_space(at);
    }
}

/* Writes one form of an asset as an array; false when the file is not there. */
static bool put_bytes(Text *out, const char *path, size_t index, const char *form, bool optional, List *files)
{
    size_t size = 0;
    const char *data = file_read(path, &size, optional);
    if (!data)
        return false;
    text_format(out, "static const char asset_%zu_%s[] =\n    ", index, form);
    text_literal(out, data, size);
    text_add(out, ";\n");
    list_add(files, path);
    return true;
}

static void put_form(Text *entry, size_t index, const char *form, bool there)
{
    if (there)
        text_format(entry, "     .%s = {(const unsigned char *)asset_%zu_%s, sizeof asset_%zu_%s - 1},\n", form, index,
                    form, index, form);
}

static void put_asset(Text *out, Text *table, const char *folder, const char *name, const char *hashed, size_t index,
                      List *files)
{
    static const struct {
        const char *form, *suffix;
    } forms[] = {{"plain", ""}, {"gz", ".gz"}, {"br", ".br"}};
    text_format(table, "    {.name = \"%s\",\n     .path = \"/a/%s\",\n     .type = \"%s\",\n", name, hashed,
                type_of(hashed));
    for (size_t i = 0; i < 3; i++) {
        Text path = {0};
        text_format(&path, "%s/%s%s", folder, hashed, forms[i].suffix);
        put_form(table, index, forms[i].form, put_bytes(out, path.data, index, forms[i].form, i > 0, files));
    }
    text_add(table, "    },\n");
}

int embed_assets(int count, char **args)
{
    List logical = {0}, hashed = {0}, files = {0}, none = {0};
    Text out = {0}, table = {0}, manifest = {0};
    if (count > 2) {
        text_format(&manifest, "%s/manifest.json", args[2]);
        manifest_read(manifest.data, &logical, &hashed);
        list_add(&files, manifest.data);
    }
    text_add(&out, "/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\n");
    for (size_t i = 0; i < logical.count; i++)
        put_asset(&out, &table, args[2], logical.items[i], hashed.items[i], i, &files);
    text_add(&out, "\nconst EmbeddedAsset embedded_assets[] = {\n");
    text_put(&out, table.data ? table.data : "", table.length);
    text_format(&out, "    {.name = NULL},\n};\nconst size_t embedded_assets_count = %zu;\n", logical.count);
    file_write(args[0], &out);
    depfile_write(args[1], args[0], &files, &none);
    return 0;
}
