   0  A = arch
   1  if arch == x86_64 goto 2 else goto 12
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 469 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: A = nr
   8  if nr == 53 (socketpair) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x1 goto 12 else goto 11
  11: return TRACE 116 (socketpair)
  12: A = arch
  13  if arch == x86_64 goto 14 else goto 140
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 140
  17: if nr == 1 (write) goto 18 else goto 19
  18: return TRACE 20 (write)
  19: if nr == 20 (writev) goto 20 else goto 21
  20: return TRACE 21 (writev)
  21: if nr == 22 (pipe) goto 22 else goto 23
  22: return TRACE 10 (pipe)
  23: if nr == 40 (sendfile) goto 24 else goto 25
  24: return TRACE 33 (sendfile)
  25: if nr == 42 (connect) goto 26 else goto 27
  26: return TRACE 61 (connect)
  27: if nr == 44 (sendto) goto 28 else goto 29
  28: return TRACE 23 (sendto)
  29: if nr == 46 (sendmsg) goto 30 else goto 31
  30: return TRACE 24 (sendmsg)
  31: if nr == 49 (bind) goto 32 else goto 33
  32: return TRACE 60 (bind)
  33: if nr == 101 (ptrace) goto 34 else goto 35
  34: return TRACE 110 (ptrace)
  35: if nr == 206 (io_setup) goto 36 else goto 37
  36: return TRACE 103 (io_setup)
  37: if nr == 209 (io_submit) goto 38 else goto 39
  38: return TRACE 104 (io_submit)
  39: if nr == 275 (splice) goto 40 else goto 41
  40: return TRACE 30 (splice)
  41: if nr == 307 (sendmmsg) goto 42 else goto 43
  42: return TRACE 25 (sendmmsg)
  43: if nr == 311 (process_vm_writev) goto 44 else goto 45
  44: return TRACE 111 (process_vm_writev)
  45: if nr == 321 (bpf) goto 46 else goto 47
  46: return TRACE 106 (bpf)
  47: if nr == 323 (userfaultfd) goto 48 else goto 49
  48: return TRACE 105 (userfaultfd)
  49: if nr == 328 (pwritev2) goto 50 else goto 51
  50: return TRACE 22 (pwritev2)
  51: if nr == 425 (io_uring_setup) goto 52 else goto 53
  52: return TRACE 100 (io_uring_setup)
  53: if nr == 426 (io_uring_enter) goto 54 else goto 55
  54: return TRACE 101 (io_uring_enter)
  55: if nr == 427 (io_uring_register) goto 56 else goto 57
  56: return TRACE 102 (io_uring_register)
  57: if nr == 435 (clone3) goto 58 else goto 59
  58: return ERRNO ENOSYS
  59: if nr == 438 (pidfd_getfd) goto 60 else goto 61
  60: return TRACE 112 (pidfd_getfd)
  61: if nr == 53 (socketpair) goto 62 else goto 68
  62: A = arg0.high
  63  A = A & 0x0
  64  if (arg0.high & 0x0) == 0x0 goto 65 else goto 137
  65: A = arg0.low
  66  if arg0.low == 0x1 goto 67 else goto 137
  67: return TRACE 12 (socketpair)
  68: if nr == 56 (clone) goto 69 else goto 76
  69: A = arg0.high
  70  A = A & 0x0
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 137
  72: A = arg0.low
  73  A = A & 0x800000
  74  if (arg0.low & 0x800000) == 0x800000 goto 75 else goto 137
  75: return TRACE 107 (clone)
  76: if nr == 293 (pipe2) goto 77 else goto 86
  77: A = arg1.high
  78  A = A & 0x0
  79  if (arg1.high & 0x0) == 0x0 goto 80 else goto 137
  80: A = arg1.low
  81  A = A & 0x80
  82  if (arg1.low & 0x80) == 0x80 goto 85 else goto 83
  83: if (arg1.low & 0x80) == 0x0 goto 84 else goto 137
  84: return TRACE 11 (pipe2)
  85: return TRACE 115 (pipe2)
  86: if nr == 16 (ioctl) goto 87 else goto 97
  87: A = arg1.high
  88  A = A & 0x0
  89  if (arg1.high & 0x0) == 0x0 goto 90 else goto 137
  90: A = arg1.low
  91  if arg1.low == 0xaa00 goto 96 else goto 92
  92: if arg1.low == 0x541c goto 95 else goto 93
  93: if arg1.low == 0x5412 goto 94 else goto 137
  94: return TRACE 113 (ioctl)
  95: return TRACE 114 (ioctl)
  96: return TRACE 117 (ioctl)
  97: if nr == 157 (prctl) goto 98 else goto 108
  98: A = arg0.high
  99  A = A & 0x0
 100  if (arg0.high & 0x0) == 0x0 goto 101 else goto 137
 101: A = arg0.low
 102  if arg0.low == 0x16 goto 107 else goto 103
 103: if arg0.low == 0x4 goto 106 else goto 104
 104: if arg0.low == 0x3 goto 105 else goto 137
 105: return TRACE 41 (prctl)
 106: return TRACE 40 (prctl)
 107: return TRACE 51 (prctl)
 108: if nr == 54 (setsockopt) goto 109 else goto 122
 109: A = arg1.high
 110  A = A & 0x0
 111  if (arg1.high & 0x0) == 0x0 goto 112 else goto 137
 112: A = arg1.low
 113  if arg1.low == 0x1 goto 114 else goto 137
 114: A = arg2.high
 115  A = A & 0x0
 116  if (arg2.high & 0x0) == 0x0 goto 117 else goto 137
 117: A = arg2.low
 118  if arg2.low == 0x4c goto 121 else goto 119
 119: if arg2.low == 0x10 goto 120 else goto 137
 120: return TRACE 62 (setsockopt)
 121: return TRACE 63 (setsockopt)
 122: if nr == 317 (seccomp) goto 123 else goto 137
 123: A = arg0.high
 124  A = A & 0x0
 125  if (arg0.high & 0x0) == 0x0 goto 126 else goto 137
 126: A = arg0.low
 127  if arg0.low == 0x1 goto 128 else goto 135
 128: A = arg1.high
 129  A = A & 0x0
 130  if (arg1.high & 0x0) == 0x0 goto 131 else goto 135
 131: A = arg1.low
 132  A = A & 0x8
 133  if (arg1.low & 0x8) == 0x8 goto 139 else goto 134
 134: if (arg1.low & 0x8) == 0x0 goto 138 else goto 135
 135: A = arg0.low
 136  if arg0.low == 0x0 goto 138 else goto 137
 137: return ALLOW
 138: return TRACE 50 (seccomp)
 139: return TRACE 109 (seccomp)
 140: return TRACE 120 (other ABI)
