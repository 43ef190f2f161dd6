   0  A = arch
   1  if arch == x86_64 goto 2 else goto 12
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return ERRNO ENOSYS
   7: A = nr
   8  if nr == 53 (socketpair) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x1 goto 12 else goto 11
  11: return ERRNO EOPNOTSUPP
  12: A = arch
  13  if arch == x86_64 goto 14 else goto 69
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 69
  17: if nr == 22 (pipe) goto 53 else goto 18
  18: if nr == 101 (ptrace) goto 44 else goto 19
  19: if nr == 425 (io_uring_setup) goto 69 else goto 20
  20: if nr == 426 (io_uring_enter) goto 69 else goto 21
  21: if nr == 427 (io_uring_register) goto 69 else goto 22
  22: if nr == 435 (clone3) goto 69 else goto 23
  23: if nr == 438 (pidfd_getfd) goto 44 else goto 24
  24: if nr == 53 (socketpair) goto 25 else goto 30
  25: A = arg0.high
  26  A = A & 0x0
  27  if (arg0.high & 0x0) == 0x0 goto 28 else goto 67
  28: A = arg0.low
  29  if arg0.low == 0x1 goto 53 else goto 67
  30: if nr == 56 (clone) goto 31 else goto 37
  31: A = arg0.high
  32  A = A & 0x0
  33  if (arg0.high & 0x0) == 0x0 goto 34 else goto 67
  34: A = arg0.low
  35  A = A & 0x800000
  36  if (arg0.low & 0x800000) == 0x800000 goto 44 else goto 67
  37: if nr == 16 (ioctl) goto 38 else goto 45
  38: A = arg1.high
  39  A = A & 0x0
  40  if (arg1.high & 0x0) == 0x0 goto 41 else goto 67
  41: A = arg1.low
  42  if arg1.low == 0x541c goto 44 else goto 43
  43: if arg1.low == 0x5412 goto 44 else goto 67
  44: return ERRNO EPERM
  45: if nr == 293 (pipe2) goto 46 else goto 55
  46: A = arg1.high
  47  A = A & 0x0
  48  if (arg1.high & 0x0) == 0x0 goto 49 else goto 67
  49: A = arg1.low
  50  A = A & 0x80
  51  if (arg1.low & 0x80) == 0x80 goto 54 else goto 52
  52: if (arg1.low & 0x80) == 0x0 goto 53 else goto 67
  53: return ERRNO EACCES
  54: return ERRNO ENOPKG
  55: if nr == 317 (seccomp) goto 56 else goto 67
  56: A = arg0.high
  57  A = A & 0x0
  58  if (arg0.high & 0x0) == 0x0 goto 59 else goto 67
  59: A = arg0.low
  60  if arg0.low == 0x1 goto 61 else goto 67
  61: A = arg1.high
  62  A = A & 0x0
  63  if (arg1.high & 0x0) == 0x0 goto 64 else goto 67
  64: A = arg1.low
  65  A = A & 0x8
  66  if (arg1.low & 0x8) == 0x8 goto 68 else goto 67
  67: return ALLOW
  68: return ERRNO EINVAL
  69: return ERRNO ENOSYS
