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
  13  if arch == x86_64 goto 14 else goto 63
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 63
  17: if nr == 22 (pipe) goto 47 else goto 18
  18: if nr == 101 (ptrace) goto 38 else goto 19
  19: if nr == 425 (io_uring_setup) goto 63 else goto 20
  20: if nr == 426 (io_uring_enter) goto 63 else goto 21
  21: if nr == 427 (io_uring_register) goto 63 else goto 22
  22: if nr == 435 (clone3) goto 63 else goto 23
  23: if nr == 438 (pidfd_getfd) goto 38 else goto 24
  24: if nr == 56 (clone) goto 25 else goto 31
  25: A = arg0.high
  26  A = A & 0x0
  27  if (arg0.high & 0x0) == 0x0 goto 28 else goto 61
  28: A = arg0.low
  29  A = A & 0x800000
  30  if (arg0.low & 0x800000) == 0x800000 goto 38 else goto 61
  31: if nr == 16 (ioctl) goto 32 else goto 39
  32: A = arg1.high
  33  A = A & 0x0
  34  if (arg1.high & 0x0) == 0x0 goto 35 else goto 61
  35: A = arg1.low
  36  if arg1.low == 0x541c goto 38 else goto 37
  37: if arg1.low == 0x5412 goto 38 else goto 61
  38: return ERRNO EPERM
  39: if nr == 293 (pipe2) goto 40 else goto 49
  40: A = arg1.high
  41  A = A & 0x0
  42  if (arg1.high & 0x0) == 0x0 goto 43 else goto 61
  43: A = arg1.low
  44  A = A & 0x80
  45  if (arg1.low & 0x80) == 0x80 goto 48 else goto 46
  46: if (arg1.low & 0x80) == 0x0 goto 47 else goto 61
  47: return ERRNO EACCES
  48: return ERRNO ENOPKG
  49: if nr == 317 (seccomp) goto 50 else goto 61
  50: A = arg0.high
  51  A = A & 0x0
  52  if (arg0.high & 0x0) == 0x0 goto 53 else goto 61
  53: A = arg0.low
  54  if arg0.low == 0x1 goto 55 else goto 61
  55: A = arg1.high
  56  A = A & 0x0
  57  if (arg1.high & 0x0) == 0x0 goto 58 else goto 61
  58: A = arg1.low
  59  A = A & 0x8
  60  if (arg1.low & 0x8) == 0x8 goto 62 else goto 61
  61: return ALLOW
  62: return ERRNO EINVAL
  63: return ERRNO ENOSYS
