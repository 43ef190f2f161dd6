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
  13  if arch == x86_64 goto 14 else goto 144
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 144
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
  41: if nr == 276 (tee) goto 42 else goto 43
  42: return TRACE 31 (tee)
  43: if nr == 278 (vmsplice) goto 44 else goto 45
  44: return TRACE 32 (vmsplice)
  45: if nr == 307 (sendmmsg) goto 46 else goto 47
  46: return TRACE 25 (sendmmsg)
  47: if nr == 311 (process_vm_writev) goto 48 else goto 49
  48: return TRACE 111 (process_vm_writev)
  49: if nr == 321 (bpf) goto 50 else goto 51
  50: return TRACE 106 (bpf)
  51: if nr == 323 (userfaultfd) goto 52 else goto 53
  52: return TRACE 105 (userfaultfd)
  53: if nr == 328 (pwritev2) goto 54 else goto 55
  54: return TRACE 22 (pwritev2)
  55: if nr == 425 (io_uring_setup) goto 56 else goto 57
  56: return TRACE 100 (io_uring_setup)
  57: if nr == 426 (io_uring_enter) goto 58 else goto 59
  58: return TRACE 101 (io_uring_enter)
  59: if nr == 427 (io_uring_register) goto 60 else goto 61
  60: return TRACE 102 (io_uring_register)
  61: if nr == 435 (clone3) goto 62 else goto 63
  62: return ERRNO ENOSYS
  63: if nr == 438 (pidfd_getfd) goto 64 else goto 65
  64: return TRACE 112 (pidfd_getfd)
  65: if nr == 53 (socketpair) goto 66 else goto 72
  66: A = arg0.high
  67  A = A & 0x0
  68  if (arg0.high & 0x0) == 0x0 goto 69 else goto 141
  69: A = arg0.low
  70  if arg0.low == 0x1 goto 71 else goto 141
  71: return TRACE 12 (socketpair)
  72: if nr == 56 (clone) goto 73 else goto 80
  73: A = arg0.high
  74  A = A & 0x0
  75  if (arg0.high & 0x0) == 0x0 goto 76 else goto 141
  76: A = arg0.low
  77  A = A & 0x800000
  78  if (arg0.low & 0x800000) == 0x800000 goto 79 else goto 141
  79: return TRACE 107 (clone)
  80: if nr == 293 (pipe2) goto 81 else goto 90
  81: A = arg1.high
  82  A = A & 0x0
  83  if (arg1.high & 0x0) == 0x0 goto 84 else goto 141
  84: A = arg1.low
  85  A = A & 0x80
  86  if (arg1.low & 0x80) == 0x80 goto 89 else goto 87
  87: if (arg1.low & 0x80) == 0x0 goto 88 else goto 141
  88: return TRACE 11 (pipe2)
  89: return TRACE 115 (pipe2)
  90: if nr == 16 (ioctl) goto 91 else goto 101
  91: A = arg1.high
  92  A = A & 0x0
  93  if (arg1.high & 0x0) == 0x0 goto 94 else goto 141
  94: A = arg1.low
  95  if arg1.low == 0xaa00 goto 100 else goto 96
  96: if arg1.low == 0x541c goto 99 else goto 97
  97: if arg1.low == 0x5412 goto 98 else goto 141
  98: return TRACE 113 (ioctl)
  99: return TRACE 114 (ioctl)
 100: return TRACE 117 (ioctl)
 101: if nr == 157 (prctl) goto 102 else goto 112
 102: A = arg0.high
 103  A = A & 0x0
 104  if (arg0.high & 0x0) == 0x0 goto 105 else goto 141
 105: A = arg0.low
 106  if arg0.low == 0x16 goto 111 else goto 107
 107: if arg0.low == 0x4 goto 110 else goto 108
 108: if arg0.low == 0x3 goto 109 else goto 141
 109: return TRACE 41 (prctl)
 110: return TRACE 40 (prctl)
 111: return TRACE 51 (prctl)
 112: if nr == 54 (setsockopt) goto 113 else goto 126
 113: A = arg1.high
 114  A = A & 0x0
 115  if (arg1.high & 0x0) == 0x0 goto 116 else goto 141
 116: A = arg1.low
 117  if arg1.low == 0x1 goto 118 else goto 141
 118: A = arg2.high
 119  A = A & 0x0
 120  if (arg2.high & 0x0) == 0x0 goto 121 else goto 141
 121: A = arg2.low
 122  if arg2.low == 0x4c goto 125 else goto 123
 123: if arg2.low == 0x10 goto 124 else goto 141
 124: return TRACE 62 (setsockopt)
 125: return TRACE 63 (setsockopt)
 126: if nr == 317 (seccomp) goto 127 else goto 141
 127: A = arg0.high
 128  A = A & 0x0
 129  if (arg0.high & 0x0) == 0x0 goto 130 else goto 141
 130: A = arg0.low
 131  if arg0.low == 0x1 goto 132 else goto 139
 132: A = arg1.high
 133  A = A & 0x0
 134  if (arg1.high & 0x0) == 0x0 goto 135 else goto 139
 135: A = arg1.low
 136  A = A & 0x8
 137  if (arg1.low & 0x8) == 0x8 goto 143 else goto 138
 138: if (arg1.low & 0x8) == 0x0 goto 142 else goto 139
 139: A = arg0.low
 140  if arg0.low == 0x0 goto 142 else goto 141
 141: return ALLOW
 142: return TRACE 50 (seccomp)
 143: return TRACE 109 (seccomp)
 144: return TRACE 120 (other ABI)
