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
  13  if arch == x86_64 goto 14 else goto 79
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 79
  17: if nr == 22 (pipe) goto 18 else goto 19
  18: return TRACE 10 (pipe)
  19: if nr == 101 (ptrace) goto 20 else goto 21
  20: return TRACE 110 (ptrace)
  21: if nr == 425 (io_uring_setup) goto 22 else goto 23
  22: return TRACE 100 (io_uring_setup)
  23: if nr == 426 (io_uring_enter) goto 24 else goto 25
  24: return TRACE 101 (io_uring_enter)
  25: if nr == 427 (io_uring_register) goto 26 else goto 27
  26: return TRACE 102 (io_uring_register)
  27: if nr == 435 (clone3) goto 28 else goto 29
  28: return ERRNO ENOSYS
  29: if nr == 438 (pidfd_getfd) goto 30 else goto 31
  30: return TRACE 112 (pidfd_getfd)
  31: if nr == 53 (socketpair) goto 32 else goto 38
  32: A = arg0.high
  33  A = A & 0x0
  34  if (arg0.high & 0x0) == 0x0 goto 35 else goto 77
  35: A = arg0.low
  36  if arg0.low == 0x1 goto 37 else goto 77
  37: return TRACE 12 (socketpair)
  38: if nr == 56 (clone) goto 39 else goto 46
  39: A = arg0.high
  40  A = A & 0x0
  41  if (arg0.high & 0x0) == 0x0 goto 42 else goto 77
  42: A = arg0.low
  43  A = A & 0x800000
  44  if (arg0.low & 0x800000) == 0x800000 goto 45 else goto 77
  45: return TRACE 107 (clone)
  46: if nr == 16 (ioctl) goto 47 else goto 55
  47: A = arg1.high
  48  A = A & 0x0
  49  if (arg1.high & 0x0) == 0x0 goto 50 else goto 77
  50: A = arg1.low
  51  if arg1.low == 0x541c goto 54 else goto 52
  52: if arg1.low == 0x5412 goto 53 else goto 77
  53: return TRACE 113 (ioctl)
  54: return TRACE 114 (ioctl)
  55: if nr == 293 (pipe2) goto 56 else goto 65
  56: A = arg1.high
  57  A = A & 0x0
  58  if (arg1.high & 0x0) == 0x0 goto 59 else goto 77
  59: A = arg1.low
  60  A = A & 0x80
  61  if (arg1.low & 0x80) == 0x80 goto 64 else goto 62
  62: if (arg1.low & 0x80) == 0x0 goto 63 else goto 77
  63: return TRACE 11 (pipe2)
  64: return TRACE 115 (pipe2)
  65: if nr == 317 (seccomp) goto 66 else goto 77
  66: A = arg0.high
  67  A = A & 0x0
  68  if (arg0.high & 0x0) == 0x0 goto 69 else goto 77
  69: A = arg0.low
  70  if arg0.low == 0x1 goto 71 else goto 77
  71: A = arg1.high
  72  A = A & 0x0
  73  if (arg1.high & 0x0) == 0x0 goto 74 else goto 77
  74: A = arg1.low
  75  A = A & 0x8
  76  if (arg1.low & 0x8) == 0x8 goto 78 else goto 77
  77: return ALLOW
  78: return TRACE 109 (seccomp)
  79: return TRACE 120 (other ABI)
