"""What the guests in guests/arming rely on: their look at filters; what they hunt for is found and forged.

Without a supervisor that lays filters down there is nothing to find, so their bare runs do not show it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from guests import GUESTS
from harness.building import HEEDLESS, Builder, need_compiler
from harness.machine import needs_x86_64
from running import run

pytestmark = needs_x86_64

ARMING = GUESTS / "arming"
#: A filter as a supervisor might lay it down: where it is, then what it does. And what it must never become.
_LAID_DOWN = """
static const struct sock_filter laid_down[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static int lay_down(void *place)
{
    memcpy(place, laid_down, sizeof laid_down);
    return sizeof laid_down;
}

static int lets_everything_run(const volatile struct sock_filter *filter)
{
    return filter->code == (BPF_RET | BPF_K) && filter->k == SECCOMP_RET_ALLOW;
}
"""
_FILTERS = """
static volatile int installed;

static void *own_filter(void *flags)
{
    struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {1, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, (unsigned long)flags, &program);
    installed = 1;
    for (;;)
        pause();
    return NULL;
}

int main(int count, char **words)
{
    pthread_t thread;
    int before = uneven_filters();
    pthread_create(&thread, NULL, own_filter, (void *)(count > 1 ? SECCOMP_FILTER_FLAG_TSYNC : 0L));
    while (!installed)
        ;
    printf("%d %d\\n", before, uneven_filters());
    (void)words;
    return 0;
}
"""
_FORGED = """
int main(void)
{
    char room[64] = "";
    lay_down(room + 16);
    int found = forge(room, sizeof room), again = forge(room, sizeof room);
    int rest = !memcmp(room + 24, laid_down + 1, 24);
    printf("%d %d %d %d\\n", found, again, lets_everything_run((void *)(room + 16)), rest);
    return 0;
}
"""
#: A page of a memory file, mapped to be read only: seen when it was forged, and when it is gone.
_MAPPING = """
int main(void)
{
    int forged = 0, gone = 0, file = open("/proc/self/mem", O_RDONLY);
    pthread_t hunter;
    own = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_create(&hunter, NULL, hunt, NULL);
    while (!ready)
        ;
    for (double until = now() + 60; now() < until && !(forged && gone);) {
        struct sock_filter seen;
        char page[PAGE] = "";
        int memory = memfd_create("laid down", 0);
        lay_down(page);
        write(memory, page, PAGE);
        void *place = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, memory, 0);
        close(memory);
        for (int k = 0; k < 50; k++, usleep(100))
            if (pread(file, &seen, sizeof seen, (off_t)place) != sizeof seen)
                gone = 1;
            else if (lets_everything_run(&seen))
                forged = 1;
        munmap(place, PAGE);
    }
    printf("%d %d\\n", forged, gone);
    fflush(stdout);
    _exit(0);
}
"""
#: The same in a file that no descriptor but this one leads to; and one that is sealed is left as it was.
_FILE = """
int main(void)
{
    struct sock_filter seen;
    int forged = 0, sealed = memfd_create("sealed", MFD_ALLOW_SEALING), file = memfd_create("laid down", 0);
    char page[PAGE] = "";
    pid_t me = getpid(), hunter;
    over = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    lay_down(page);
    write(sealed, page, PAGE);
    fcntl(sealed, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    if (!(hunter = fork()))
        hunt(me);
    for (double until = now() + 60; now() < until && !forged; usleep(100)) {
        pwrite(file, page, PAGE, 0);
        for (int k = 0; k < 50 && !forged; k++, usleep(100))
            forged = pread(file, &seen, sizeof seen, 0) == sizeof seen && lets_everything_run(&seen);
    }
    *over = 1;
    waitpid(hunter, NULL, 0);
    pread(sealed, page, PAGE, 0);
    printf("%d %d\\n", forged, !memcmp(page, laid_down, sizeof laid_down));
    return 0;
}
"""
#: A filter below the stack of a process, laid down again until the other one has forged it.
_STAGED = """
static int reaches(int i)
{
    static char stack[65536];
    int forged = 0;
    room = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, others[i].map | MAP_ANONYMOUS, -1, 0);
    top = room + SIZE - 64;
    struct sock_filter *place = (void *)(top - 640);
    shared->worker = getpid();
    pipe(feed);
    if (fork() == 0)
        feed_for_ever();
    if (others[i].clone_flags)
        clone(others[i].forger, stack + sizeof stack, others[i].clone_flags | SIGCHLD, NULL);
    else if (fork() == 0)
        _exit(others[i].forger(NULL));
    for (double until = now() + 60; now() < until && !forged; usleep(200)) {
        lay_down(place);
        for (volatile int k = 0; k < 100000 && !forged; k++)
            forged = lets_everything_run(place);
    }
    return forged;
}

int main(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < COUNT(others); i++) {
        int status;
        if (fork() == 0) {
            end_with_maker();
            _exit(reaches(i));
        }
        wait(&status);
        printf("%d ", WEXITSTATUS(status));
    }
    puts("");
    return 0;
}
"""


def _output(place: Path, header: str, *parts: str, words: tuple[str, ...] = ()) -> str:
    """The last line of a program made of a guest or its header, with another main()."""
    need_compiler("the program")
    source = place / "arming.c"
    rest = "".join(parts)
    source.write_text(f'#define main guest_main\n#include "{ARMING / header}"\n#undef main\n{rest}')
    program = Builder(place, HEEDLESS).build("arming", source)
    ended = run([str(program), *words])
    assert not ended.left, ended
    return ended.line


@pytest.mark.parametrize(("words", "after"), [((), "1"), (("all",), "0")])
def test_threads_with_different_filters_are_seen(tmp_path: Path, words: tuple[str, ...], after: str) -> None:
    """A thread with a filter of its own is seen, and nothing where all threads have it."""
    assert _output(tmp_path, "arming.h", _FILTERS, words=words) == f"0 {after}"


def test_only_the_beginning_of_a_filter_is_forged(tmp_path: Path) -> None:
    """The first instruction lets everything run then; nothing else is changed, or found."""
    assert _output(tmp_path, "arming.h", _LAID_DOWN, _FORGED) == "1 0 1 1"


def test_an_unknown_mapping_is_forged_and_removed(tmp_path: Path) -> None:
    """hunted_mappings finds a mapping that its program did not make, forges it, and takes it away."""
    assert _output(tmp_path, "hunted_mappings.c", _LAID_DOWN, _MAPPING) == "1 1"


def test_an_unsealed_file_is_forged(tmp_path: Path) -> None:
    """hunted_files finds a memory file of another process and forges it; one that is sealed stays."""
    assert _output(tmp_path, "hunted_files.c", _LAID_DOWN, _FILE) == "1 1"


def test_what_is_staged_below_a_stack_is_forged(tmp_path: Path) -> None:
    """Each of the four others in staging reaches the memory below the stack."""
    assert _output(tmp_path, "staging.c", _LAID_DOWN, _STAGED).split() == ["1"] * 4
