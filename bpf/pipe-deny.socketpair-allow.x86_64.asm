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
  16  if arch == x86_64 goto 17 else goto 103
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 103
  20: if nr == 22 (pipe) goto 21 else goto 22
  21: return TRACE 10 (pipe)
  22: if nr == 101 (ptrace) goto 23 else goto 24
  23: return TRACE 110 (ptrace)
  24: if nr == 425 (io_uring_setup) goto 25 else goto 26
  25: return TRACE 100 (io_uring_setup)
  26: if nr == 426 (io_uring_enter) goto 27 else goto 28
  27: return TRACE 101 (io_uring_enter)
  28: if nr == 427 (io_uring_register) goto 29 else goto 30
  29: return TRACE 102 (io_uring_register)
  30: if nr == 435 (clone3) goto 31 else goto 32
  31: return ERRNO ENOSYS
  32: if nr == 438 (pidfd_getfd) goto 33 else goto 34
  33: return TRACE 112 (pidfd_getfd)
  34: if nr == 56 (clone) goto 35 else goto 42
  35: A = arg0.high
  36  A = A & 0x0
  37  if (arg0.high & 0x0) == 0x0 goto 38 else goto 100
  38: A = arg0.low
  39  A = A & 0x800000
  40  if (arg0.low & 0x800000) == 0x800000 goto 41 else goto 100
  41: return TRACE 107 (clone)
  42: if nr == 61 (wait4) goto 43 else goto 50
  43: A = arg2.high
  44  A = A & 0x0
  45  if (arg2.high & 0x0) == 0x0 goto 46 else goto 100
  46: A = arg2.low
  47  A = A & 0x1
  48  if (arg2.low & 0x1) == 0x1 goto 49 else goto 100
  49: return TRACE 90 (wait4)
  50: if nr == 16 (ioctl) goto 51 else goto 59
  51: A = arg1.high
  52  A = A & 0x0
  53  if (arg1.high & 0x0) == 0x0 goto 54 else goto 100
  54: A = arg1.low
  55  if arg1.low == 0x541c goto 58 else goto 56
  56: if arg1.low == 0x5412 goto 57 else goto 100
  57: return TRACE 113 (ioctl)
  58: return TRACE 114 (ioctl)
  59: if nr == 293 (pipe2) goto 60 else goto 69
  60: A = arg1.high
  61  A = A & 0x0
  62  if (arg1.high & 0x0) == 0x0 goto 63 else goto 100
  63: A = arg1.low
  64  A = A & 0x80
  65  if (arg1.low & 0x80) == 0x80 goto 68 else goto 66
  66: if (arg1.low & 0x80) == 0x0 goto 67 else goto 100
  67: return TRACE 11 (pipe2)
  68: return TRACE 115 (pipe2)
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
