/* SPDX-License-Identifier: MIT */
/* Settings of the agency: its name, positions and departments; and the first steps of an empty one. */
#include "base/base.h"

#include "people/agency.h"
#include "people/me.h"
#include "people/person.h"
#include "people/position.h"
#include "people/view_web.h"
#include "web/form.h"

#define WEEK_HOURS 40

typedef struct {
    const char *agency_name;
} AgencyIn;
SHAPE_STATIC(AgencyIn, FIELD(AgencyIn, agency_name, .label = N_("Name of the agency"), .required = true, .max = 80));

/* ---- settings ---- */

typedef struct {
    const char *agency_name, *agency_error, *error;
    bool may_write;
    PlaceList positions, departments;
} SettingsPage;
SHAPE_STATIC(SettingsPage, FIELD(SettingsPage, agency_name), FIELD(SettingsPage, agency_error, .hidden = true),
             FIELD(SettingsPage, error, .hidden = true), FIELD(SettingsPage, may_write, .hidden = true),
             FIELD_LIST(SettingsPage, positions, Place), FIELD_LIST(SettingsPage, departments, Place));

static Err *show(Ctx *cx, const Req *req, Reply *reply)
{
    SettingsPage *page = arena_new(cx->arena, SettingsPage);
    TRY(agency_name(cx, &page->agency_name));
    page->agency_name = form_typed(req, "agency_name", page->agency_name);
    page->agency_error = form_wrong(req, "agency_name");
    page->error = form_wrong_elsewhere(req, "agency_name");
    page->may_write = cx_scope(cx, "settings.write") == SCOPE_ALL;
    TRY(place_list(cx, PLACE_POSITION, &page->positions));
    TRY(place_list(cx, PLACE_DEPARTMENT, &page->departments));
    TRY(reply_show(cx, reply, IN(SettingsPage, page)));
    return reply_page(cx, reply, _("Settings"), IN(SettingsPage, page));
}

static Err *rename_agency(Ctx *cx, const Req *req, Reply *reply)
{
    AgencyIn in = {.agency_name = ""};
    TRY(form_read(cx, req, ONE(AgencyIn, &in)));
    TRY(agency_rename(cx, in.agency_name));
    reply_toast(reply, _("Saved"));
    return reply_see_other(cx, reply, "/settings");
}

/* ---- positions and departments ---- */

static PlaceKind kind_of(const Req *req)
{
    return strncmp(req->path, "/positions", strlen("/positions")) == 0 ? PLACE_POSITION : PLACE_DEPARTMENT;
}

typedef struct {
    PlaceList items;
} Places;
SHAPE_STATIC(Places, FIELD_LIST(Places, items, Place));

static Err *show_places(Ctx *cx, const Req *req, Reply *reply)
{
    Places *places = arena_new(cx->arena, Places);
    if (cx_scope(cx, "people.read") != SCOPE_ALL)
        return err_new(cx, ERR_DENIED, "", "%s", _("Your role does not include this. Ask whoever manages rights"));
    TRY(place_list(cx, kind_of(req), &places->items));
    return reply_show(cx, reply, IN(Places, places));
}

static Err *saved(Ctx *cx, const Req *req, Reply *reply, Id id)
{
    Place *place = arena_new(cx->arena, Place);
    TRY(place_get(cx, kind_of(req), id, place));
    reply_toast(reply, _("Saved"));
    TRY(reply_show(cx, reply, IN(Place, place)));
    return reply_see_other(cx, reply, "/settings");
}

static Err *add_place(Ctx *cx, const Req *req, Reply *reply)
{
    Place place = {.name = ""};
    TRY(person_may_write(cx, ID(0)));
    TRY(form_read(cx, req, ONE(Place, &place)));
    TRY(place_by_name(cx, kind_of(req), place.name, &place.id));
    reply->status = 201;
    return saved(cx, req, reply, place.id);
}

static Err *change_place(Ctx *cx, const Req *req, Reply *reply)
{
    Place place = {.name = ""};
    Id id;
    TRY(person_may_write(cx, ID(0)));
    TRY(req_id(cx, req, "id", &id));
    TRY(place_get(cx, kind_of(req), id, &place));
    TRY(form_read(cx, req, ONE(Place, &place)));
    TRY(place_change(cx, kind_of(req), &place));
    return saved(cx, req, reply, id);
}

