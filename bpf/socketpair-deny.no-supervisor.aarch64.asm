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
  11  if arch == aarch64 goto 12 else goto 63
  12: A = nr
  13  if nr == 117 (ptrace) goto 48 else goto 14
  14: if nr == 425 (io_uring_setup) goto 63 else goto 15
  15: if nr == 426 (io_uring_enter) goto 63 else goto 16
  16: if nr == 427 (io_uring_register) goto 63 else goto 17
  17: if nr == 435 (clone3) goto 63 else goto 18
  18: if nr == 438 (pidfd_getfd) goto 48 else goto 19
  19: if nr == 59 (pipe2) goto 20 else goto 27
  20: A = arg1.high
  21  A = A & 0x0
  22  if (arg1.high & 0x0) == 0x0 goto 23 else goto 61
  23: A = arg1.low
  24  A = A & 0x80
  25  if (arg1.low & 0x80) == 0x80 goto 26 else goto 61
  26: return ERRNO ENOPKG
  27: if nr == 199 (socketpair) goto 28 else goto 34
  28: A = arg0.high
  29  A = A & 0x0
  30  if (arg0.high & 0x0) == 0x0 goto 31 else goto 61
  31: A = arg0.low
  32  if arg0.low == 0x1 goto 33 else goto 61
  33: return ERRNO EACCES
  34: if nr == 220 (clone) goto 35 else goto 41
  35: A = arg0.high
  36  A = A & 0x0
  37  if (arg0.high & 0x0) == 0x0 goto 38 else goto 61
  38: A = arg0.low
  39  A = A & 0x800000
  40  if (arg0.low & 0x800000) == 0x800000 goto 48 else goto 61
  41: if nr == 29 (ioctl) goto 42 else goto 49
  42: A = arg1.high
  43  A = A & 0x0
  44  if (arg1.high & 0x0) == 0x0 goto 45 else goto 61
  45: A = arg1.low
  46  if arg1.low == 0x541c goto 48 else goto 47
  47: if arg1.low == 0x5412 goto 48 else goto 61
  48: return ERRNO EPERM
  49: if nr == 277 (seccomp) goto 50 else goto 61
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
