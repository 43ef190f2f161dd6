   0  A = arch
   1  if arch == aarch64 goto 2 else goto 15
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 261 (prlimit64) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x0 goto 10 else goto 9
   9: return TRACE 80 (prlimit64)
  10: A = nr
  11  if nr == 199 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return TRACE 116 (socketpair)
  15: A = arch
  16  if arch == aarch64 goto 17 else goto 120
  17: A = nr
  18  if nr == 0 (io_setup) goto 19 else goto 20
  19: return TRACE 103 (io_setup)
  20: if nr == 2 (io_submit) goto 21 else goto 22
  21: return TRACE 104 (io_submit)
  22: if nr == 40 (mount) goto 23 else goto 24
  23: return TRACE 70 (mount)
  24: if nr == 64 (write) goto 25 else goto 26
  25: return TRACE 20 (write)
  26: if nr == 66 (writev) goto 27 else goto 28
  27: return TRACE 21 (writev)
  28: if nr == 71 (sendfile) goto 29 else goto 30
  29: return TRACE 33 (sendfile)
  30: if nr == 75 (vmsplice) goto 31 else goto 32
  31: return TRACE 32 (vmsplice)
  32: if nr == 76 (splice) goto 33 else goto 34
  33: return TRACE 30 (splice)
  34: if nr == 77 (tee) goto 35 else goto 36
  35: return TRACE 31 (tee)
  36: if nr == 117 (ptrace) goto 37 else goto 38
  37: return TRACE 110 (ptrace)
  38: if nr == 211 (sendmsg) goto 39 else goto 40
  39: return TRACE 24 (sendmsg)
  40: if nr == 269 (sendmmsg) goto 41 else goto 42
  41: return TRACE 25 (sendmmsg)
  42: if nr == 271 (process_vm_writev) goto 43 else goto 44
  43: return TRACE 111 (process_vm_writev)
  44: if nr == 280 (bpf) goto 45 else goto 46
  45: return TRACE 106 (bpf)
  46: if nr == 282 (userfaultfd) goto 47 else goto 48
  47: return TRACE 105 (userfaultfd)
  48: if nr == 287 (pwritev2) goto 49 else goto 50
  49: return TRACE 22 (pwritev2)
  50: if nr == 425 (io_uring_setup) goto 51 else goto 52
  51: return TRACE 100 (io_uring_setup)
  52: if nr == 426 (io_uring_enter) goto 53 else goto 54
  53: return TRACE 101 (io_uring_enter)
  54: if nr == 427 (io_uring_register) goto 55 else goto 56
  55: return TRACE 102 (io_uring_register)
  56: if nr == 430 (fsopen) goto 57 else goto 58
  57: return TRACE 71 (fsopen)
  58: if nr == 435 (clone3) goto 59 else goto 60
  59: return ERRNO ENOSYS
  60: if nr == 438 (pidfd_getfd) goto 61 else goto 62
  61: return TRACE 112 (pidfd_getfd)
  62: if nr == 220 (clone) goto 63 else goto 70
  63: A = arg0.high
  64  A = A & 0x0
  65  if (arg0.high & 0x0) == 0x0 goto 66 else goto 117
  66: A = arg0.low
  67  A = A & 0x800000
  68  if (arg0.low & 0x800000) == 0x800000 goto 69 else goto 117
  69: return TRACE 107 (clone)
  70: if nr == 59 (pipe2) goto 71 else goto 80
  71: A = arg1.high
  72  A = A & 0x0
  73  if (arg1.high & 0x0) == 0x0 goto 74 else goto 117
  74: A = arg1.low
  75  A = A & 0x80
  76  if (arg1.low & 0x80) == 0x80 goto 79 else goto 77
  77: if (arg1.low & 0x80) == 0x0 goto 78 else goto 117
  78: return TRACE 11 (pipe2)
  79: return TRACE 115 (pipe2)
  80: if nr == 29 (ioctl) goto 81 else goto 91
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
  91: if nr == 167 (prctl) goto 92 else goto 102
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
 102: if nr == 277 (seccomp) goto 103 else goto 117
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
