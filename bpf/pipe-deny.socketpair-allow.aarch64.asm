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
  17  if arch == aarch64 goto 18 else goto 100
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
  31: if nr == 220 (clone) goto 32 else goto 39
  32: A = arg0.high
  33  A = A & 0x0
  34  if (arg0.high & 0x0) == 0x0 goto 35 else goto 97
  35: A = arg0.low
  36  A = A & 0x800000
  37  if (arg0.low & 0x800000) == 0x800000 goto 38 else goto 97
  38: return TRACE 107 (clone)
  39: if nr == 260 (wait4) goto 40 else goto 47
  40: A = arg2.high
  41  A = A & 0x0
  42  if (arg2.high & 0x0) == 0x0 goto 43 else goto 97
  43: A = arg2.low
  44  A = A & 0x1
  45  if (arg2.low & 0x1) == 0x1 goto 46 else goto 97
  46: return TRACE 90 (wait4)
  47: if nr == 29 (ioctl) goto 48 else goto 56
  48: A = arg1.high
  49  A = A & 0x0
  50  if (arg1.high & 0x0) == 0x0 goto 51 else goto 97
  51: A = arg1.low
  52  if arg1.low == 0x541c goto 55 else goto 53
  53: if arg1.low == 0x5412 goto 54 else goto 97
  54: return TRACE 113 (ioctl)
  55: return TRACE 114 (ioctl)
  56: if nr == 59 (pipe2) goto 57 else goto 66
  57: A = arg1.high
  58  A = A & 0x0
  59  if (arg1.high & 0x0) == 0x0 goto 60 else goto 97
  60: A = arg1.low
  61  A = A & 0x80
  62  if (arg1.low & 0x80) == 0x80 goto 65 else goto 63
  63: if (arg1.low & 0x80) == 0x0 goto 64 else goto 97
  64: return TRACE 11 (pipe2)
  65: return TRACE 115 (pipe2)
  66: if nr == 277 (seccomp) goto 67 else goto 79
  67: A = arg0.high
  68  A = A & 0x0
  69  if (arg0.high & 0x0) == 0x0 goto 70 else goto 97
  70: A = arg0.low
  71  if arg0.low == 0x1 goto 72 else goto 97
  72: A = arg1.high
  73  A = A & 0x0
  74  if (arg1.high & 0x0) == 0x0 goto 75 else goto 97
  75: A = arg1.low
  76  A = A & 0x8
  77  if (arg1.low & 0x8) == 0x8 goto 78 else goto 97
  78: return TRACE 109 (seccomp)
  79: if nr == 95 (waitid) goto 80 else goto 97
  80: A = arg3.high
  81  A = A & 0x0
  82  if (arg3.high & 0x0) == 0x0 goto 83 else goto 86
  83: A = arg3.low
  84  A = A & 0x1
  85  if (arg3.low & 0x1) == 0x1 goto 99 else goto 86
  86: A = arg0.high
  87  A = A & 0x0
  88  if (arg0.high & 0x0) == 0x0 goto 89 else goto 97
  89: A = arg0.low
  90  if arg0.low == 0x3 goto 91 else goto 97
  91: A = arg3.high
  92  A = A & 0x0
  93  if (arg3.high & 0x0) == 0x0 goto 94 else goto 97
  94: A = arg3.low
  95  A = A & 0x1
  96  if (arg3.low & 0x1) == 0x0 goto 98 else goto 97
  97: return ALLOW
  98: return TRACE 92 (waitid)
  99: return TRACE 91 (waitid)
 100: return TRACE 120 (other ABI)
