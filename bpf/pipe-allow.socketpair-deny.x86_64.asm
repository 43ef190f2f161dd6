   0  A = arch
   1  if arch == x86_64 goto 2 else goto 12
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: A = nr
   8  if nr == 53 (socketpair) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x1 goto 12 else goto 11
  11: return TRACE 116 (socketpair)
  12: A = arch
  13  if arch == x86_64 goto 14 else goto 103
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 103
  17: if nr == 101 (ptrace) goto 18 else goto 19
  18: return TRACE 110 (ptrace)
  19: if nr == 425 (io_uring_setup) goto 20 else goto 21
  20: return TRACE 100 (io_uring_setup)
  21: if nr == 426 (io_uring_enter) goto 22 else goto 23
  22: return TRACE 101 (io_uring_enter)
  23: if nr == 427 (io_uring_register) goto 24 else goto 25
  24: return TRACE 102 (io_uring_register)
  25: if nr == 435 (clone3) goto 26 else goto 27
  26: return ERRNO ENOSYS
  27: if nr == 438 (pidfd_getfd) goto 28 else goto 29
  28: return TRACE 112 (pidfd_getfd)
  29: if nr == 53 (socketpair) goto 30 else goto 36
  30: A = arg0.high
  31  A = A & 0x0
  32  if (arg0.high & 0x0) == 0x0 goto 33 else goto 100
  33: A = arg0.low
  34  if arg0.low == 0x1 goto 35 else goto 100
  35: return TRACE 12 (socketpair)
  36: if nr == 56 (clone) goto 37 else goto 44
  37: A = arg0.high
  38  A = A & 0x0
  39  if (arg0.high & 0x0) == 0x0 goto 40 else goto 100
  40: A = arg0.low
  41  A = A & 0x800000
  42  if (arg0.low & 0x800000) == 0x800000 goto 43 else goto 100
  43: return TRACE 107 (clone)
  44: if nr == 61 (wait4) goto 45 else goto 52
  45: A = arg2.high
  46  A = A & 0x0
  47  if (arg2.high & 0x0) == 0x0 goto 48 else goto 100
  48: A = arg2.low
  49  A = A & 0x1
  50  if (arg2.low & 0x1) == 0x1 goto 51 else goto 100
  51: return TRACE 90 (wait4)
  52: if nr == 293 (pipe2) goto 53 else goto 60
  53: A = arg1.high
  54  A = A & 0x0
  55  if (arg1.high & 0x0) == 0x0 goto 56 else goto 100
  56: A = arg1.low
  57  A = A & 0x80
  58  if (arg1.low & 0x80) == 0x80 goto 59 else goto 100
  59: return TRACE 115 (pipe2)
  60: if nr == 16 (ioctl) goto 61 else goto 69
  61: A = arg1.high
  62  A = A & 0x0
  63  if (arg1.high & 0x0) == 0x0 goto 64 else goto 100
  64: A = arg1.low
  65  if arg1.low == 0x541c goto 68 else goto 66
  66: if arg1.low == 0x5412 goto 67 else goto 100
  67: return TRACE 113 (ioctl)
  68: return TRACE 114 (ioctl)
  69: if nr == 317 (seccomp) goto 70 else goto 82
  70: A = arg0.high
  71  A = A & 0x0
  72  if (arg0.high & 0x0) == 0x0 goto 73 else goto 100
  73: A = arg0.low
  74  if arg0.low == 0x1 goto 75 else goto 100
  75: A = arg1.high
  76  A = A & 0x0
  77  if (arg1.high & 0x0) == 0x0 goto 78 else goto 100
  78: A = arg1.low
  79  A = A & 0x8
  80  if (arg1.low & 0x8) == 0x8 goto 81 else goto 100
  81: return TRACE 109 (seccomp)
  82: if nr == 247 (waitid) goto 83 else goto 100
  83: A = arg3.high
  84  A = A & 0x0
  85  if (arg3.high & 0x0) == 0x0 goto 86 else goto 89
  86: A = arg3.low
  87  A = A & 0x1
  88  if (arg3.low & 0x1) == 0x1 goto 102 else goto 89
  89: A = arg0.high
  90  A = A & 0x0
  91  if (arg0.high & 0x0) == 0x0 goto 92 else goto 100
  92: A = arg0.low
  93  if arg0.low == 0x3 goto 94 else goto 100
  94: A = arg3.high
  95  A = A & 0x0
  96  if (arg3.high & 0x0) == 0x0 goto 97 else goto 100
  97: A = arg3.low
  98  A = A & 0x1
  99  if (arg3.low & 0x1) == 0x0 goto 101 else goto 100
 100: return ALLOW
 101: return TRACE 92 (waitid)
 102: return TRACE 91 (waitid)
 103: return TRACE 120 (other ABI)
