#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks of the sources that no compiler makes: format, order of folders, bans, sizes, licence lines, SQL, pages.
# Prints what breaks a rule as file:line: sentence; ends with "N passed, N failed".
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."

passed=0
failed=0

# All files of the project, without what is built or fetched.
mapfile -t all < <(
    find . \( -path ./.git -o -path ./build -o -path ./node_modules -o -path ./data \) -prune -o -type f -print |
        sed 's,^\./,,' | LC_ALL=C sort
)
# Those whose path matches (or, with -v, does not).
which_of() {
    printf '%s\n' "${all[@]}" | grep -E "$@" || [ $? -eq 1 ]
}
mapfile -t code < <(which_of '^(src|tools|tests|bench)/.*\.[ch]$')
mapfile -t written < <(which_of '\.(c|h|ts|mjs|css|sql|sh)$|/?meson\.build$|^(run|check|\.ci/run|tools/with-postgres|bench/run)$')
mapfile -t pages < <(which_of '^(src|ui)/.*\.html$')
mapfile -t statements < <(which_of '^src/.*\.sql$')
mapfile -t migrations < <(which_of '^migrations/.*\.sql$')

# rule SENTENCE COMMAND…: a rule holds when the command prints nothing and succeeds.
rule() {
    local sentence=$1 found result=0
    shift
    found=$("$@" 2>&1) || result=$?
    if [ -z "$found" ] && [ "$result" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n%s\n' "$sentence" "$found" | sed '2,$s/^/    /'
    fi
}

# find_in PATTERN FILE…: prints the matching lines; none is fine.
find_in() {
    local pattern=$1
    shift
    [ $# -eq 0 ] || grep -nHIE -e "$pattern" "$@" | cut -c1-160 || true
}

format() {
    clang-format --version | grep -q 'version 14' || echo "clang-format is not of version 14"
    clang-format --dry-run -Werror "${code[@]}" 2>&1 | grep -E ': error:' | sort -u
    return 0
}

# Function bodies stand between a { and a } in the first column.
long_functions() {
    awk '
        FNR == 1 { start = 0 }
        /^\{/ { start = FNR }
        /^\}/ && start {
            if (FNR - start - 1 > 70)
                print FILENAME ":" start ": a function of " FNR - start - 1 " lines, at most 70"
            start = 0
        }' "${code[@]}"
}

# The style sheets are long tables of looks; the limit is about code.
long_files() {
    wc -l "${written[@]}" | awk '$1 > 900 && $2 != "total" && $2 !~ /\.css$/ { print $2 ": " $1 " lines, at most 900" }'
}

licence_lines() {
    awk '
        FNR == 1 { if (NR > 1 && !seen) print last ": lacks its SPDX line"; seen = 0; last = FILENAME }
        /SPDX-License-Identifier: MIT/ && FNR < 4 { seen = 1 }
        END { if (!seen) print last ": lacks its SPDX line" }' "${written[@]}"
}

# calls_in WORDS FILE…: calls of these functions, comments and strings left out.
calls_in() {
    local words=$1
    shift
    [ $# -eq 0 ] || WORDS=$words perl -0777 -ne '
        s{("(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])*\x27)|(/\*.*?\*/|//[^\n]*)}
         { defined $1 ? q("") : "\n" x ($2 =~ tr/\n//) }gsex;
        my $line = 0;
        for (split /\n/) { $line++; print "$ARGV:$line: calls $1\n" if /(?<![\w.>])($ENV{WORDS})\s*\(/; }' "$@"
}

banned() {
    local files
    mapfile -t files < <(which_of '^(src|tests)/.*\.[ch]$' | grep -v '^src/base/ban.h$')
    calls_in "strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|localtime|gmtime|ctime|\
asctime|system|popen|alloca|scanf|rand|tmpnam|mktemp" "${files[@]}"
}

# Memory of rules comes from the arena. plan/desk.c is a handle that lives as long as the program.
allocations() {
    local files
    mapfile -t files < <(which_of '^src/(people|work|plan|tasks|time|meetings|documents|money|reports|care|today)/.*\.[ch]$' | grep -v '^src/plan/desk.c$')
    calls_in "malloc|calloc|realloc|free|strdup|strndup|asprintf" "${files[@]}"
}

first_include() {
    # shellcheck disable=SC2016 # awk's own $
    which_of '^src/.*\.c$' | xargs awk '
        FNR == 1 { seen = 0 }
        /^#include/ && !seen {
            seen = 1
            if ($2 != "\"base/base.h\"")
                print FILENAME ":" FNR ": base/base.h comes first"
        }'
}

listed() {
    diff <(which_of '^src/.*\.(c|sql)$' | sed 's,^src/,,') \
        <(sed -n "/^listed = \[/,/^\]/s/^  '\(.*\)',\$/\1/p" src/meson.build) |
        sed -n 's,^< ,src/meson.build: lacks ,p; s,^> ,src/meson.build: not there or not sorted: ,p'
}

headers_alone() {
    local flags header
    read -ra flags < <(pkg-config --cflags libmicrohttpd libpq icu-uc expat jansson libzip sqlite3)
    which_of '^src/.*\.h$' | while read -r header; do
        echo "#include \"${header#src/}\"" |
            gcc -std=c17 -fsyntax-only -Wall -Wextra -Werror -Isrc "${flags[@]}" -x c - 2>&1 | sed "s,^,$header: ,"
    done
}

absolute_paths() {
    local files
    mapfile -t files < <(which_of -v '^(LICENSE|package-lock.json|tools/check.sh)$|\.txt$')
    find_in '(^|[^A-Za-z0-9_.}])/(work|home|root)/' "${files[@]}"
}

loose_ends() {
    local files
    mapfile -t files < <(printf '%s\n' "${written[@]}" "${pages[@]}" | grep -v '^tools/check.sh$')
    find_in '\b(TODO|FIXME|XXX|HACK)\b' "${files[@]}"
}

white_space() {
    find_in '[[:blank:]]+$' "${written[@]}" "${pages[@]}"
}

# The policy forbids inline code; a style attribute only sets custom properties to numbers.
inline_code() {
    find_in '<style|<script>|<script [^>]*>[^<]|[[:space:]]on[a-z]+="|javascript:|\{\{\{' "${pages[@]}"
    [ ${#pages[@]} -eq 0 ] || grep -nHoE 'style="[^"]*"' "${pages[@]}" |
        grep -vE 'style="(\{\{[^}]*\}\}|--[a-z-]+: *|[0-9.]+|%|px|rem|fr|deg|;| )+"$' || true
}

# LIKE with a fixed pattern is fine; on what people wrote, the engines differ about case.
portable_sql() {
    local words="ilike|glob|current_date|current_timestamp|current_time|select \*"
    local functions='strftime|julianday|datetime|date|time|to_char|date_trunc|extract|now|ifnull|json[a-z_]*|group_concat|string_agg|unixepoch'
    [ ${#statements[@]} -gt 0 ] || return 0
    grep -niHE "(^|[^a-z_:.])(like +[^' ]|($words)([^a-z_]|$)|($functions) *\()" "${statements[@]}" |
        grep -vE '^[^:]*:[0-9]+: *--' || true
}

# Who inserts into a table owns it; other features read it through a view of the owner (created in a migration).
foreign_tables() {
    [ ${#statements[@]} -gt 0 ] || return 0
    awk '
        function name_at(text, words) {
            if (!match(toupper(text), "(^|[^A-Z_])(" words ") +[A-Z_]+"))
                return ""
            rest = substr(text, RSTART + RLENGTH)
            count = split(substr(text, RSTART, RLENGTH), word, / +/)
            return word[count]
        }
        { folder = FILENAME; sub(/^src\//, "", folder); sub(/\/.*/, "", folder); line = $0; sub(/--.*/, "", line) }
        FILENAME ~ /^migrations\// {
            if ((table = name_at(line, "CREATE VIEW")) != "")
                view[table] = 1
            next
        }
        pass == 1 {
            if ((table = name_at(line, "INSERT INTO")) != "" && !(table in owner))
                owner[table] = folder
            next
        }
        {
            while ((table = name_at(line, "INSERT INTO|DELETE FROM|UPDATE|FROM|JOIN")) != "") {
                if (!(table in view) && table in owner && owner[table] != folder)
                    print FILENAME ":" FNR ": uses the table " table " of " owner[table]
                line = rest
            }
        }' "${migrations[@]}" pass=1 "${statements[@]}" pass=2 "${statements[@]}"
}

shell_scripts() {
    local scripts
    mapfile -t scripts < <(which_of '\.sh$|^(run|check|\.ci/run|tools/with-postgres|tests/run-[a-z-]+|bench/run)$' |
        xargs grep -lE '^#!.*sh$|shellcheck shell')
    shellcheck -x "${scripts[@]}"
}

rule "sources have the format of .clang-format" format
rule "a folder includes only folders to its left" tools/layers.sh
rule "no function is longer than 70 lines" long_functions
rule "no file is longer than 900 lines" long_files
rule "each file has its licence line" licence_lines
rule "no banned function is called" banned
rule "rules take memory from the arena" allocations
rule "base/base.h is included first" first_include
rule "src/meson.build lists every C and SQL file, sorted" listed
rule "every header compiles alone" headers_alone
rule "no path of one machine is written down" absolute_paths
rule "no loose ends are left in the sources" loose_ends
rule "no line ends with a blank" white_space
rule "pages hold no inline code and no raw output" inline_code
rule "statements keep to what both engines know" portable_sql
rule "a table is read and written by its owner alone" foreign_tables
rule "shell scripts pass shellcheck" shell_scripts

# A hint, no failure.
wc -l "${written[@]}" | awk '$1 > 600 && $2 != "total" && $2 !~ /\.css$/ { print "long: " $2 " has " $1 " lines" }'
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
