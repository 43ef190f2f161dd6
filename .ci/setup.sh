# Functions that .ci/test and examples/run share: Debian packages and a usable Python. Source it.

say() { printf '== %s\n' "$*"; }

APT_OPTIONS=(-qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)

# with_retries COMMAND...: until it succeeds, five times at the most. A mirror that is just being updated, a network that
# comes and goes, and the lock on apt's lists, for which DPkg::Lock::Timeout does not wait, are over soon.
with_retries() {
    local attempt
    for attempt in 1 2 3 4; do
        if "$@"; then return 0; fi
        say "attempt $attempt of 5 failed, the next in $((attempt * 10)) s: $*" >&2
        sleep $((attempt * 10))
    done
    "$@"
}

# missing_packages NAME...: prints those that are not installed.
missing_packages() {
    local name
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || printf '%s\n' "$name"
    done
}

# install_packages NAME...: installs those that are missing. Fails, and says which, if one is missing afterwards.
install_packages() {
    local missing root=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        root=(sudo)
        [ -t 0 ] || root+=(-n) # nobody is there to type a password
        if ! "${root[@]}" true 2>/dev/null; then
            say "stopped: needed and not installed: ${missing[*]}" >&2
            say "neither root nor sudo is here to install them; as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
    fi
    say "installing with apt-get: ${missing[*]}"
    apt_install "${missing[@]}" || true # what counts is what is there now
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    say "stopped: needed, and apt-get could not install them: ${missing[*]}" >&2
    return 1
}

# apt_install NAME...: by the words in "root". Servers among the packages must not be started by being installed.
apt_install() (
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap '"${root[@]}" rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
        "${root[@]}" chmod 755 "$policy"
    fi
    with_retries "${root[@]}" apt-get "${APT_OPTIONS[@]}" update
    for name in "$@"; do
        apt-cache show "$name" >/dev/null 2>&1 || {
            say "apt knows no $name here" >&2
            exit 1
        }
    done
    with_retries "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get "${APT_OPTIONS[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null
)

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
        install_packages python3 python3-venv >&2 || true # require_python's own word says what is needed
    fi
    find_python || {
        echo "no Python from 3.10 on with venv: install python3 and python3-venv" >&2
        return 1
    }
}

# fetch_sources DIRECTORY NAME...: the upstream archives of Debian source packages, by the machine's own package
# sources, of which it makes a list for sources of its own. Fails, and says so, where that fails.
fetch_sources() (
    directory=$1
    shift
    own=$(mktemp -d)
    trap 'rm -rf "$own"' EXIT
    mkdir -p "$directory" "$own/parts" "$own/lists/partial"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        sed -E 's/^Types:.*/Types: deb-src/; s/^deb /deb-src /' "$file" >"$own/parts/${file##*/}"
    done
    [ ! -e "$own/parts/sources.list" ] || mv "$own/parts/sources.list" "$own/parts/main.list"
    options=("${APT_OPTIONS[@]}" -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$own/parts"
        -o "Dir::State::lists=$own/lists" -o "APT::Sandbox::User=$(id -un)")
    cd "$directory"
    if ! with_retries apt-get "${options[@]}" update ||
        ! with_retries apt-get "${options[@]}" source --download-only "$@" >/dev/null; then
        say "stopped: apt-get could not fetch the sources of: $*" >&2
        return 1
    fi
    chmod -R a+rX .
)
