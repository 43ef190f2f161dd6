/* One program of the kernel's selftests, of which only some tests run: its harness has no such option before Linux 6.4.
 * Compiled with -DSUITE='"seccomp/seccomp_bpf.c"'. Arguments: patterns of what runs (nothing: all), or with a
 * leading - of what does not. */
#define main suite_main
#include SUITE
#undef main
#include <fnmatch.h>
#include <stdbool.h>

static bool matches(const char *pattern, const char *fixture, const char *test) {
    char name[256];
    snprintf(name, sizeof name, "%s.%s", fixture, test);
    return fnmatch(pattern, name, 0) == 0;
}

static bool selected(char **patterns, const char *fixture, const char *test) {
    bool any = false, named = false;
    for (; *patterns; patterns++) {
        if ((*patterns)[0] == '-') {
            if (matches(*patterns + 1, fixture, test))
                return false;
        } else {
            any = true;
            named |= matches(*patterns, fixture, test);
        }
    }
    return named || !any;
}

int main(int argc, char **argv) {
    for (struct __fixture_metadata *f = __fixture_list; f; f = f->next)
        for (struct __test_metadata **t = &f->tests; *t;)
            if (selected(argv + 1, f->name, (*t)->name))
                t = &(*t)->next;
            else
                *t = (*t)->next;
    argv[1] = NULL;
    return suite_main(argc ? 1 : 0, argv);
}
