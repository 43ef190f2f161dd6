   0  A = arch
   1  if arch == x86_64 goto 2 else goto 15
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 10 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: if nr >= 337 goto 8 else goto 10
   8: if nr > 423 goto 10 else goto 9
   9: return TRACE 121 (unknown call)
  10: A = nr
  11  if nr == 53 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return TRACE 116 (socketpair)
  15: A = arch
  16  if arch == x86_64 goto 17 else goto 106
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 106
  20: if nr == 101 (ptrace) goto 21 else goto 22
  21: return TRACE 110 (ptrace)
  22: if nr == 425 (io_uring_setup) goto 23 else goto 24
  23: return TRACE 100 (io_uring_setup)
  24: if nr == 426 (io_uring_enter) goto 25 else goto 26
  25: return TRACE 101 (io_uring_enter)
  26: if nr == 427 (io_uring_register) goto 27 else goto 28
  27: return TRACE 102 (io_uring_register)
  28: if nr == 435 (clone3) goto 29 else goto 30
  29: return ERRNO ENOSYS
  30: if nr == 438 (pidfd_getfd) goto 31 else goto 32
  31: return TRACE 112 (pidfd_getfd)
  32: if nr == 53 (socketpair) goto 33 else goto 39
  33: A = arg0.high
  34  A = A & 0x0
  35  if (arg0.high & 0x0) == 0x0 goto 36 else goto 103
  36: A = arg0.low
  37  if arg0.low == 0x1 goto 38 else goto 103
  38: return TRACE 12 (socketpair)
  39: if nr == 56 (clone) goto 40 else goto 47
  40: A = arg0.high
  41  A = A & 0x0
  42  if (arg0.high & 0x0) == 0x0 goto 43 else goto 103
  43: A = arg0.low
  44  A = A & 0x800000
  45  if (arg0.low & 0x800000) == 0x800000 goto 46 else goto 103
  46: return TRACE 107 (clone)
  47: if nr == 61 (wait4) goto 48 else goto 55
  48: A = arg2.high
  49  A = A & 0x0
  50  if (arg2.high & 0x0) == 0x0 goto 51 else goto 103
  51: A = arg2.low
  52  A = A & 0x1
  53  if (arg2.low & 0x1) == 0x1 goto 54 else goto 103
  54: return TRACE 90 (wait4)
  55: if nr == 293 (pipe2) goto 56 else goto 63
  56: A = arg1.high
  57  A = A & 0x0
  58  if (arg1.high & 0x0) == 0x0 goto 59 else goto 103
  59: A = arg1.low
  60  A = A & 0x80
  61  if (arg1.low & 0x80) == 0x80 goto 62 else goto 103
  62: return TRACE 115 (pipe2)
  63: if nr == 16 (ioctl) goto 64 else goto 72
  64: A = arg1.high
  65  A = A & 0x0
  66  if (arg1.high & 0x0) == 0x0 goto 67 else goto 103
  67: A = arg1.low
  68  if arg1.low == 0x541c goto 71 else goto 69
  69: if arg1.low == 0x5412 goto 70 else goto 103
  70: return TRACE 113 (ioctl)
  71: return TRACE 114 (ioctl)
  72: if nr == 317 (seccomp) goto 73 else goto 85
  73: A = arg0.high
  74  A = A & 0x0
  75  if (arg0.high & 0x0) == 0x0 goto 76 else goto 103
  76: A = arg0.low
  77  if arg0.low == 0x1 goto 78 else goto 103
  78: A = arg1.high
  79  A = A & 0x0
  80  if (arg1.high & 0x0) == 0x0 goto 81 else goto 103
  81: A = arg1.low
  82  A = A & 0x8
  83  if (arg1.low & 0x8) == 0x8 goto 84 else goto 103
  84: return TRACE 109 (seccomp)
  85: if nr == 247 (waitid) goto 86 else goto 103
  86: A = arg3.high
  87  A = A & 0x0
  88  if (arg3.high & 0x0) == 0x0 goto 89 else goto 92
  89: A = arg3.low
  90  A = A & 0x1
  91  if (arg3.low & 0x1) == 0x1 goto 105 else goto 92
  92: A = arg0.high
  93  A = A & 0x0
  94  if (arg0.high & 0x0) == 0x0 goto 95 else goto 103
  95: A = arg0.low
  96  if arg0.low == 0x3 goto 97 else goto 103
  97: A = arg3.high
  98  A = A & 0x0
  99  if (arg3.high & 0x0) == 0x0 goto 100 else goto 103
 100: A = arg3.low
 101  A = A & 0x1
 102  if (arg3.low & 0x1) == 0x0 goto 104 else goto 103
 103: return ALLOW
 104: return TRACE 92 (waitid)
 105: return TRACE 91 (waitid)
 106: return TRACE 120 (other ABI)
