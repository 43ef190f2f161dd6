   0  A = arch
   1  if arch == aarch64 goto 2 else goto 10
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return ERRNO ENOSYS
   5: A = nr
   6  if nr == 199 (socketpair) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x1 goto 10 else goto 9
   9: return ERRNO EOPNOTSUPP
  10: A = arch
  11  if arch == aarch64 goto 12 else goto 58
  12: A = nr
  13  if nr == 117 (ptrace) goto 33 else goto 14
  14: if nr == 425 (io_uring_setup) goto 58 else goto 15
  15: if nr == 426 (io_uring_enter) goto 58 else goto 16
  16: if nr == 427 (io_uring_register) goto 58 else goto 17
  17: if nr == 435 (clone3) goto 58 else goto 18
  18: if nr == 438 (pidfd_getfd) goto 33 else goto 19
  19: if nr == 220 (clone) goto 20 else goto 26
  20: A = arg0.high
  21  A = A & 0x0
  22  if (arg0.high & 0x0) == 0x0 goto 23 else goto 56
  23: A = arg0.low
  24  A = A & 0x800000
  25  if (arg0.low & 0x800000) == 0x800000 goto 33 else goto 56
  26: if nr == 29 (ioctl) goto 27 else goto 34
  27: A = arg1.high
  28  A = A & 0x0
  29  if (arg1.high & 0x0) == 0x0 goto 30 else goto 56
  30: A = arg1.low
  31  if arg1.low == 0x541c goto 33 else goto 32
  32: if arg1.low == 0x5412 goto 33 else goto 56
  33: return ERRNO EPERM
  34: if nr == 59 (pipe2) goto 35 else goto 44
  35: A = arg1.high
  36  A = A & 0x0
  37  if (arg1.high & 0x0) == 0x0 goto 38 else goto 56
  38: A = arg1.low
  39  A = A & 0x80
  40  if (arg1.low & 0x80) == 0x80 goto 43 else goto 41
  41: if (arg1.low & 0x80) == 0x0 goto 42 else goto 56
  42: return ERRNO EACCES
  43: return ERRNO ENOPKG
  44: if nr == 277 (seccomp) goto 45 else goto 56
  45: A = arg0.high
  46  A = A & 0x0
  47  if (arg0.high & 0x0) == 0x0 goto 48 else goto 56
  48: A = arg0.low
  49  if arg0.low == 0x1 goto 50 else goto 56
  50: A = arg1.high
  51  A = A & 0x0
  52  if (arg1.high & 0x0) == 0x0 goto 53 else goto 56
  53: A = arg1.low
  54  A = A & 0x8
  55  if (arg1.low & 0x8) == 0x8 goto 57 else goto 56
  56: return ALLOW
  57: return ERRNO EINVAL
  58: return ERRNO ENOSYS
