/* SPDX-License-Identifier: MIT */
/* The frame around every page: navigation, profile, addresses of scripts and styles. */
#ifndef WEB_SHELL_H
#define WEB_SHELL_H

#include "web/exchange.h"

typedef struct {
    const char *path, *label, *icon, *key;
    bool current;
    int count;
} ShellMenu;
extern const Shape ShellMenu_shape;

typedef struct {
    const char *src;
} ShellScript;
extern const Shape ShellScript_shape;

typedef struct {
    const char *lang, *title, *agency, *person_name, *person_initials, *path, *theme, *topics;
    int person_hue;
    Id person_id;
    bool signed_in;
    LIST_OF(ShellMenu) menu;
    const char *app_css, *app_js, *texts, *worker_js, *favicon, *cyrillic_font, *latin_font;
    LIST_OF(ShellScript) extra_js;
    const char *toast; /* a sentence after a change; "" none */
    Id toast_change;   /* the change that it can take back; 0: cannot */
} Shell;
extern const Shape Shell_shape;

/* Fills the frame for this exchange; the page's own title and topics come from its reply. */
void shell_fill(Exchange *exchange, const char *agency, Shell *shell);

/* "/a/app.HASH.css" of "app.css"; "" when the build has none. */
const char *asset_path(const char *name);

/* "error.html" */
typedef struct {
    int status;
    const char *title, *text, *request_id, *back;
} ErrorPage;
extern const Shape ErrorPage_shape;

#endif
