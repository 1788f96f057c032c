/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/embedded.h"
#include "base/text.h"
#include "web/shell.h"

SHAPE(ShellMenu, FIELD(ShellMenu, path), FIELD(ShellMenu, label), FIELD(ShellMenu, icon), FIELD(ShellMenu, key),
      FIELD(ShellMenu, current), FIELD(ShellMenu, count));
SHAPE(ShellScript, FIELD(ShellScript, src));
SHAPE(Shell, FIELD(Shell, lang), FIELD(Shell, title), FIELD(Shell, agency), FIELD(Shell, person_name),
      FIELD(Shell, person_initials), FIELD(Shell, path), FIELD(Shell, theme), FIELD(Shell, topics),
      FIELD(Shell, person_hue), FIELD(Shell, person_id), FIELD(Shell, signed_in), FIELD_LIST(Shell, menu, ShellMenu),
      FIELD(Shell, app_css), FIELD(Shell, app_js), FIELD(Shell, texts), FIELD(Shell, worker_js), FIELD(Shell, favicon),
      FIELD(Shell, cyrillic_font), FIELD(Shell, latin_font), FIELD_LIST(Shell, extra_js, ShellScript),
      FIELD(Shell, toast), FIELD(Shell, toast_change));
SHAPE(ErrorPage, FIELD(ErrorPage, status), FIELD(ErrorPage, title), FIELD(ErrorPage, text),
      FIELD(ErrorPage, request_id), FIELD(ErrorPage, back));

const char *asset_path(const char *name)
{
    for (size_t i = 0; i < embedded_assets_count; i++)
        if (strcmp(embedded_assets[i].name, name) == 0)
            return embedded_assets[i].path;
    return "";
}

static bool may_open(const Ctx *cx, const char *right)
{
    return strcmp(right, RIGHT_SIGNED_IN) == 0 || cx_scope(cx, right) != SCOPE_NONE;
}

static bool is_current(const char *path, const char *entry)
{
    size_t length = strlen(entry);
    return strncmp(path, entry, length) == 0 && (path[length] == 0 || path[length] == '/');
}

static int by_place(const void *a, const void *b)
{
    const MenuItem *const *left = a;
    const MenuItem *const *right = b;
    return (*left)->place - (*right)->place;
}

static int count_of(const Exchange *exchange, const MenuItem *item)
{
    for (size_t i = 0; i < exchange->counts.count; i++)
        if (exchange->counts.items[i].item == item)
            return exchange->counts.items[i].count;
    return 0;
}

static void fill_menu(Exchange *exchange, Shell *shell)
{
    Ctx *cx = &exchange->cx;
    LIST_OF(const MenuItem *) found = {0};
    for (const Feature *const *feature = exchange->web->options.features; *feature; feature++)
        for (const MenuItem *item = (*feature)->menu; item && item->path; item++)
            if (may_open(cx, item->right))
                *(const MenuItem **)list_push(cx->arena, &found) = item;
    if (found.count)
        qsort(found.items, found.count, sizeof found.items[0], by_place);
    for (size_t i = 0; i < found.count; i++) {
        const MenuItem *item = found.items[i];
        ShellMenu *entry = list_push(cx->arena, &shell->menu);
        int count = count_of(exchange, item);
        *entry = (ShellMenu){.path = item->path,
                             .label = tr(cx, item->label),
                             .icon = item->icon,
                             .key = item->key ? item->key : "",
                             .count = count,
                             .current = is_current(exchange->req.path ? exchange->req.path : "", item->path)};
    }
}

/* "the folder's own script": plan.js on pages of plan/. */
static void fill_scripts(Exchange *exchange, Shell *shell)
{
    Ctx *cx = &exchange->cx;
    const char *page = exchange->req.route && exchange->req.route->page ? exchange->req.route->page : "";
    const char *folder = arena_strndup(cx->arena, page, strcspn(page, "/"));
    const char *path = asset_path(arena_printf(cx->arena, "%s.js", folder));
    if (*folder && *path)
        ((ShellScript *)list_push(cx->arena, &shell->extra_js))->src = path;
}

/* "ID text" in the cookie that the redirect set. */
static void take_toast(Exchange *exchange, Shell *shell)
{
    Ctx *cx = &exchange->cx;
    const char *toast = pairs_get(&exchange->req.cookies, "toast");
    const char *decoded = *toast ? url_decode(cx->arena, toast, strlen(toast), false) : NULL;
    const char *space = decoded ? strchr(decoded, ' ') : NULL;
    shell->toast = "";
    if (!space || text_length(decoded) > 300)
        return;
    shell->toast = space + 1;
    text_int(arena_strndup(cx->arena, decoded, (size_t)(space - decoded)), &shell->toast_change.n);
    reply_cookie(cx, &exchange->req, &exchange->reply, "toast", "", 0);
}

void shell_fill(Exchange *exchange, const char *agency, Shell *shell)
{
    Ctx *cx = &exchange->cx;
    const Req *req = &exchange->req;
    const Reply *reply = &exchange->reply;
    const char *theme = pairs_get(&req->cookies, "theme");
    bool known_theme = strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0;
    *shell = (Shell){
        .lang = lang_word(cx->lang),
        .title = reply->title ? reply->title : "Takt",
        .agency = agency,
        .person_name = cx->person_name,
        .person_initials = text_initials(cx->arena, cx->person_name),
        .path = req->target ? req->target : "/",
        .theme = known_theme ? theme : (exchange->who.theme ? exchange->who.theme : ""),
        .topics = reply->topics ? reply->topics : (req->route && req->route->families ? req->route->families : ""),
        .person_hue = exchange->who.hue,
        .person_id = cx->person_id,
        .signed_in = cx->person_id.n != 0,
        .app_css = asset_path("app.css"),
        .app_js = asset_path("app.js"),
        .texts = asset_path(cx->lang == LANG_RU ? "texts.ru.json" : "texts.en.json"),
        .worker_js = cx->person_id.n ? asset_path("live-worker.js") : "",
        .favicon = asset_path("favicon.svg"),
        .cyrillic_font = asset_path("golos-text-cyrillic-wght-normal.woff2"),
        .latin_font = asset_path("golos-text-latin-wght-normal.woff2"),
    };
    if (cx->person_id.n)
        fill_menu(exchange, shell);
    fill_scripts(exchange, shell);
    take_toast(exchange, shell);
}
