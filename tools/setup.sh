# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What ./run and ./check share: sentences about the work, packages of Debian and npm, the release build.
# It is sourced with the repository's root as working directory.

# shellcheck disable=SC2034 # used by those that source this
BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config gettext ca-certificates tzdata
    libmicrohttpd-dev libsqlite3-dev libpq-dev libicu-dev libsodium-dev libjansson-dev libdeflate-dev
    libzip-dev libexpat1-dev libxlsxwriter-dev"

say() {
    printf '%s\n' "$*"
}

stop() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# work SENTENCE LOG COMMAND…: runs the command with its output in the log, a dot every two seconds.
# If it fails, the end of the log is shown and the return code passed on.
work() {
    local sentence=$1 log=$2 started=$SECONDS pid code=0
    shift 2
    mkdir -p "$(dirname "$log")"
    printf '%s ' "$sentence"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    trap 'kill "$pid"; exit 130' INT TERM # bash lets background commands ignore Ctrl C
    while sleep 0.2 && kill -0 "$pid" 2>/dev/null; do
        if ((SECONDS % 2 == 0)); then
            printf .
            sleep 1
        fi
    done
    wait "$pid" || code=$?
    trap - INT TERM
    if [ "$code" -eq 0 ]; then
        printf ' done in %d s\n' $((SECONDS - started))
    else
        printf ' failed\n\n'
        tail -n 25 "$log" | sed 's/^/    /'
        say "    (all of it: $log)"
    fi
    return "$code"
}

# Packages of the list that are not installed, in one line. Node.js and npm count when their commands are there.
missing_packages() {
    local package missing=""
    for package in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
        esac
    done
    if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
        missing="$missing nodejs"
    fi
    command -v npm >/dev/null || missing="$missing npm"
    printf '%s' "${missing# }"
}

apt_install() {
    local as=()
    [ "$(id -u)" -eq 0 ] || as=(sudo)
    "${as[@]}" apt-get -o DPkg::Lock::Timeout=600 update &&
        "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
            install -y --no-install-recommends "$@"
}

# Installs what is missing of the given packages, or says what a person has to do.
need_packages() {
    local missing line
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is no Debian, so packages are not installed for you. What is needed:" "$@" "nodejs npm"
        return
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    line="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        stop "Packages are missing, and installing them needs root. As root, run this line, then start again:

    $line"
    fi
    if [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; then
        say "Packages are missing; sudo may ask for your password."
        sudo -v || stop "Without rights nothing can be installed. As root, run this line, then start again:

    $line"
    fi
    # shellcheck disable=SC2086
    work "Installing $(wc -w <<<"$missing") packages of Debian; this takes a minute or two" build/log/apt.log \
        apt_install $missing ||
        stop "The packages could not be installed. If the lines above speak of hosts or connections, the network is
missing; otherwise try by hand:

    $line"
}

# need_npm run|all: the packages of package-lock.json, without those for tests or with them.
need_npm() {
    local want=$1 lock have=""
    lock=$(cksum <package-lock.json)
    [ ! -f node_modules/.takt ] || have=$(<node_modules/.takt)
    if [ "$have" = "all $lock" ] || [ "$have" = "$want $lock" ]; then
        return
    fi
    # Node.js brings its own list of authorities; those added to this machine count, too.
    # What was fetched once is taken from npm's cache; without a network it says so in seconds, not in minutes.
    local options=(--no-audit --no-fund --prefer-offline --fetch-retries=1
        --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000) authorities=/etc/ssl/certs/ca-certificates.crt
    [ ! -f "$authorities" ] || export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$authorities}"
    [ "$want" = all ] || options+=(--omit=dev)
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 work "Fetching the packages for the browser part" build/log/npm.log \
        npm ci "${options[@]}" ||
        stop "npm could not fetch its packages. Is the network there, and may registry.npmjs.org be reached?"
    printf '%s' "$want $lock" >node_modules/.takt
}

# need_setup FOLDER OPTION…: sets the build folder up, anew if the place, the compiler or the options have changed.
need_setup() {
    local folder=$1 setting
    shift
    setting="$PWD ${CC:-} $*"
    if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder.setting" 2>/dev/null)" != "$setting" ]; then
        rm -rf "$folder"
        meson setup "$folder" "$@" || return
        printf '%s' "$setting" >"$folder.setting"
    fi
}

# build_release TARGET…: all targets when none is named.
build_release() {
    need_setup build/release --buildtype=debugoptimized -Db_sanitize=none && ninja -C build/release "$@"
}

# One line that changes whenever a file of the build does; costs some milliseconds.
source_state() {
    pwd
    find meson.build meson_options.txt package.json package-lock.json src ui po migrations demo tools tests/meson.build \
        -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | cksum
}
