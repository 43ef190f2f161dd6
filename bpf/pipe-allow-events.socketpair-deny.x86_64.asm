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
  13  if arch == x86_64 goto 14 else goto 120
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 120
  17: if nr == 1 (write) goto 18 else goto 19
  18: return TRACE 20 (write)
  19: if nr == 20 (writev) goto 20 else goto 21
  20: return TRACE 21 (writev)
  21: if nr == 22 (pipe) goto 22 else goto 23
  22: return TRACE 10 (pipe)
  23: if nr == 40 (sendfile) goto 24 else goto 25
  24: return TRACE 33 (sendfile)
  25: if nr == 101 (ptrace) goto 26 else goto 27
  26: return TRACE 110 (ptrace)
  27: if nr == 206 (io_setup) goto 28 else goto 29
  28: return TRACE 103 (io_setup)
  29: if nr == 209 (io_submit) goto 30 else goto 31
  30: return TRACE 104 (io_submit)
  31: if nr == 275 (splice) goto 32 else goto 33
  32: return TRACE 30 (splice)
  33: if nr == 276 (tee) goto 34 else goto 35
  34: return TRACE 31 (tee)
  35: if nr == 278 (vmsplice) goto 36 else goto 37
  36: return TRACE 32 (vmsplice)
  37: if nr == 311 (process_vm_writev) goto 38 else goto 39
  38: return TRACE 111 (process_vm_writev)
  39: if nr == 321 (bpf) goto 40 else goto 41
  40: return TRACE 106 (bpf)
  41: if nr == 323 (userfaultfd) goto 42 else goto 43
  42: return TRACE 105 (userfaultfd)
  43: if nr == 328 (pwritev2) goto 44 else goto 45
  44: return TRACE 22 (pwritev2)
  45: if nr == 425 (io_uring_setup) goto 46 else goto 47
  46: return TRACE 100 (io_uring_setup)
  47: if nr == 426 (io_uring_enter) goto 48 else goto 49
  48: return TRACE 101 (io_uring_enter)
  49: if nr == 427 (io_uring_register) goto 50 else goto 51
  50: return TRACE 102 (io_uring_register)
  51: if nr == 435 (clone3) goto 52 else goto 53
  52: return ERRNO ENOSYS
  53: if nr == 438 (pidfd_getfd) goto 54 else goto 55
  54: return TRACE 112 (pidfd_getfd)
  55: if nr == 53 (socketpair) goto 56 else goto 62
  56: A = arg0.high
  57  A = A & 0x0
  58  if (arg0.high & 0x0) == 0x0 goto 59 else goto 117
  59: A = arg0.low
  60  if arg0.low == 0x1 goto 61 else goto 117
  61: return TRACE 12 (socketpair)
  62: if nr == 56 (clone) goto 63 else goto 70
  63: A = arg0.high
  64  A = A & 0x0
  65  if (arg0.high & 0x0) == 0x0 goto 66 else goto 117
  66: A = arg0.low
  67  A = A & 0x800000
  68  if (arg0.low & 0x800000) == 0x800000 goto 69 else goto 117
  69: return TRACE 107 (clone)
  70: if nr == 293 (pipe2) goto 71 else goto 80
  71: A = arg1.high
  72  A = A & 0x0
  73  if (arg1.high & 0x0) == 0x0 goto 74 else goto 117
  74: A = arg1.low
  75  A = A & 0x80
  76  if (arg1.low & 0x80) == 0x80 goto 79 else goto 77
  77: if (arg1.low & 0x80) == 0x0 goto 78 else goto 117
  78: return TRACE 11 (pipe2)
  79: return TRACE 115 (pipe2)
  80: if nr == 16 (ioctl) goto 81 else goto 91
  81: A = arg1.high
  82  A = A & 0x0
  83  if (arg1.high & 0x0) == 0x0 goto 84 else goto 117
  84: A = arg1.low
  85  if arg1.low == 0xaa00 goto 90 else goto 86
  86: if arg1.low == 0x541c goto 89 else goto 87
  87: if arg1.low == 0x5412 goto 88 else goto 117
  88: return TRACE 113 (ioctl)
  89: return TRACE 114 (ioctl)
  90: return TRACE 117 (ioctl)
  91: if nr == 157 (prctl) goto 92 else goto 102
  92: A = arg0.high
  93  A = A & 0x0
  94  if (arg0.high & 0x0) == 0x0 goto 95 else goto 117
  95: A = arg0.low
  96  if arg0.low == 0x16 goto 101 else goto 97
  97: if arg0.low == 0x4 goto 100 else goto 98
  98: if arg0.low == 0x3 goto 99 else goto 117
  99: return TRACE 41 (prctl)
 100: return TRACE 40 (prctl)
 101: return TRACE 51 (prctl)
 102: if nr == 317 (seccomp) goto 103 else goto 117
 103: A = arg0.high
 104  A = A & 0x0
 105  if (arg0.high & 0x0) == 0x0 goto 106 else goto 117
 106: A = arg0.low
 107  if arg0.low == 0x1 goto 108 else goto 115
 108: A = arg1.high
 109  A = A & 0x0
 110  if (arg1.high & 0x0) == 0x0 goto 111 else goto 115
 111: A = arg1.low
 112  A = A & 0x8
 113  if (arg1.low & 0x8) == 0x8 goto 119 else goto 114
 114: if (arg1.low & 0x8) == 0x0 goto 118 else goto 115
 115: A = arg0.low
 116  if arg0.low == 0x0 goto 118 else goto 117
 117: return ALLOW
 118: return TRACE 50 (seccomp)
 119: return TRACE 109 (seccomp)
 120: return TRACE 120 (other ABI)
