# Functions that .ci/test and examples/run share: Debian packages and a usable Python. Source it.

say() { printf '== %s\n' "$*"; }

# install_packages NAME...: installs those that are missing; says so and goes on where that is not allowed.
install_packages() {
    local name missing=()
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "not installed, and neither root nor sudo to install them: ${missing[*]}"
            return 0
        fi
        root=(sudo)
        [ -t 0 ] || root+=(-n) # nobody is there to type a password
    fi
    say "installing with apt-get: ${missing[*]}"
    # Servers among the packages must not be started by being installed.
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null && made=1
        "${root[@]}" chmod 755 "$policy" || true
    fi
    local status=0 known=()
    "${root[@]}" apt-get -qq update || status=$?
    for name in "${missing[@]}"; do
        # One name that this release of Debian does not know would keep all others from being installed.
        if apt-cache show "$name" >/dev/null 2>&1; then known+=("$name"); else say "apt knows no $name"; fi
    done
    [ ${#known[@]} -eq 0 ] ||
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq install -y --no-install-recommends "${known[@]}" </dev/null >/dev/null || status=$?
    [ -z "$made" ] || "${root[@]}" rm -f "$policy"
    [ "$status" -eq 0 ] || say "apt-get failed with status $status; what needs those packages is skipped or fails"
}

# as_nobody COMMAND [ARG...]: runs a shell command as uid 65534. Through a shell, because setpriv itself
# executes a program with the file capabilities of root.
as_nobody() {
    setpriv --reuid=65534 --regid=65534 --clear-groups -- /bin/sh -c "$@" </dev/null >/dev/null 2>&1
}

# find_python: prints an interpreter that has venv. Root's tests also run as an ordinary user, so for root
# one that everybody can execute is preferred (an interpreter below a private /root is not).
find_python() {
    local candidate path fallback=
    for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        path=$("$candidate" -c 'import ensurepip, os, sys, venv
assert sys.version_info >= (3, 10)
print(os.path.realpath(sys.executable))' 2>/dev/null) || continue
        if [ "$(id -u)" -ne 0 ] || ! as_nobody true || as_nobody 'exec "$0" -c "import ssl, venv"' "$path"; then
            printf '%s\n' "$path"
            return 0
        fi
        fallback=${fallback:-$path}
    done
    [ -n "$fallback" ] || return 1
    echo "== only root can execute $fallback: tests that run as an ordinary user need a Python of their own" >&2
    printf '%s\n' "$fallback"
}

# require_python: find_python, after installing Debian's where there is none that everybody can execute.
require_python() {
    if [ -z "$(find_python 2>/dev/null)" ] || find_python 2>&1 >/dev/null | grep -q .; then
        install_packages python3 python3-venv >&2
    fi
    find_python || {
        echo "no Python from 3.10 on with venv: install python3 and python3-venv" >&2
        return 1
    }
}

# fetch_sources DIRECTORY NAME...: the upstream archives of Debian source packages, by the machine's own package
# sources, of which it makes a list for sources of its own; says so and goes on where that fails.
fetch_sources() {
    local directory=$1 own file
    shift
    own=$(mktemp -d)
    mkdir -p "$directory" "$own/parts" "$own/lists/partial"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        sed -E 's/^Types:.*/Types: deb-src/; s/^deb /deb-src /' "$file" >"$own/parts/${file##*/}"
    done
    [ ! -e "$own/parts/sources.list" ] || mv "$own/parts/sources.list" "$own/parts/main.list"
    local options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$own/parts"
        -o "Dir::State::lists=$own/lists" -o "APT::Sandbox::User=$(id -un)")
    (
        cd "$directory"
        apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only "$@" >/dev/null
    ) || say "apt-get could not fetch the sources of $*: what needs them is skipped or fails"
    chmod -R a+rX "$directory"
    rm -rf "$own"
}