static Err *remove_place(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    TRY(person_may_write(cx, ID(0)));
    TRY(req_id(cx, req, "id", &id));
    TRY(place_remove(cx, kind_of(req), id));
    reply_toast(reply, _("Removed"));
    return reply_see_other(cx, reply, "/settings");
}

/* ---- the first steps ---- */

typedef struct {
    const char *person_first_name, *agency_name, *agency_error;
    bool has_agency, has_plan, has_people;
    int week_hours;
} WelcomePage;
SHAPE_STATIC(WelcomePage, FIELD(WelcomePage, person_first_name), FIELD(WelcomePage, agency_name),
             FIELD(WelcomePage, agency_error), FIELD(WelcomePage, has_agency), FIELD(WelcomePage, has_plan),
             FIELD(WelcomePage, has_people), FIELD(WelcomePage, week_hours));

static Err *show_welcome(Ctx *cx, const Req *req, Reply *reply)
{
    WelcomePage *page = arena_new(cx->arena, WelcomePage);
    int64_t people;
    TRY(agency_name(cx, &page->agency_name));
    TRY(person_count(cx, &people));
    page->person_first_name = arena_strndup(cx->arena, cx->person_name, strcspn(cx->person_name, " "));
    page->has_agency = *page->agency_name != '\0';
    page->agency_name = form_typed(req, "agency_name", page->agency_name);
    page->agency_error = form_wrong(req, "agency_name");
    page->has_people = people > 1;
    page->week_hours = WEEK_HOURS;
    if (cx->hooks && cx->hooks->plan_has_begun)
        TRY(cx->hooks->plan_has_begun(cx, &page->has_plan));
    return reply_page(cx, reply, _("First steps"), IN(WelcomePage, page));
}

static Err *welcome(Ctx *cx, const Req *req, Reply *reply)
{
    AgencyIn in = {.agency_name = ""};
    TRY(form_read(cx, req, ONE(AgencyIn, &in)));
    TRY(agency_rename(cx, in.agency_name));
    return reply_see_other(cx, reply, "/welcome");
}

#define PLACE_ROUTES(path, what)                                                                                       \
    {METHOD_GET,                                                                                                       \
     path,                                                                                                             \
     "people.read",                                                                                                    \
     show_places,                                                                                                      \
     .out = &Places_shape,                                                                                             \
     .families = "people",                                                                                             \
     .summary = "The agency's " what "s, in its order"},                                                               \
        {METHOD_POST,         path,                                                                                    \
         "people.write",      add_place,                                                                               \
         .in = &Place_shape,  .fields = "name",                                                                        \
         .out = &Place_shape, .summary = "Adds a " what},                                                              \
        {METHOD_POST,                                                                                                  \
         path "/:id",                                                                                                  \
         "people.write",                                                                                               \
         change_place,                                                                                                 \
         .again = show,                                                                                                \
         .in = &Place_shape,                                                                                           \
         .fields = "name sort",                                                                                        \
         .out = &Place_shape,                                                                                          \
         .page = "people/settings.html",                                                                               \
         .view = &SettingsPage_shape,                                                                                  \
         .summary = "Renames a " what " or moves it in the order"},                                                    \
    {                                                                                                                  \
        METHOD_POST, path "/:id/remove", "people.write", remove_place, .again = show, .page = "people/settings.html",  \
                                                                       .view = &SettingsPage_shape,                    \
                                                                       .summary = "Removes a " what " that nobody has" \
    }

const Route settings_routes[] = {
    {METHOD_GET, "/settings", "settings.read", show, .out = &SettingsPage_shape, .page = "people/settings.html",
     .summary = "Settings of the agency"},
    {METHOD_POST, "/settings", "settings.write", rename_agency, .again = show, .in = &AgencyIn_shape,
     .fields = "agency_name", .page = "people/settings.html", .view = &SettingsPage_shape,
     .summary = "Names the agency"},
    PLACE_ROUTES("/positions", "position"),
    PLACE_ROUTES("/departments", "department"),
    {METHOD_GET, "/welcome", RIGHT_SIGNED_IN, show_welcome, .page = "people/welcome.html", .view = &WelcomePage_shape,
     .summary = "The first steps of an agency"},
    {METHOD_POST, "/welcome", "settings.write", welcome, .again = show_welcome, .in = &AgencyIn_shape,
     .fields = "agency_name", .page = "people/welcome.html", .view = &WelcomePage_shape,
     .summary = "Names a new agency"},
    {.path = NULL},
};
