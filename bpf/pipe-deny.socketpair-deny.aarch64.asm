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
  11  if arch == aarch64 goto 12 else goto 101
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
  25: if nr == 199 (socketpair) goto 26 else goto 32
  26: A = arg0.high
  27  A = A & 0x0
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 98
  29: A = arg0.low
  30  if arg0.low == 0x1 goto 31 else goto 98
  31: return TRACE 12 (socketpair)
  32: if nr == 220 (clone) goto 33 else goto 40
  33: A = arg0.high
  34  A = A & 0x0
  35  if (arg0.high & 0x0) == 0x0 goto 36 else goto 98
  36: A = arg0.low
  37  A = A & 0x800000
  38  if (arg0.low & 0x800000) == 0x800000 goto 39 else goto 98
  39: return TRACE 107 (clone)
  40: if nr == 260 (wait4) goto 41 else goto 48
  41: A = arg2.high
  42  A = A & 0x0
  43  if (arg2.high & 0x0) == 0x0 goto 44 else goto 98
  44: A = arg2.low
  45  A = A & 0x1
  46  if (arg2.low & 0x1) == 0x1 goto 47 else goto 98
  47: return TRACE 90 (wait4)
  48: if nr == 29 (ioctl) goto 49 else goto 57
  49: A = arg1.high
  50  A = A & 0x0
  51  if (arg1.high & 0x0) == 0x0 goto 52 else goto 98
  52: A = arg1.low
  53  if arg1.low == 0x541c goto 56 else goto 54
  54: if arg1.low == 0x5412 goto 55 else goto 98
  55: return TRACE 113 (ioctl)
  56: return TRACE 114 (ioctl)
  57: if nr == 59 (pipe2) goto 58 else goto 67
  58: A = arg1.high
  59  A = A & 0x0
  60  if (arg1.high & 0x0) == 0x0 goto 61 else goto 98
  61: A = arg1.low
  62  A = A & 0x80
  63  if (arg1.low & 0x80) == 0x80 goto 66 else goto 64
  64: if (arg1.low & 0x80) == 0x0 goto 65 else goto 98
  65: return TRACE 11 (pipe2)
  66: return TRACE 115 (pipe2)
  67: if nr == 277 (seccomp) goto 68 else goto 80
  68: A = arg0.high
  69  A = A & 0x0
  70  if (arg0.high & 0x0) == 0x0 goto 71 else goto 98
  71: A = arg0.low
  72  if arg0.low == 0x1 goto 73 else goto 98
  73: A = arg1.high
  74  A = A & 0x0
  75  if (arg1.high & 0x0) == 0x0 goto 76 else goto 98
  76: A = arg1.low
  77  A = A & 0x8
  78  if (arg1.low & 0x8) == 0x8 goto 79 else goto 98
  79: return TRACE 109 (seccomp)
  80: if nr == 95 (waitid) goto 81 else goto 98
  81: A = arg3.high
  82  A = A & 0x0
  83  if (arg3.high & 0x0) == 0x0 goto 84 else goto 87
  84: A = arg3.low
  85  A = A & 0x1
  86  if (arg3.low & 0x1) == 0x1 goto 100 else goto 87
  87: A = arg0.high
  88  A = A & 0x0
  89  if (arg0.high & 0x0) == 0x0 goto 90 else goto 98
  90: A = arg0.low
  91  if arg0.low == 0x3 goto 92 else goto 98
  92: A = arg3.high
  93  A = A & 0x0
  94  if (arg3.high & 0x0) == 0x0 goto 95 else goto 98
  95: A = arg3.low
  96  A = A & 0x1
  97  if (arg3.low & 0x1) == 0x0 goto 99 else goto 98
  98: return ALLOW
  99: return TRACE 92 (waitid)
 100: return TRACE 91 (waitid)
 101: return TRACE 120 (other ABI)
