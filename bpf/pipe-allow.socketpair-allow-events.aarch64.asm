   0  A = arch
   1  if arch == aarch64 goto 2 else goto 10
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 199 (socketpair) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x1 goto 10 else goto 9
   9: return TRACE 116 (socketpair)
  10: A = arch
  11  if arch == aarch64 goto 12 else goto 132
  12: A = nr
  13  if nr == 0 (io_setup) goto 14 else goto 15
  14: return TRACE 103 (io_setup)
  15: if nr == 2 (io_submit) goto 16 else goto 17
  16: return TRACE 104 (io_submit)
  17: if nr == 64 (write) goto 18 else goto 19
  18: return TRACE 20 (write)
  19: if nr == 66 (writev) goto 20 else goto 21
  20: return TRACE 21 (writev)
  21: if nr == 71 (sendfile) goto 22 else goto 23
  22: return TRACE 33 (sendfile)
  23: if nr == 76 (splice) goto 24 else goto 25
  24: return TRACE 30 (splice)
  25: if nr == 117 (ptrace) goto 26 else goto 27
  26: return TRACE 110 (ptrace)
  27: if nr == 200 (bind) goto 28 else goto 29
  28: return TRACE 60 (bind)
  29: if nr == 203 (connect) goto 30 else goto 31
  30: return TRACE 61 (connect)
  31: if nr == 206 (sendto) goto 32 else goto 33
  32: return TRACE 23 (sendto)
  33: if nr == 211 (sendmsg) goto 34 else goto 35
  34: return TRACE 24 (sendmsg)
  35: if nr == 269 (sendmmsg) goto 36 else goto 37
  36: return TRACE 25 (sendmmsg)
  37: if nr == 271 (process_vm_writev) goto 38 else goto 39
  38: return TRACE 111 (process_vm_writev)
  39: if nr == 280 (bpf) goto 40 else goto 41
  40: return TRACE 106 (bpf)
  41: if nr == 282 (userfaultfd) goto 42 else goto 43
  42: return TRACE 105 (userfaultfd)
  43: if nr == 287 (pwritev2) goto 44 else goto 45
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
  55: if nr == 59 (pipe2) goto 56 else goto 63
  56: A = arg1.high
  57  A = A & 0x0
  58  if (arg1.high & 0x0) == 0x0 goto 59 else goto 129
  59: A = arg1.low
  60  A = A & 0x80
  61  if (arg1.low & 0x80) == 0x80 goto 62 else goto 129
  62: return TRACE 115 (pipe2)
  63: if nr == 199 (socketpair) goto 64 else goto 70
  64: A = arg0.high
  65  A = A & 0x0
  66  if (arg0.high & 0x0) == 0x0 goto 67 else goto 129
  67: A = arg0.low
  68  if arg0.low == 0x1 goto 69 else goto 129
  69: return TRACE 12 (socketpair)
  70: if nr == 220 (clone) goto 71 else goto 78
  71: A = arg0.high
  72  A = A & 0x0
  73  if (arg0.high & 0x0) == 0x0 goto 74 else goto 129
  74: A = arg0.low
  75  A = A & 0x800000
  76  if (arg0.low & 0x800000) == 0x800000 goto 77 else goto 129
  77: return TRACE 107 (clone)
  78: if nr == 29 (ioctl) goto 79 else goto 89
  79: A = arg1.high
  80  A = A & 0x0
  81  if (arg1.high & 0x0) == 0x0 goto 82 else goto 129
  82: A = arg1.low
  83  if arg1.low == 0xaa00 goto 88 else goto 84
  84: if arg1.low == 0x541c goto 87 else goto 85
  85: if arg1.low == 0x5412 goto 86 else goto 129
  86: return TRACE 113 (ioctl)
  87: return TRACE 114 (ioctl)
  88: return TRACE 117 (ioctl)
  89: if nr == 167 (prctl) goto 90 else goto 100
  90: A = arg0.high
  91  A = A & 0x0
  92  if (arg0.high & 0x0) == 0x0 goto 93 else goto 129
  93: A = arg0.low
  94  if arg0.low == 0x16 goto 99 else goto 95
  95: if arg0.low == 0x4 goto 98 else goto 96
  96: if arg0.low == 0x3 goto 97 else goto 129
  97: return TRACE 41 (prctl)
  98: return TRACE 40 (prctl)
  99: return TRACE 51 (prctl)
 100: if nr == 208 (setsockopt) goto 101 else goto 114
 101: A = arg1.high
 102  A = A & 0x0
 103  if (arg1.high & 0x0) == 0x0 goto 104 else goto 129
 104: A = arg1.low
 105  if arg1.low == 0x1 goto 106 else goto 129
 106: A = arg2.high
 107  A = A & 0x0
 108  if (arg2.high & 0x0) == 0x0 goto 109 else goto 129
 109: A = arg2.low
 110  if arg2.low == 0x4c goto 113 else goto 111
 111: if arg2.low == 0x10 goto 112 else goto 129
 112: return TRACE 62 (setsockopt)
 113: return TRACE 63 (setsockopt)
 114: if nr == 277 (seccomp) goto 115 else goto 129
 115: A = arg0.high
 116  A = A & 0x0
 117  if (arg0.high & 0x0) == 0x0 goto 118 else goto 129
 118: A = arg0.low
 119  if arg0.low == 0x1 goto 120 else goto 127
 120: A = arg1.high
 121  A = A & 0x0
 122  if (arg1.high & 0x0) == 0x0 goto 123 else goto 127
 123: A = arg1.low
 124  A = A & 0x8
 125  if (arg1.low & 0x8) == 0x8 goto 131 else goto 126
 126: if (arg1.low & 0x8) == 0x0 goto 130 else goto 127
 127: A = arg0.low
 128  if arg0.low == 0x0 goto 130 else goto 129
 129: return ALLOW
 130: return TRACE 50 (seccomp)
 131: return TRACE 109 (seccomp)
 132: return TRACE 120 (other ABI)
