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
  13  if arch == x86_64 goto 14 else goto 72
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 72
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
  31: if nr == 56 (clone) goto 32 else goto 39
  32: A = arg0.high
  33  A = A & 0x0
  34  if (arg0.high & 0x0) == 0x0 goto 35 else goto 70
  35: A = arg0.low
  36  A = A & 0x800000
  37  if (arg0.low & 0x800000) == 0x800000 goto 38 else goto 70
  38: return TRACE 107 (clone)
  39: if nr == 16 (ioctl) goto 40 else goto 48
  40: A = arg1.high
  41  A = A & 0x0
  42  if (arg1.high & 0x0) == 0x0 goto 43 else goto 70
  43: A = arg1.low
  44  if arg1.low == 0x541c goto 47 else goto 45
  45: if arg1.low == 0x5412 goto 46 else goto 70
  46: return TRACE 113 (ioctl)
  47: return TRACE 114 (ioctl)
  48: if nr == 293 (pipe2) goto 49 else goto 58
  49: A = arg1.high
  50  A = A & 0x0
  51  if (arg1.high & 0x0) == 0x0 goto 52 else goto 70
  52: A = arg1.low
  53  A = A & 0x80
  54  if (arg1.low & 0x80) == 0x80 goto 57 else goto 55
  55: if (arg1.low & 0x80) == 0x0 goto 56 else goto 70
  56: return TRACE 11 (pipe2)
  57: return TRACE 115 (pipe2)
  58: if nr == 317 (seccomp) goto 59 else goto 70
  59: A = arg0.high
  60  A = A & 0x0
  61  if (arg0.high & 0x0) == 0x0 goto 62 else goto 70
  62: A = arg0.low
  63  if arg0.low == 0x1 goto 64 else goto 70
  64: A = arg1.high
  65  A = A & 0x0
  66  if (arg1.high & 0x0) == 0x0 goto 67 else goto 70
  67: A = arg1.low
  68  A = A & 0x8
  69  if (arg1.low & 0x8) == 0x8 goto 71 else goto 70
  70: return ALLOW
  71: return TRACE 109 (seccomp)
  72: return TRACE 120 (other ABI)
