/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/test.h"
#include "base/text.h"
#include "web/template.h"

typedef enum { MOOD_CALM, MOOD_GLAD } Mood;
static const char *const mood_words[] = {"calm", "glad", NULL};

typedef struct {
    const char *text;
    int number;
} Leaf;
SHAPE_STATIC(Leaf, FIELD(Leaf, text), FIELD(Leaf, number));

typedef struct {
    const char *name;
    LIST_OF(Leaf) leaves;
    const Leaf *best;
} Branch;
SHAPE_STATIC(Branch, FIELD(Branch, name), FIELD_LIST(Branch, leaves, Leaf), FIELD_ONE(Branch, best, Leaf));

typedef struct {
    const char *text, *empty, *path, *password, *cost;
    int64_t number, unset;
    int zero;
    bool yes, no;
    Id id;
    Day day, no_day;
    Minutes spent;
    Money sum;
    Instant at;
    Mood mood;
    LIST_OF(Branch) branches;
    LIST_OF(Leaf) none;
    TextList words, no_words;
    const Leaf *one, *nobody;
} Tree;
SHAPE_STATIC(Tree, FIELD(Tree, text), FIELD(Tree, empty), FIELD(Tree, path), FIELD(Tree, password, .secret = true),
             FIELD(Tree, cost, .right = "tree.costs"), FIELD(Tree, number), FIELD(Tree, unset, .nullable = true),
             FIELD(Tree, zero), FIELD(Tree, yes), FIELD(Tree, no), FIELD(Tree, id), FIELD(Tree, day),
             FIELD(Tree, no_day), FIELD(Tree, spent), FIELD(Tree, sum), FIELD(Tree, at),
             FIELD_WORD(Tree, mood, mood_words), FIELD_LIST(Tree, branches, Branch), FIELD_LIST(Tree, none, Leaf),
             FIELD(Tree, words), FIELD(Tree, no_words), FIELD_ONE(Tree, one, Leaf), FIELD_ONE(Tree, nobody, Leaf));

static Leaf leaves[] = {{"a", 1}, {"<b>", 2}, {"c", 3}};
static const char *words[] = {"one", "<two>"};
static Branch branches[] = {{.name = "left", .leaves = {leaves, 2}, .best = &leaves[1]}, {.name = "right"}};

static Tree tree(void)
{
    return (Tree){.text = "Tom & \"Jerry\"",
                  .empty = "",
                  .path = "/people?a=1&b=2",
                  .password = "hush",
                  .cost = "900",
                  .number = 12400,
                  .unset = NOT_SET,
                  .yes = true,
                  .id = ID(7),
                  .day = day_from_ymd(2026, 6, 17),
                  .no_day = DAY_NONE,
                  .spent = MINUTES(390),
                  .sum = {184000000},
                  .at = {day_from_ymd(2026, 6, 17).n * 86400 + 6 * 3600 + 40 * 60},
                  .mood = MOOD_GLAD,
                  .branches = {branches, 2},
                  .words = {words, 2},
                  .one = &leaves[0]};
}

typedef struct {
    Arena arena;
    Ctx cx;
} Desk;

static Ctx *desk_init(Desk *desk, Lang lang)
{
    arena_init(&desk->arena, 0);
    desk->cx = (Ctx){.arena = &desk->arena,
                     .today = day_from_ymd(2026, 6, 17),
                     .person_name = "",
                     .lang = lang,
                     .request_id = "test",
                     .action = "test"};
    return &desk->cx;
}

static void check_renders(Test *t, Ctx *cx, const char *text, const Tree *record, const char *wanted)
{
    const Template *page;
    Buf out = {0};
    CHECK_OK(t, template_compile_text(cx, cx->arena, "test.html", text, &Tree_shape, &page));
    template_render(cx, page, record, NULL, &out);
    buf_reserve(&out, 0);
    const char *got = arena_strdup(cx->arena, out.data);
    buf_finish(&out);
    CHECK_STR(t, got, wanted);
}

typedef struct {
    const char *text, *wanted;
} Example;

