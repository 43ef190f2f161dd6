/* A socket map (bpf) in which the kernel turns what one socket receives into bytes of a pair's end.
 * who: root
 */
#include "ways.h"
#include <linux/bpf.h>
#include <sys/ioctl.h>

static int bpf(int command, void *attributes, unsigned size)
{
    return syscall(SYS_bpf, command, attributes, size);
}

/* A map of two sockets, and a program that sends what the first receives out of the second. */
static int make_map(void)
{
    static char log[4096];
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_SOCKMAP, .key_size = 4, .value_size = 4, .max_entries = 2};
    int fd = bpf(BPF_MAP_CREATE, &map, sizeof map);
    struct bpf_insn code[] = {
        {.code = BPF_LD | BPF_DW | BPF_IMM, .dst_reg = 2, .src_reg = BPF_PSEUDO_MAP_FD, .imm = fd}, {0},
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 3, .imm = 1},
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 4, .imm = 0},
        {.code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_sk_redirect_map},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr program = {
        .prog_type = BPF_PROG_TYPE_SK_SKB, .insns = (uintptr_t)code, .insn_cnt = COUNT(code), .license = (uintptr_t)"GPL",
        .log_buf = (uintptr_t)log, .log_size = sizeof log, .log_level = 1,
    };
    if (fd < 0)
        return -1;
    int loaded = bpf(BPF_PROG_LOAD, &program, sizeof program);
    union bpf_attr attach = {.target_fd = fd, .attach_bpf_fd = loaded, .attach_type = 38 /* BPF_SK_SKB_VERDICT */};
    if (loaded < 0 || bpf(BPF_PROG_ATTACH, &attach, sizeof attach)) {
        close(fd);
        return -1;
    }
    close(loaded);
    return fd;
}

static int put(int map, unsigned key, int fd)
{
    union bpf_attr update = {.map_fd = map, .key = (uintptr_t)&key, .value = (uintptr_t)&fd};
    return bpf(BPF_MAP_UPDATE_ELEM, &update, sizeof update);
}

static int is_stream(int socket)
{
    int type = 0;
    socklen_t room = sizeof type;
    return getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &room) == 0 && type == SOCK_STREAM;
}

/* Two sockets of the network, connected to each other: no pair. */
static void redirect(int in, int out)
{
    struct sockaddr name = {AF_INET, {0, 0, 127, 0, 0, 1}};
    socklen_t size = sizeof name;
    int map = make_map(), to = socket(AF_INET, SOCK_DGRAM, 0), from = socket(AF_INET, SOCK_DGRAM, 0);
    bind(to, &name, size);
    getsockname(to, &name, &size);
    connect(from, &name, size);
    struct sockaddr back = {AF_INET, {0, 0, 127, 0, 0, 1}};
    size = sizeof back;
    getsockname(from, &back, &size);
    connect(to, &back, size);
    int redirected = put(map, 0, to) == 0 && put(map, 1, out) == 0;
    write(from, "B", 1);
    double until = now() + IF_DONE(redirected && is_stream(out));
    for (int there = 0; now() < until && (ioctl(in, FIONREAD, &there), there <= 1);)
        usleep(1000); /* the A, and then what the map sends */
    close(map);
    close(to);
    close(from);
}

static const struct way ways[] = {
    {"a redirection", STREAM, redirect}, {"a redirection of messages", DGRAM | SEQPACKET | MAYBE, redirect},
};

int main(void)
{
    int map = make_map();
    if (map < 0 && !traced())
        lacks("no socket maps");
    close(map);
    try_ways(ways, COUNT(ways));
    finish();
}
