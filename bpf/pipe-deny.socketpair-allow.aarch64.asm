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
  11  if arch == aarch64 goto 12 else goto 66
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
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 64
  29: A = arg0.low
  30  A = A & 0x800000
  31  if (arg0.low & 0x800000) == 0x800000 goto 32 else goto 64
  32: return TRACE 107 (clone)
  33: if nr == 29 (ioctl) goto 34 else goto 42
  34: A = arg1.high
  35  A = A & 0x0
  36  if (arg1.high & 0x0) == 0x0 goto 37 else goto 64
  37: A = arg1.low
  38  if arg1.low == 0x541c goto 41 else goto 39
  39: if arg1.low == 0x5412 goto 40 else goto 64
  40: return TRACE 113 (ioctl)
  41: return TRACE 114 (ioctl)
  42: if nr == 59 (pipe2) goto 43 else goto 52
  43: A = arg1.high
  44  A = A & 0x0
  45  if (arg1.high & 0x0) == 0x0 goto 46 else goto 64
  46: A = arg1.low
  47  A = A & 0x80
  48  if (arg1.low & 0x80) == 0x80 goto 51 else goto 49
  49: if (arg1.low & 0x80) == 0x0 goto 50 else goto 64
  50: return TRACE 11 (pipe2)
  51: return TRACE 115 (pipe2)
  52: if nr == 277 (seccomp) goto 53 else goto 64
  53: A = arg0.high
  54  A = A & 0x0
  55  if (arg0.high & 0x0) == 0x0 goto 56 else goto 64
  56: A = arg0.low
  57  if arg0.low == 0x1 goto 58 else goto 64
  58: A = arg1.high
  59  A = A & 0x0
  60  if (arg1.high & 0x0) == 0x0 goto 61 else goto 64
  61: A = arg1.low
  62  A = A & 0x8
  63  if (arg1.low & 0x8) == 0x8 goto 65 else goto 64
  64: return ALLOW
  65: return TRACE 109 (seccomp)
  66: return TRACE 120 (other ABI)
