/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"
#include "base/test.h"

typedef struct {
    const char *text, *html, *json, *url;
} Example;

static const Example examples[] = {
    {"", "", "\"\"", ""},
    {"plain", "plain", "\"plain\"", "plain"},
    {"<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;", "\"\\u003cb>&\\\"'\"", "%3Cb%3E%26%22%27"},
    {"&amp;", "&amp;amp;", "\"&amp;\"", "%26amp%3B"},
    {"a\\b\n\t\r\x01\x7f", "a\\b\n\t\r\x01\x7f", "\"a\\\\b\\n\\t\\r\\u0001\\u007f\"", "a%5Cb%0A%09%0D%01%7F"},
    {"Ёж", "Ёж", "\"Ёж\"", "%D0%81%D0%B6"},
    {"a/b?c=d&e #f~-_.", "a/b?c=d&amp;e #f~-_.", "\"a/b?c=d&e #f~-_.\"", "a%2Fb%3Fc%3Dd%26e%20%23f~-_."},
};

static void check_escape(Test *t, void (*put)(Buf *, const char *), const char *text, const char *wanted)
{
    Buf buf = {0};
    buf_text(&buf, "|");
    put(&buf, text);
    buf_char(&buf, '|');
    char *got = buf_take(&buf, NULL);
    char *all = NULL;
    CHECK(t, asprintf(&all, "|%s|", wanted) > 0);
    CHECK_STR(t, got, all);
    free(all);
    free(got);
}

static void escapes(Test *t)
{
    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        check_escape(t, buf_html, examples[i].text, examples[i].html);
        check_escape(t, buf_json, examples[i].text, examples[i].json);
        check_escape(t, buf_url, examples[i].text, examples[i].url);
    }
}

static void prints_numbers(Test *t)
{
    static const int64_t numbers[] = {0, 1, -1, 9, 10, 1234567890123, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        char wanted[32];
        Buf buf = {0};
        snprintf(wanted, sizeof wanted, "%" PRId64, numbers[i]);
        buf_int(&buf, numbers[i]);
        CHECK_STR(t, buf.data, wanted);
        buf_finish(&buf);
    }
}

static void grows_and_stays_terminated(Test *t)
{
    Buf buf = {0};
    size_t length;
    for (int i = 0; i < 5000; i++) {
        buf_printf(&buf, "%s%d", "-", i % 10);
        CHECK_INT(t, buf.data[buf.length], 0);
    }
    CHECK_INT(t, buf.length, 10000);
    CHECK_INT(t, strlen(buf.data), 10000);
    buf_clear(&buf);
    CHECK_STR(t, buf.data, "");
    buf_put(&buf, "a\0b", 3);
    CHECK_INT(t, buf.length, 3);
    char *taken = buf_take(&buf, &length);
    CHECK_INT(t, length, 3);
    CHECK_INT(t, memcmp(taken, "a\0b", 4), 0);
    CHECK(t, !buf.data);
    free(taken);
}

static void takes_an_empty_buffer(Test *t)
{
    Buf buf = {0};
    size_t length = 9;
    char *taken = buf_take(&buf, &length);
    CHECK_STR(t, taken, "");
    CHECK_INT(t, length, 0);
    free(taken);
    buf_finish(&buf);
    buf_clear(&buf);
}

TEST_SUITE("base: buffer", {"HTML, JSON and addresses are escaped", escapes},
           {"numbers are printed to the last", prints_numbers},
           {"it grows and stays terminated", grows_and_stays_terminated},
           {"an empty buffer is an empty text", takes_an_empty_buffer});