static void check_examples(Test *t, Lang lang, const Example *examples, size_t count)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, lang);
    Tree record = tree();
    for (size_t i = 0; i < count; i++)
        check_renders(t, cx, examples[i].text, &record, examples[i].wanted);
    arena_finish(&desk.arena);
}

static void puts_values(Test *t)
{
    static const Example examples[] = {
        {"", ""},
        {"plain, no braces { } }}", "plain, no braces { } }}"},
        {"{{text}}", "Tom &amp; &quot;Jerry&quot;"},
        {"|{{ text }}|", "|Tom &amp; &quot;Jerry&quot;|"},
        {"| {{number}}\n", "| 12400\n"},
        {"[{{empty}}{{unset}}{{no}}{{no_day}}]", "[]"},
        {"{{zero}} {{id}} {{yes}} {{mood}}", "0 7 1 glad"},
        {"<p title=\"{{text}}\" lang='{{text}}'>", "<p title=\"Tom &amp; &quot;Jerry&quot;\" lang='Tom &amp; "
                                                   "&quot;Jerry&quot;'>"},
        {"{{number}}{{number}}", "1240012400"},
        {"<b style=\"--v: {{zero}}\">", "<b style=\"--v: 0\">"},
    };
    check_examples(t, LANG_EN, examples, COUNT_OF(examples));
}

static void runs_sections(Test *t)
{
    static const Example examples[] = {
        {"{{#yes}}in{{/yes}}{{#no}}out{{/no}}", "in"},
        {"{{^yes}}in{{/yes}}{{^no}}out{{/no}}", "out"},
        {"{{#text}}{{number}}{{/text}}", "12400"},
        {"[{{#empty}}x{{/empty}}{{#zero}}x{{/zero}}{{#unset}}x{{/unset}}{{#no_day}}x{{/no_day}}]", "[]"},
        {"{{^empty}}1{{/empty}}{{^zero}}2{{/zero}}{{^unset}}3{{/unset}}{{^no_day}}4{{/no_day}}", "1234"},
        {"{{#mood}}m{{/mood}}{{#day}}d{{/day}}{{#spent}}s{{/spent}}", "mds"},
        {"{{#branches}}{{name}}:{{#leaves}} {{text}}{{/leaves}};{{/branches}}", "left: a &lt;b&gt;;right:;"},
        {"{{#branches}}{{#best}}{{text}}{{number}}{{/best}}{{^best}}none{{/best}},{{/branches}}", "&lt;b&gt;2,none,"},
        {"{{#words}}({{.}}){{/words}}{{_n words|a word|%d words}}", "(one)(&lt;two&gt;)2 words"},
        {"{{#no_words}}x{{/no_words}}{{^no_words}}none{{/no_words}}", "none"},
        {"{{#none}}x{{/none}}{{^none}}nothing{{/none}}", "nothing"},
        {"{{#one}}{{text}}{{/one}}{{#nobody}}{{text}}{{/nobody}}{{^nobody}}nobody{{/nobody}}", "anobody"},
        {"{{#yes}}a{{#yes}}b{{#no}}c{{/no}}d{{/yes}}e{{/yes}}", "abde"},
        {"<a{{#yes}} class=\"on\"{{/yes}}{{#no}} hidden{{/no}}>", "<a class=\"on\">"},
        {"<a class=\"x{{#yes}} on{{/yes}}\">", "<a class=\"x on\">"},
    };
    check_examples(t, LANG_EN, examples, COUNT_OF(examples));
}

