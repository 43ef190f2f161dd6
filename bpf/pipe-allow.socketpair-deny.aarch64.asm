   0  A = arch
   1  if arch == aarch64 goto 2 else goto 10
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 199 (socketpair) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x1 goto 10 else goto 9
   9: return TRACE 116 (socketpair)
  10: A = arch
  11  if arch == aarch64 goto 12 else goto 99
  12: A = nr
  13  if nr == 117 (ptrace) goto 14 else goto 15
  14: return TRACE 110 (ptrace)
  15: if nr == 425 (io_uring_setup) goto 16 else goto 17
  16: return TRACE 100 (io_uring_setup)
  17: if nr == 426 (io_uring_enter) goto 18 else goto 19
  18: return TRACE 101 (io_uring_enter)
  19: if nr == 427 (io_uring_register) goto 20 else goto 21
  20: return TRACE 102 (io_uring_register)
  21: if nr == 435 (clone3) goto 22 else goto 23
  22: return ERRNO ENOSYS
  23: if nr == 438 (pidfd_getfd) goto 24 else goto 25
  24: return TRACE 112 (pidfd_getfd)
  25: if nr == 59 (pipe2) goto 26 else goto 33
  26: A = arg1.high
  27  A = A & 0x0
  28  if (arg1.high & 0x0) == 0x0 goto 29 else goto 96
  29: A = arg1.low
  30  A = A & 0x80
  31  if (arg1.low & 0x80) == 0x80 goto 32 else goto 96
  32: return TRACE 115 (pipe2)
  33: if nr == 199 (socketpair) goto 34 else goto 40
  34: A = arg0.high
  35  A = A & 0x0
  36  if (arg0.high & 0x0) == 0x0 goto 37 else goto 96
  37: A = arg0.low
  38  if arg0.low == 0x1 goto 39 else goto 96
  39: return TRACE 12 (socketpair)
  40: if nr == 220 (clone) goto 41 else goto 48
  41: A = arg0.high
  42  A = A & 0x0
  43  if (arg0.high & 0x0) == 0x0 goto 44 else goto 96
  44: A = arg0.low
  45  A = A & 0x800000
  46  if (arg0.low & 0x800000) == 0x800000 goto 47 else goto 96
  47: return TRACE 107 (clone)
  48: if nr == 260 (wait4) goto 49 else goto 56
  49: A = arg2.high
  50  A = A & 0x0
  51  if (arg2.high & 0x0) == 0x0 goto 52 else goto 96
  52: A = arg2.low
  53  A = A & 0x1
  54  if (arg2.low & 0x1) == 0x1 goto 55 else goto 96
  55: return TRACE 90 (wait4)
  56: if nr == 29 (ioctl) goto 57 else goto 65
  57: A = arg1.high
  58  A = A & 0x0
  59  if (arg1.high & 0x0) == 0x0 goto 60 else goto 96
  60: A = arg1.low
  61  if arg1.low == 0x541c goto 64 else goto 62
  62: if arg1.low == 0x5412 goto 63 else goto 96
  63: return TRACE 113 (ioctl)
  64: return TRACE 114 (ioctl)
  65: if nr == 277 (seccomp) goto 66 else goto 78
  66: A = arg0.high
  67  A = A & 0x0
  68  if (arg0.high & 0x0) == 0x0 goto 69 else goto 96
  69: A = arg0.low
  70  if arg0.low == 0x1 goto 71 else goto 96
  71: A = arg1.high
  72  A = A & 0x0
  73  if (arg1.high & 0x0) == 0x0 goto 74 else goto 96
  74: A = arg1.low
  75  A = A & 0x8
  76  if (arg1.low & 0x8) == 0x8 goto 77 else goto 96
  77: return TRACE 109 (seccomp)
  78: if nr == 95 (waitid) goto 79 else goto 96
  79: A = arg3.high
  80  A = A & 0x0
  81  if (arg3.high & 0x0) == 0x0 goto 82 else goto 85
  82: A = arg3.low
  83  A = A & 0x1
  84  if (arg3.low & 0x1) == 0x1 goto 98 else goto 85
  85: A = arg0.high
  86  A = A & 0x0
  87  if (arg0.high & 0x0) == 0x0 goto 88 else goto 96
  88: A = arg0.low
  89  if arg0.low == 0x3 goto 90 else goto 96
  90: A = arg3.high
  91  A = A & 0x0
  92  if (arg3.high & 0x0) == 0x0 goto 93 else goto 96
  93: A = arg3.low
  94  A = A & 0x1
  95  if (arg3.low & 0x1) == 0x0 goto 97 else goto 96
  96: return ALLOW
  97: return TRACE 92 (waitid)
  98: return TRACE 91 (waitid)
  99: return TRACE 120 (other ABI)
