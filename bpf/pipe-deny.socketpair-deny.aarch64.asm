   0  A = arch
   1  if arch == aarch64 goto 2 else goto 10
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 199 (socketpair) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x1 goto 10 else goto 9
   9: return TRACE 116 (socketpair)
  10: A = arch
  11  if arch == aarch64 goto 12 else goto 73
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
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 71
  29: A = arg0.low
  30  if arg0.low == 0x1 goto 31 else goto 71
  31: return TRACE 12 (socketpair)
  32: if nr == 220 (clone) goto 33 else goto 40
  33: A = arg0.high
  34  A = A & 0x0
  35  if (arg0.high & 0x0) == 0x0 goto 36 else goto 71
  36: A = arg0.low
  37  A = A & 0x800000
  38  if (arg0.low & 0x800000) == 0x800000 goto 39 else goto 71
  39: return TRACE 107 (clone)
  40: if nr == 29 (ioctl) goto 41 else goto 49
  41: A = arg1.high
  42  A = A & 0x0
  43  if (arg1.high & 0x0) == 0x0 goto 44 else goto 71
  44: A = arg1.low
  45  if arg1.low == 0x541c goto 48 else goto 46
  46: if arg1.low == 0x5412 goto 47 else goto 71
  47: return TRACE 113 (ioctl)
  48: return TRACE 114 (ioctl)
  49: if nr == 59 (pipe2) goto 50 else goto 59
  50: A = arg1.high
  51  A = A & 0x0
  52  if (arg1.high & 0x0) == 0x0 goto 53 else goto 71
  53: A = arg1.low
  54  A = A & 0x80
  55  if (arg1.low & 0x80) == 0x80 goto 58 else goto 56
  56: if (arg1.low & 0x80) == 0x0 goto 57 else goto 71
  57: return TRACE 11 (pipe2)
  58: return TRACE 115 (pipe2)
  59: if nr == 277 (seccomp) goto 60 else goto 71
  60: A = arg0.high
  61  A = A & 0x0
  62  if (arg0.high & 0x0) == 0x0 goto 63 else goto 71
  63: A = arg0.low
  64  if arg0.low == 0x1 goto 65 else goto 71
  65: A = arg1.high
  66  A = A & 0x0
  67  if (arg1.high & 0x0) == 0x0 goto 68 else goto 71
  68: A = arg1.low
  69  A = A & 0x8
  70  if (arg1.low & 0x8) == 0x8 goto 72 else goto 71
  71: return ALLOW
  72: return TRACE 109 (seccomp)
  73: return TRACE 120 (other ABI)