static void takes_whole_lines(Test *t)
{
    static const Example examples[] = {
        {"a\n{{! note }}\nb\n", "a\nb\n"},
        {"a\n  {{! many\n  lines }}  \nb\n", "a\nb\n"},
        {"{{! only }}", ""},
        {"a {{! inside }} b", "a  b"},
        {"<ul>\n{{#branches}}\n  <li>{{name}}</li>\n{{/branches}}\n</ul>\n",
         "<ul>\n  <li>left</li>\n  <li>right</li>\n</ul>\n"},
        {"{{#yes}}\r\nx\r\n{{/yes}}\r\ny", "x\r\ny"},
        {"  {{#yes}}\n  x\n  {{/yes}}", "  x\n"},
        {"{{#yes}} {{/yes}}\nx", " \nx"},
        {"| {{#yes}}\n{{/yes}}|", "| \n|"},
        {"  {{number}}\n", "  12400\n"},
        {"  {{_ Save it}}\n", "  Save it\n"},
        {"a\n{{^no}}\n{{#yes}}\nb\n{{/yes}}\n{{/no}}\nc", "a\nb\nc"},
    };
    check_examples(t, LANG_EN, examples, COUNT_OF(examples));
}

static void formats_values_in_english(Test *t)
{
    static const Example examples[] = {
        {"{{spent}} {{spent|hours}} {{spent|hm}}", "6.5\u00a0h 6.5\u00a0h 6:30"},
        {"{{zero|percent}} {{number|percent}}", "0% 12,400%"},
        {"{{number|int}}", "12,400"},
        {"{{sum}} {{sum|plain}}", "₽1,840,000 1840000.00"},
        {"{{day|iso}} {{at|iso}}", "2026-06-17 2026-06-17T06:40:00Z"},
        {"{{spent|plain}} {{day|plain}} {{yes|plain}}", "390 2026-06-17 1"},
        {"{{text|url}}", "Tom%20%26%20%22Jerry%22"},
        {"{{text|initials}}", "T&amp;"},
        {"{{unset}}{{unset|int}}{{unset|percent}}{{no_day|iso}}{{no_day|week}}", ""},
    };
    check_examples(t, LANG_EN, examples, COUNT_OF(examples));
}

static void formats_values_in_russian(Test *t)
{
    static const Example examples[] = {
        {"{{spent}} {{spent|hm}}", "6,5\u00a0ч 6:30"},
        {"{{number|percent}} {{number|int}}", "12\u00a0400\u00a0% 12\u00a0400"},
        {"{{sum}}", "1\u00a0840\u00a0000\u00a0₽"},
        {"{{day}}", "17\u00a0июня"},
        {"{{day|week_short}}", "17–\u206023\u00a0июн"},
        {"{{day|weekday}}", "среда"},
        {"{{at}}", "17\u00a0июня, 9:40"},
    };
    check_examples(t, LANG_RU, examples, COUNT_OF(examples));
}

static void rounds_and_signs(Test *t)
{
    static const struct {
        int64_t minutes, kopecks;
        const char *wanted;
    } cases[] = {
        {0, 0, "0\u00a0ч 0:00 0\u00a0₽ 0.00"},
        {-90, -150, "\u22121,5\u00a0ч \u22121:30 \u22121,50\u00a0₽ -1.50"},
        {100, 5, "1,7\u00a0ч 1:40 0,05\u00a0₽ 0.05"},
        {59, 99999, "1\u00a0ч 0:59 999,99\u00a0₽ 999.99"},
        {60000, 100000000000, "1000\u00a0ч 1000:00 1\u00a0000\u00a0000\u00a0000\u00a0₽ 1000000000.00"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_RU);
    Tree record = tree();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        record.spent = MINUTES(cases[i].minutes);
        record.sum = (Money){cases[i].kopecks};
        check_renders(t, cx, "{{spent}} {{spent|hm}} {{sum}} {{sum|plain}}", &record, cases[i].wanted);
    }
    arena_finish(&desk.arena);
}

