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
  17  if arch == aarch64 goto 18 else goto 105
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
  31: if nr == 59 (pipe2) goto 32 else goto 39
  32: A = arg1.high
  33  A = A & 0x0
  34  if (arg1.high & 0x0) == 0x0 goto 35 else goto 102
  35: A = arg1.low
  36  A = A & 0x80
  37  if (arg1.low & 0x80) == 0x80 goto 38 else goto 102
  38: return TRACE 115 (pipe2)
  39: if nr == 199 (socketpair) goto 40 else goto 46
  40: A = arg0.high
  41  A = A & 0x0
  42  if (arg0.high & 0x0) == 0x0 goto 43 else goto 102
  43: A = arg0.low
  44  if arg0.low == 0x1 goto 45 else goto 102
  45: return TRACE 12 (socketpair)
  46: if nr == 220 (clone) goto 47 else goto 54
  47: A = arg0.high
  48  A = A & 0x0
  49  if (arg0.high & 0x0) == 0x0 goto 50 else goto 102
  50: A = arg0.low
  51  A = A & 0x800000
  52  if (arg0.low & 0x800000) == 0x800000 goto 53 else goto 102
  53: return TRACE 107 (clone)
  54: if nr == 260 (wait4) goto 55 else goto 62
  55: A = arg2.high
  56  A = A & 0x0
  57  if (arg2.high & 0x0) == 0x0 goto 58 else goto 102
  58: A = arg2.low
  59  A = A & 0x1
  60  if (arg2.low & 0x1) == 0x1 goto 61 else goto 102
  61: return TRACE 90 (wait4)
  62: if nr == 29 (ioctl) goto 63 else goto 71
  63: A = arg1.high
  64  A = A & 0x0
  65  if (arg1.high & 0x0) == 0x0 goto 66 else goto 102
  66: A = arg1.low
  67  if arg1.low == 0x541c goto 70 else goto 68
  68: if arg1.low == 0x5412 goto 69 else goto 102
  69: return TRACE 113 (ioctl)
  70: return TRACE 114 (ioctl)
  71: if nr == 277 (seccomp) goto 72 else goto 84
  72: A = arg0.high
  73  A = A & 0x0
  74  if (arg0.high & 0x0) == 0x0 goto 75 else goto 102
  75: A = arg0.low
  76  if arg0.low == 0x1 goto 77 else goto 102
  77: A = arg1.high
  78  A = A & 0x0
  79  if (arg1.high & 0x0) == 0x0 goto 80 else goto 102
  80: A = arg1.low
  81  A = A & 0x8
  82  if (arg1.low & 0x8) == 0x8 goto 83 else goto 102
  83: return TRACE 109 (seccomp)
  84: if nr == 95 (waitid) goto 85 else goto 102
  85: A = arg3.high
  86  A = A & 0x0
  87  if (arg3.high & 0x0) == 0x0 goto 88 else goto 91
  88: A = arg3.low
  89  A = A & 0x1
  90  if (arg3.low & 0x1) == 0x1 goto 104 else goto 91
  91: A = arg0.high
  92  A = A & 0x0
  93  if (arg0.high & 0x0) == 0x0 goto 94 else goto 102
  94: A = arg0.low
  95  if arg0.low == 0x3 goto 96 else goto 102
  96: A = arg3.high
  97  A = A & 0x0
  98  if (arg3.high & 0x0) == 0x0 goto 99 else goto 102
  99: A = arg3.low
 100  A = A & 0x1
 101  if (arg3.low & 0x1) == 0x0 goto 103 else goto 102
 102: return ALLOW
 103: return TRACE 92 (waitid)
 104: return TRACE 91 (waitid)
 105: return TRACE 120 (other ABI)
