/* A BPF program on a socket map sends what arrives at another socket into a pair. */
#include "ablation.h"
#include <linux/bpf.h>

static long bpf(int command, union bpf_attr *attributes)
{
    return syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

int main(void)
{
    int p[2], zero = 0, one = 1;
    struct sockaddr_un name = {AF_UNIX, ""};
    socklen_t size = sizeof name;
    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, p);
    write(p[1], "A", 1);
    int in = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    bind(in, (struct sockaddr *)&name, sizeof(sa_family_t));
    getsockname(in, (struct sockaddr *)&name, &size);
    connect(in, (struct sockaddr *)&name, size);
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_SOCKMAP, .key_size = 4, .value_size = 4, .max_entries = 2};
    int fd = bpf(BPF_MAP_CREATE, &map);
    struct bpf_insn code[] = {
        {BPF_LD | BPF_DW | BPF_IMM, 2, BPF_PSEUDO_MAP_FD, 0, fd}, {0},
        {BPF_ALU64 | BPF_MOV | BPF_K, 3, 0, 0, 0},
        {BPF_ALU64 | BPF_MOV | BPF_K, 4, 0, 0, 0},
        {BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_sk_redirect_map},
        {BPF_JMP | BPF_EXIT, 0, 0, 0, 0},
    };
    static char log[65536];
    union bpf_attr program = {.prog_type = BPF_PROG_TYPE_SK_SKB, .insn_cnt = 6, .insns = (uintptr_t)code,
                              .license = (uintptr_t)"GPL", .log_buf = (uintptr_t)log, .log_size = sizeof log,
                              .log_level = 1};
    int verdict = bpf(BPF_PROG_LOAD, &program);
    union bpf_attr attach = {.target_fd = fd, .attach_bpf_fd = verdict, .attach_type = BPF_SK_SKB_VERDICT};
    long attached = bpf(BPF_PROG_ATTACH, &attach);
    union bpf_attr target = {.map_fd = fd, .key = (uintptr_t)&zero, .value = (uintptr_t)&p[1]};
    union bpf_attr source = {.map_fd = fd, .key = (uintptr_t)&one, .value = (uintptr_t)&in};
    long put = bpf(BPF_MAP_UPDATE_ELEM, &target) | bpf(BPF_MAP_UPDATE_ELEM, &source);
    if (fd < 0 || verdict < 0 || attached || put)
        absent();
    send(in, "B", 1, 0);
    end(comes(p[0], 'A', 20), "nothing was redirected");
}