static void translates(Test *t)
{
    static const Example english[] = {
        {"{{_ waiting}}", "waiting"},
        {"<a title=\"{{_ Fish & chips}}\">", "<a title=\"Fish &amp; chips\">"},
        {"{{_n zero|one page|%d pages}}", "0 pages"},
        {"{{_n number|%d hour|%d hours}}", "12,400 hours"},
        {"{{_n branches|a branch|%d branches}}", "2 branches"},
    };
    static const Example russian[] = {
        {"{{_ waiting}}", "ждут"},
        {"a {{_ waiting}} b", "a ждут b"},
        {"{{_n zero|%d hour|%d hours}}", "0 часов"},
        {"{{_n branches|%d hour|%d hours}}", "2 часа"},
        {"{{#branches}}{{_n leaves|%d hour|%d hours}};{{/branches}}", "2 часа;0 часов;"},
    };
    check_examples(t, LANG_EN, english, COUNT_OF(english));
    check_examples(t, LANG_RU, russian, COUNT_OF(russian));
}

static void stops_attacks(Test *t)
{
    static const struct {
        const char *page, *value, *wanted;
    } cases[] = {
        {"<p>{{text}}</p>", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
        {"<p title=\"{{text}}\">", "\" onmouseover=\"x", "<p title=\"&quot; onmouseover=&quot;x\">"},
        {"<p title='{{text}}'>", "' autofocus onfocus='x", "<p title='&#39; autofocus onfocus=&#39;x'>"},
        {"<a href=\"{{text}}\">", "javascript:alert(1)", "<a href=\"#\">"},
        {"<a href=\"{{text}}\">", "JaVaScRiPt:alert(1)", "<a href=\"#\">"},
        {"<a href=\"{{text}}\">", " javascript:alert(1)", "<a href=\"#\">"},
        {"<a href=\"{{text}}\">", "java\nscript:alert(1)", "<a href=\"#\">"},
        {"<a href=\" {{text}}\">", "javascript:alert(1)", "<a href=\" #\">"},
        {"<a href=\"{{text|url}}\">", "javascript:alert(1)", "<a href=\"#\">"},
        {"<a HREF='{{text}}'>", "data:text/html,x", "<a HREF='#'>"},
        {"<a href = \"{{text}}\">", "vbscript:x", "<a href = \"#\">"},
        {"<form action=\"{{text}}\">", "//evil.example/", "<form action=\"#\">"},
        {"<form action=\"{{text}}\">", "/\\evil.example/", "<form action=\"#\">"},
        {"<form action=\"{{text}}\">", "/\t/evil.example/", "<form action=\"#\">"},
        {"<button formaction=\"{{text}}\">", "javascript:x", "<button formaction=\"#\">"},
        {"<img src=\"{{text}}\">", "x", "<img src=\"#\">"},
        {"<a href=\"{{#no}}/x{{/no}}{{text}}\">", "javascript:x", "<a href=\"#\">"},
        {"<a href=\"{{#no}}{{path}}{{/no}}{{text}}\">", "javascript:x", "<a href=\"#\">"},
        {"<a href=\"/find?q={{text}}\">", "a&b=\"c/d", "<a href=\"/find?q=a%26b%3D%22c%2Fd\">"},
        {"<a href=\"/find?q={{text|url}}#x\">", "ё", "<a href=\"/find?q=%D1%91#x\">"},
        {"<use href=\"#i-{{text}}\"/>", "plan", "<use href=\"#i-plan\"/>"},
        {"<a href=\"{{text}}\">", "/people/7?a=1&b=2", "<a href=\"/people/7?a=1&amp;b=2\">"},
        {"<a href=\"{{text|url}}\">", "/", "<a href=\"/\">"},
        {"<a href=\"{{text}}\">", "https://example.org/?a=\"", "<a href=\"https://example.org/?a=&quot;\">"},
        {"<a href=\"{{text}}\">", "MAILTO:a@example.org", "<a href=\"MAILTO:a@example.org\">"},
        {"<a href=\"{{text}}\">", "#top", "<a href=\"#top\">"},
        {"<a href=\"{{text}}\">", "?page=2", "<a href=\"?page=2\">"},
        {"<a href=\"{{text}}\">", "", "<a href=\"#\">"},
        {"<a href=\"/plan?from={{day}}&amp;id={{id}}\">", "", "<a href=\"/plan?from=2026-06-17&amp;id=7\">"},
        {"<script src=\"/a.js\"></script>{{text}}", "</script>", "<script src=\"/a.js\"></script>&lt;/script&gt;"},
        {"<!-- \" <a href= -->{{text}}", "<", "<!-- \" <a href= -->&lt;"},
        {"<style>a > b {}</style><i title=\"{{text}}\">", ">", "<style>a > b {}</style><i title=\"&gt;\">"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    Tree record = tree();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        record.text = cases[i].value;
        check_renders(t, cx, cases[i].page, &record, cases[i].wanted);
    }
    arena_finish(&desk.arena);
}

/* What must not compile, and a part of what is said about it. */
static void refuses_wrong_pages(Test *t)
{
    static const Example pages[] = {
        {"a\nb {{nothing}}", "test.html:2: {{nothing}}: Tree has no field \"nothing\""},
        {"{{#branches}}{{text}}{{/branches}}", "Branch has no field \"text\""},
        {"{{#branches}}{{#leaves}}{{name}}{{/leaves}}{{/branches}}", "Leaf has no field \"name\""},
        {"{{password}}", "secret"},
        {"{{#password}}x{{/password}}", "secret"},
        {"{{}}", "no field"},
        {"{{branches}}", "cannot be shown as a value"},
        {"{{one}}", "cannot be shown as a value"},
        {"{{words}}", "cannot be shown as a value"},
        {"{{.}}", "no field"},
        {"{{text|loud}}", "there is no formatter \"loud\""},
        {"{{text|hours}}", "cannot be shown so"},
        {"{{day|money}}", "cannot be shown so"},
        {"{{text|url|word}}", "one formatter"},
        {"{{#yes}}", "test.html:1: the section \"yes\" is never closed"},
        {"\n{{#yes}}\n{{#no}}\n{{/yes}}", "test.html:4: {{/yes}}: the section \"no\" of line 3 is still open"},
        {"{{/yes}}", "no section is open"},
        {"{{text", "not closed"},
        {"{{{text}}}", "no raw output"},
        {"{{&text}}", "no raw output"},
        {"{{=<% %>=}}", "no raw output"},
        {"{{_ }}", "nothing to translate"},
        {"{{_n number|one}}", "{{_n count|one text|many text}}"},
        {"{{_n text|one|many}}", "is no number"},
        {"{{>no-such-page}}", "there is no page \"no-such-page.html\""},
        {"<p title={{text}}>", "put quotes around the value of title"},
        {"<p title=x{{text}}>", "put quotes around the value of title"},
        {"<p {{text}}>", "in text and in quoted attributes only"},
        {"<{{text}}>", "in text and in quoted attributes only"},
        {"<p onclick=\"{{text}}\">", "cannot stand in the attribute onclick"},
        {"<iframe srcdoc=\"{{text}}\">", "cannot stand in the attribute srcdoc"},
        {"<script>{{text}}</script>", "inside a script element"},
        {"<SCRIPT>let a = '</b>';{{text}}</SCRIPT>", "inside a script element"},
        {"<style>{{number}}</style>", "inside a style element"},
        {"<!-- {{text}} -->", "in a comment"},
        {"<b style=\"color: {{text}}\">", "only a number"},
        {"<a href=\"{{number}}\">", "begins with a path"},
        {"<a href=\"/x?a={{spent|hours}}\">", "for people"},
        {"<a href=\"{{_ Save}}\">", "a sentence cannot stand"},
        {"{{#yes}}<p title=\"{{/yes}}\">", "different places"},
        {"<p {{#yes}}>{{/yes}}", "different places"},
        {"<p title=\"", "ends inside a tag"},
        {"<p title=\"{{>body}}\">", "cannot stand inside a tag"},
    };
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        const Template *page = NULL;
        Err *err = template_compile_text(cx, cx->arena, "test.html", pages[i].text, &Tree_shape, &page);
        if (!err || err->kind != ERR_FAULT || !strstr(err->text, pages[i].wanted))
            test_fail(t, __FILE__, __LINE__, "\"%s\" gives \"%s\"", pages[i].text, err ? err->text : "no error");
    }
    arena_finish(&desk.arena);
}

static void nests_deeply(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    Tree record = tree();
    Buf page = {0};
    for (int depth = 1; depth <= 33; depth++) {
        const Template *compiled;
        buf_clear(&page);
        for (int i = 0; i < depth; i++)
            buf_text(&page, "{{#yes}}");
        buf_text(&page, "x");
        for (int i = 0; i < depth; i++)
            buf_text(&page, "{{/yes}}");
        const char *text = arena_strdup(cx->arena, page.data);
        if (depth <= 32)
            check_renders(t, cx, text, &record, "x");
        else
            CHECK_ERR(t, template_compile_text(cx, cx->arena, "deep", text, &Tree_shape, &compiled), ERR_FAULT, "");
    }
    buf_finish(&page);
    arena_finish(&desk.arena);
}

static void hides_what_needs_a_right(Test *t)
{
    static const char page[] = "[{{cost}}{{#cost}}yes{{/cost}}{{^cost}}no{{/cost}}]";
    static const Grant grants[] = {{"tree.costs", SCOPE_TEAM}};
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    Tree record = tree();
    check_renders(t, cx, page, &record, "[no]");
    cx->grants = (Grants){grants, 1};
    check_renders(t, cx, page, &record, "[900yes]");
    arena_finish(&desk.arena);
}

/* A layout as the frame uses it, with a partial that all share. */
static void puts_a_page_into_its_layout(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    Tree record = tree();
    const Template *layout;
    TemplateBody body = {.record = &record};
    Buf out = {0};
    CHECK_OK(
        t, template_compile_text(cx, cx->arena, "people/body.html", "<p>{{text}}</p>\n", &Tree_shape, &body.compiled));
    CHECK_OK(t, template_compile_text(cx, cx->arena, "people/test.html", "<b>{{>logo}}</b>\n<main>\n{{>body}}\n</main>",
                                      &Tree_shape, &layout));
    template_render(cx, layout, &record, &body, &out);
    CHECK(t, strstr(out.data, "<main>\n<p>") != NULL && strstr(out.data, "</p>\n</main>") != NULL);
    CHECK(t, strstr(out.data, "<b><svg") == out.data);
    buf_clear(&out);
    template_render(cx, layout, &record, NULL, &out);
    CHECK(t, strstr(out.data, "<main>\n</main>") != NULL);
    buf_finish(&out);
    arena_finish(&desk.arena);
}

/* Files read themselves: the test's text has the name of a real page and includes it, which includes others. */
static void refuses_a_page_that_includes_itself(Test *t)
{
    Desk desk;
    Ctx *cx = desk_init(&desk, LANG_EN);
    const Template *page;
    Err *err = template_compile_text(cx, cx->arena, "logo.html", "{{>logo}}", &Tree_shape, &page);
    CHECK_ERR(t, err, ERR_FAULT, "");
    CHECK(t, strstr(err->text, "includes itself") != NULL);
    CHECK_ERR(t, template_compile(cx, cx->arena, "no/such.html", &Tree_shape, &page), ERR_FAULT, "");
    CHECK_OK(t, template_compile(cx, cx->arena, "logo.html", NULL, &page));
    arena_finish(&desk.arena);
}

TEST_SUITE("web: templates", {"values stand escaped where they are named", puts_values},
           {"sections follow lists, records and values", runs_sections},
           {"a tag alone on its line takes the line away", takes_whole_lines},
           {"values have their English look", formats_values_in_english},
           {"values have their Russian look", formats_values_in_russian},
           {"hours and money are rounded and signed", rounds_and_signs},
           {"texts and plurals are translated", translates}, {"a value can break out of no place", stops_attacks},
           {"a wrong page does not compile and says why", refuses_wrong_pages}, {"sections nest 32 deep", nests_deeply},
           {"a field with a right is empty for those without it", hides_what_needs_a_right},
           {"a layout takes in its page", puts_a_page_into_its_layout},
           {"a page that includes itself is refused", refuses_a_page_that_includes_itself});
