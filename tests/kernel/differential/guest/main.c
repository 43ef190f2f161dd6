/* guest CASE performs one case; guest --list names them; guest --exec-target is for the exec case. */
#include "guest.h"

static struct entry *entries;

void entry_add(struct entry *entry)
{
    entry->next = entries;
    entries = entry;
}

static void prepare(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    alarm(240); /* a hanging case dies of SIGALRM instead of holding the table up */
}

static void list(void)
{
    for (struct entry *entry = entries; entry; entry = entry->next)
        say("%s%s", entry->prefix, entry->name);
    flush_transcript();
}

int main(int argc, char **argv)
{
    char name[128];
    if (argc != 2)
        return 2;
    if (strcmp(argv[1], "--list") == 0) {
        list();
        return 0;
    }
    if (strcmp(argv[1], "--exec-target") == 0) {
        say("the new program runs");
        flush_transcript();
        return 5;
    }
    for (struct entry *entry = entries; entry; entry = entry->next) {
        snprintf(name, sizeof name, "%s%s", entry->prefix, entry->name);
        if (strcmp(name, argv[1]) != 0)
            continue;
        if (strncmp(name, "start_", 6) != 0)
            prepare();
        if (entry->alone)
            entry->alone();
        else
            entry->typed(entry->type);
        flush_transcript();
        _exit(0);
    }
    return 2;
}
