/* A GLib main loop that a thread wakes ten times, then ends by a UNIX signal source. */
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

static GMainLoop *loop;
static int woken;

static gboolean on_invoke(gpointer data)
{
    (void)data;
    woken++;
    return G_SOURCE_REMOVE;
}

static gboolean on_signal(gpointer data)
{
    (void)data;
    printf("woken %d, signal\n", woken);
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

static gboolean on_deadline(gpointer data)
{
    (void)data;
    printf("deadline\n");
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

static gpointer wake(gpointer data)
{
    (void)data;
    for (int i = 0; i < 10; i++) {
        g_usleep(2000);
        g_main_context_invoke(NULL, on_invoke, NULL);
        g_main_context_wakeup(NULL);
    }
    g_usleep(100000);
    raise(SIGUSR1);
    return NULL;
}

int main(void)
{
    loop = g_main_loop_new(NULL, FALSE);
    g_unix_signal_add(SIGUSR1, on_signal, NULL);
    g_timeout_add_seconds(20, on_deadline, NULL);
    GThread *thread = g_thread_new("wake", wake, NULL);
    g_main_loop_run(loop);
    g_thread_join(thread);
    return 0;
}
