/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "import/alias.h"
#include "import/match.h"

/* Short forms and the beginnings of the names that they stand for; folded. */
static const struct {
    const char *word, *names;
} short_forms[] = {
    {"саша", "александр"},
    {"саня", "александр"},
    {"шура", "александр"},
    {"леша", "алексеи алексей"},
    {"алеша", "алексей"},
    {"дима", "дмитрий"},
    {"митя", "дмитрий"},
    {"катя", "екатерина"},
    {"маша", "мария"},
    {"настя", "анастасия"},
    {"ася", "анастасия анна"},
    {"оля", "ольга"},
    {"таня", "татьяна"},
    {"наташа", "наталья наталия"},
    {"лена", "елена алена"},
    {"аня", "анна"},
    {"нюта", "анна"},
    {"юля", "юлия"},
    {"ира", "ирина"},
    {"света", "светлана"},
    {"женя", "евгений евгения"},
    {"паша", "павел"},
    {"миша", "михаил"},
    {"коля", "николай"},
    {"вова", "владимир"},
    {"володя", "владимир"},
    {"сережа", "сергей"},
    {"леня", "леонид"},
    {"костя", "константин"},
    {"ваня", "иван"},
    {"петя", "петр"},
    {"витя", "виктор"},
    {"вика", "виктория"},
    {"ксюша", "ксения оксана"},
    {"даша", "дарья дария"},
    {"поля", "полина"},
    {"соня", "софия софья"},
    {"лиза", "елизавета"},
    {"стас", "станислав"},
    {"слава", "вячеслав станислав ярослав"},
    {"рита", "маргарита"},
    {"надя", "надежда"},
    {"люба", "любовь"},
    {"люда", "людмила"},
    {"галя", "галина"},
    {"валя", "валентина валентин"},
    {"рома", "роман"},
    {"тема", "артем артемий"},
    {"макс", "максим"},
    {"лева", "лев"},
    {"федя", "федор"},
    {"гриша", "григорий"},
    {"боря", "борис"},
    {"толя", "анатолий"},
    {"юра", "юрий"},
    {"влад", "владислав владимир"},
    {"аля", "алина алла александра"},
    {"гоша", "георгий игорь"},
    {"жора", "георгий"},
    {"вася", "василий василиса"},
    {"андрюша", "андрей"},
    {"кирюша", "кирилл"},
    {"илюша", "илья"},
    {"верочка", "вера"},
    {"alex", "alexander alexandra александр алексей"},
    {"kate", "екатерина catherine"},
    {"max", "maxim максим"},
};

static bool is_short_form(const char *word, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(short_forms); i++) {
        if (strcmp(short_forms[i].word, word) != 0)
            continue;
        for (const char *at = short_forms[i].names; *at;) {
            size_t length = strcspn(at, " ");
            if (strncmp(name, at, length) == 0)
                return true;
            at += length + (at[length] == ' ');
        }
    }
    return false;
}

static bool is_latin(const char *word)
{
    for (; *word; word++)
        if ((unsigned char)*word >= 0x80)
            return false;
    return true;
}

const char *alias_latin(Ctx *cx, const char *word)
{
    /* а … я in the order of the alphabet */
    static const char *const letters[] = {"a", "b",  "v",  "g",   "d", "e", "zh", "z", "i",  "i", "k",
                                          "l", "m",  "n",  "o",   "p", "r", "s",  "t", "u",  "f", "h",
                                          "c", "ch", "sh", "sch", "",  "y", "",   "e", "yu", "ya"};
    Buf latin = {0};
    for (const unsigned char *at = (const unsigned char *)word; *at; at++) {
        bool two = (at[0] == 0xd0 || at[0] == 0xd1) && at[1];
        int code = two ? (at[0] & 31) << 6 | (at[1] & 63) : 0;
        if (code >= 0x430 && code <= 0x44f)
            buf_text(&latin, letters[code - 0x430]);
        else if (!two && *at < 0x80)
            buf_char(&latin, (char)*at);
        at += two;
    }
    const char *text = arena_strndup(cx->arena, latin.data ? latin.data : "", latin.length);
    buf_finish(&latin);
    return text;
}

/* The usual ways to write one sound, brought to one. */
static const char *plain_latin(Ctx *cx, const char *word)
{
    static const char *const pairs[][2] = {{"iy", "i"},  {"ij", "i"},  {"yy", "i"}, {"ia", "ya"}, {"ja", "ya"},
                                           {"iu", "yu"}, {"ju", "yu"}, {"kh", "h"}, {"ts", "c"},  {"tz", "c"},
                                           {"ye", "e"},  {"je", "e"},  {"yo", "e"}, {"ph", "f"},  {"shch", "sch"},
                                           {"x", "ks"},  {"w", "v"},   {"j", "i"},  {"'", ""}};
    Buf plain = {0};
    while (*word) {
        size_t at = 0;
        while (at < COUNT_OF(pairs) && !text_starts(word, pairs[at][0]))
            at++;
        if (at < COUNT_OF(pairs)) {
            buf_text(&plain, pairs[at][1]);
            word += strlen(pairs[at][0]);
        } else {
            buf_char(&plain, *word++);
        }
    }
    const char *text = arena_strndup(cx->arena, plain.data ? plain.data : "", plain.length);
    buf_finish(&plain);
    return text;
}

static bool sounds_like(Ctx *cx, const char *word, const char *name)
{
    const char *left = plain_latin(cx, alias_latin(cx, word));
    const char *right = plain_latin(cx, alias_latin(cx, name));
    int slips = strlen(left) >= 8 ? 2 : strlen(left) >= 4 ? 1 : 0;
    return *left && *right && edit_distance(left, right) <= slips;
}

bool alias_stands_for(Ctx *cx, const char *word, const char *name)
{
    size_t length = text_length(word);
    if (length < 2)
        return false;
    bool begins = text_starts(name, word) && (length >= 3 || text_length(name) > 3);
    return begins || is_short_form(word, name) || (is_latin(word) != is_latin(name) && sounds_like(cx, word, name));
}
