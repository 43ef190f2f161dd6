/* The transcript: deterministic lines on stdout, written at the end so that cases stay undisturbed. */
#include "guest.h"
#include <stdarg.h>

static char text[1 << 16];
static size_t used;

void flush_transcript(void)
{
    for (size_t done = 0; done < used;) {
        ssize_t n = write(1, text + done, used - done);
        if (n < 0 && errno != EINTR)
            _exit(98);
        done += n > 0 ? (size_t)n : 0;
    }
    used = 0;
}

void say(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = vsnprintf(text + used, sizeof text - used - 1, format, list);
    va_end(list);
    if (n < 0 || used + (size_t)n + 2 > sizeof text)
        _exit(97);
    used += (size_t)n;
    text[used++] = '\n';
}

void fail(const char *why)
{
    say("guest-error: %s (%s)", why, errno_name(errno));
    flush_transcript();
    _exit(99);
}

void need(bool ok, const char *why)
{
    if (!ok)
        fail(why);
}

outcome seen(long ret)
{
    return (outcome){ret, ret == -1 ? errno : 0};
}

const char *errno_name(int err)
{
    static char unknown[16];
    const char *name = strerrorname_np(err);
    if (name)
        return name;
    snprintf(unknown, sizeof unknown, "E%d", err);
    return unknown;
}

const char *signal_name(int signo)
{
    static char name[24];
    const char *abbreviation = sigabbrev_np(signo);
    snprintf(name, sizeof name, abbreviation ? "SIG%s" : "SIG?%s", abbreviation ? abbreviation : "");
    return name;
}

void show(const char *label, outcome result)
{
    if (result.ret == -1)
        say("%s -> %s", label, errno_name(result.err));
    else
        say("%s -> %ld", label, result.ret);
}

void show_status(const char *label, int status)
{
    if (WIFEXITED(status))
        say("%s -> exit %d", label, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        say("%s -> %s", label, signal_name(WTERMSIG(status)));
    else if (WIFSTOPPED(status))
        say("%s -> stopped by %s", label, signal_name(WSTOPSIG(status)));
    else
        say("%s -> continued", label);
}

void show_poll(const char *label, int fd)
{
    struct pollfd one = {fd, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
    int n = poll(&one, 1, 0);
    say("poll %s ->%s%s%s%s%s%s%s", label, n == 0 ? " nothing" : "", one.revents & POLLIN ? " IN" : "",
        one.revents & POLLOUT ? " OUT" : "", one.revents & POLLPRI ? " PRI" : "",
        one.revents & POLLRDHUP ? " RDHUP" : "", one.revents & POLLHUP ? " HUP" : "",
        one.revents & POLLERR ? " ERR" : "");
}

void show_pending(int fd)
{
    int pending = -1;
    if (ioctl(fd, FIONREAD, &pending) < 0)
        say("FIONREAD -> %s", errno_name(errno));
    else
        say("FIONREAD -> %d", pending);
}
