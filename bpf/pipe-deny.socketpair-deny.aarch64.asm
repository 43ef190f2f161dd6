   0  A = arch
   1  if arch == aarch64 goto 2 else goto 16
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: if nr >= 244 goto 6 else goto 8
   6: if nr > 259 goto 8 else goto 7
   7: return TRACE 121 (unknown call)
   8: if nr >= 295 goto 9 else goto 11
   9: if nr > 423 goto 11 else goto 10
  10: return TRACE 121 (unknown call)
  11: A = nr
  12  if nr == 199 (socketpair) goto 13 else goto 16
  13: A = arg0.low
  14  if arg0.low == 0x1 goto 16 else goto 15
  15: return TRACE 116 (socketpair)
  16: A = arch
  17  if arch == aarch64 goto 18 else goto 107
  18: A = nr
  19  if nr == 117 (ptrace) goto 20 else goto 21
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
  31: if nr == 199 (socketpair) goto 32 else goto 38
  32: A = arg0.high
  33  A = A & 0x0
  34  if (arg0.high & 0x0) == 0x0 goto 35 else goto 104
  35: A = arg0.low
  36  if arg0.low == 0x1 goto 37 else goto 104
  37: return TRACE 12 (socketpair)
  38: if nr == 220 (clone) goto 39 else goto 46
  39: A = arg0.high
  40  A = A & 0x0
  41  if (arg0.high & 0x0) == 0x0 goto 42 else goto 104
  42: A = arg0.low
  43  A = A & 0x800000
  44  if (arg0.low & 0x800000) == 0x800000 goto 45 else goto 104
  45: return TRACE 107 (clone)
  46: if nr == 260 (wait4) goto 47 else goto 54
  47: A = arg2.high
  48  A = A & 0x0
  49  if (arg2.high & 0x0) == 0x0 goto 50 else goto 104
  50: A = arg2.low
  51  A = A & 0x1
  52  if (arg2.low & 0x1) == 0x1 goto 53 else goto 104
  53: return TRACE 90 (wait4)
  54: if nr == 29 (ioctl) goto 55 else goto 63
  55: A = arg1.high
  56  A = A & 0x0
  57  if (arg1.high & 0x0) == 0x0 goto 58 else goto 104
  58: A = arg1.low
  59  if arg1.low == 0x541c goto 62 else goto 60
  60: if arg1.low == 0x5412 goto 61 else goto 104
  61: return TRACE 113 (ioctl)
  62: return TRACE 114 (ioctl)
  63: if nr == 59 (pipe2) goto 64 else goto 73
  64: A = arg1.high
  65  A = A & 0x0
  66  if (arg1.high & 0x0) == 0x0 goto 67 else goto 104
  67: A = arg1.low
  68  A = A & 0x80
  69  if (arg1.low & 0x80) == 0x80 goto 72 else goto 70
  70: if (arg1.low & 0x80) == 0x0 goto 71 else goto 104
  71: return TRACE 11 (pipe2)
  72: return TRACE 115 (pipe2)
  73: if nr == 277 (seccomp) goto 74 else goto 86
  74: A = arg0.high
  75  A = A & 0x0
  76  if (arg0.high & 0x0) == 0x0 goto 77 else goto 104
  77: A = arg0.low
  78  if arg0.low == 0x1 goto 79 else goto 104
  79: A = arg1.high
  80  A = A & 0x0
  81  if (arg1.high & 0x0) == 0x0 goto 82 else goto 104
  82: A = arg1.low
  83  A = A & 0x8
  84  if (arg1.low & 0x8) == 0x8 goto 85 else goto 104
  85: return TRACE 109 (seccomp)
  86: if nr == 95 (waitid) goto 87 else goto 104
  87: A = arg3.high
  88  A = A & 0x0
  89  if (arg3.high & 0x0) == 0x0 goto 90 else goto 93
  90: A = arg3.low
  91  A = A & 0x1
  92  if (arg3.low & 0x1) == 0x1 goto 106 else goto 93
  93: A = arg0.high
  94  A = A & 0x0
  95  if (arg0.high & 0x0) == 0x0 goto 96 else goto 104
  96: A = arg0.low
  97  if arg0.low == 0x3 goto 98 else goto 104
  98: A = arg3.high
  99  A = A & 0x0
 100  if (arg3.high & 0x0) == 0x0 goto 101 else goto 104
 101: A = arg3.low
 102  A = A & 0x1
 103  if (arg3.low & 0x1) == 0x0 goto 105 else goto 104
 104: return ALLOW
 105: return TRACE 92 (waitid)
 106: return TRACE 91 (waitid)
 107: return TRACE 120 (other ABI)
