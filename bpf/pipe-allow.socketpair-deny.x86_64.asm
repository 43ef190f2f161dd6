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
  13  if arch == x86_64 goto 14 else goto 75
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 75
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
  32  if (arg0.high & 0x0) == 0x0 goto 33 else goto 73
  33: A = arg0.low
  34  if arg0.low == 0x1 goto 35 else goto 73
  35: return TRACE 12 (socketpair)
  36: if nr == 56 (clone) goto 37 else goto 44
  37: A = arg0.high
  38  A = A & 0x0
  39  if (arg0.high & 0x0) == 0x0 goto 40 else goto 73
  40: A = arg0.low
  41  A = A & 0x800000
  42  if (arg0.low & 0x800000) == 0x800000 goto 43 else goto 73
  43: return TRACE 107 (clone)
  44: if nr == 293 (pipe2) goto 45 else goto 52
  45: A = arg1.high
  46  A = A & 0x0
  47  if (arg1.high & 0x0) == 0x0 goto 48 else goto 73
  48: A = arg1.low
  49  A = A & 0x80
  50  if (arg1.low & 0x80) == 0x80 goto 51 else goto 73
  51: return TRACE 115 (pipe2)
  52: if nr == 16 (ioctl) goto 53 else goto 61
  53: A = arg1.high
  54  A = A & 0x0
  55  if (arg1.high & 0x0) == 0x0 goto 56 else goto 73
  56: A = arg1.low
  57  if arg1.low == 0x541c goto 60 else goto 58
  58: if arg1.low == 0x5412 goto 59 else goto 73
  59: return TRACE 113 (ioctl)
  60: return TRACE 114 (ioctl)
  61: if nr == 317 (seccomp) goto 62 else goto 73
  62: A = arg0.high
  63  A = A & 0x0
  64  if (arg0.high & 0x0) == 0x0 goto 65 else goto 73
  65: A = arg0.low
  66  if arg0.low == 0x1 goto 67 else goto 73
  67: A = arg1.high
  68  A = A & 0x0
  69  if (arg1.high & 0x0) == 0x0 goto 70 else goto 73
  70: A = arg1.low
  71  A = A & 0x8
  72  if (arg1.low & 0x8) == 0x8 goto 74 else goto 73
  73: return ALLOW
  74: return TRACE 109 (seccomp)
  75: return TRACE 120 (other ABI)
