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
  11  if arch == aarch64 goto 12 else goto 94
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
  25: if nr == 220 (clone) goto 26 else goto 33
  26: A = arg0.high
  27  A = A & 0x0
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 91
  29: A = arg0.low
  30  A = A & 0x800000
  31  if (arg0.low & 0x800000) == 0x800000 goto 32 else goto 91
  32: return TRACE 107 (clone)
  33: if nr == 260 (wait4) goto 34 else goto 41
  34: A = arg2.high
  35  A = A & 0x0
  36  if (arg2.high & 0x0) == 0x0 goto 37 else goto 91
  37: A = arg2.low
  38  A = A & 0x1
  39  if (arg2.low & 0x1) == 0x1 goto 40 else goto 91
  40: return TRACE 90 (wait4)
  41: if nr == 29 (ioctl) goto 42 else goto 50
  42: A = arg1.high
  43  A = A & 0x0
  44  if (arg1.high & 0x0) == 0x0 goto 45 else goto 91
  45: A = arg1.low
  46  if arg1.low == 0x541c goto 49 else goto 47
  47: if arg1.low == 0x5412 goto 48 else goto 91
  48: return TRACE 113 (ioctl)
  49: return TRACE 114 (ioctl)
  50: if nr == 59 (pipe2) goto 51 else goto 60
  51: A = arg1.high
  52  A = A & 0x0
  53  if (arg1.high & 0x0) == 0x0 goto 54 else goto 91
  54: A = arg1.low
  55  A = A & 0x80
  56  if (arg1.low & 0x80) == 0x80 goto 59 else goto 57
  57: if (arg1.low & 0x80) == 0x0 goto 58 else goto 91
  58: return TRACE 11 (pipe2)
  59: return TRACE 115 (pipe2)
  60: if nr == 277 (seccomp) goto 61 else goto 73
  61: A = arg0.high
  62  A = A & 0x0
  63  if (arg0.high & 0x0) == 0x0 goto 64 else goto 91
  64: A = arg0.low
  65  if arg0.low == 0x1 goto 66 else goto 91
  66: A = arg1.high
  67  A = A & 0x0
  68  if (arg1.high & 0x0) == 0x0 goto 69 else goto 91
  69: A = arg1.low
  70  A = A & 0x8
  71  if (arg1.low & 0x8) == 0x8 goto 72 else goto 91
  72: return TRACE 109 (seccomp)
  73: if nr == 95 (waitid) goto 74 else goto 91
  74: A = arg3.high
  75  A = A & 0x0
  76  if (arg3.high & 0x0) == 0x0 goto 77 else goto 80
  77: A = arg3.low
  78  A = A & 0x1
  79  if (arg3.low & 0x1) == 0x1 goto 93 else goto 80
  80: A = arg0.high
  81  A = A & 0x0
  82  if (arg0.high & 0x0) == 0x0 goto 83 else goto 91
  83: A = arg0.low
  84  if arg0.low == 0x3 goto 85 else goto 91
  85: A = arg3.high
  86  A = A & 0x0
  87  if (arg3.high & 0x0) == 0x0 goto 88 else goto 91
  88: A = arg3.low
  89  A = A & 0x1
  90  if (arg3.low & 0x1) == 0x0 goto 92 else goto 91
  91: return ALLOW
  92: return TRACE 92 (waitid)
  93: return TRACE 91 (waitid)
  94: return TRACE 120 (other ABI)
