/* Transfers with libcurl's multi interface: a host name (the resolver's thread wakes the transfer) and
   curl_multi_wakeup from another thread. The argument is the URL. */
#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static size_t count(char *data, size_t size, size_t number, void *total)
{
    (void)data;
    *(size_t *)total += size * number;
    return size * number;
}

static void *wake(void *multi)
{
    for (int i = 0; i < 10; i++) {
        usleep(5000);
        curl_multi_wakeup(multi);
    }
    return NULL;
}

static int transfer(CURLM *multi, const char *url)
{
    size_t total = 0;
    int running = 1;
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, 15L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &total);
    curl_multi_add_handle(multi, easy);
    while (running) {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            return -1;
        if (running && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK)
            return -1;
    }
    curl_multi_remove_handle(multi, easy);
    curl_easy_cleanup(easy);
    return (int)total;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    pthread_t thread;
    pthread_create(&thread, NULL, wake, multi);
    for (int i = 0; i < 3; i++)
        printf("bytes %d\n", transfer(multi, argv[1]));
    int seen = 0;
    curl_multi_poll(multi, NULL, 0, 10, &seen);
    pthread_join(thread, NULL);
    curl_multi_cleanup(multi);
    curl_global_cleanup();
    return 0;
}
