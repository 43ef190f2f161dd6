   0  A = arch
   1  if arch == aarch64 goto 2 else goto 16
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return ERRNO ENOSYS
   5: if nr >= 244 goto 6 else goto 8
   6: if nr > 259 goto 8 else goto 7
   7: return ERRNO ENOSYS
   8: if nr >= 295 goto 9 else goto 11
   9: if nr > 423 goto 11 else goto 10
  10: return ERRNO ENOSYS
  11: A = nr
  12  if nr == 199 (socketpair) goto 13 else goto 16
  13: A = arg0.low
  14  if arg0.low == 0x1 goto 16 else goto 15
  15: return ERRNO EOPNOTSUPP
  16: A = arch
  17  if arch == aarch64 goto 18 else goto 64
  18: A = nr
  19  if nr == 117 (ptrace) goto 39 else goto 20
  20: if nr == 425 (io_uring_setup) goto 64 else goto 21
  21: if nr == 426 (io_uring_enter) goto 64 else goto 22
  22: if nr == 427 (io_uring_register) goto 64 else goto 23
  23: if nr == 435 (clone3) goto 64 else goto 24
  24: if nr == 438 (pidfd_getfd) goto 39 else goto 25
  25: if nr == 220 (clone) goto 26 else goto 32
  26: A = arg0.high
  27  A = A & 0x0
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 62
  29: A = arg0.low
  30  A = A & 0x800000
  31  if (arg0.low & 0x800000) == 0x800000 goto 39 else goto 62
  32: if nr == 29 (ioctl) goto 33 else goto 40
  33: A = arg1.high
  34  A = A & 0x0
  35  if (arg1.high & 0x0) == 0x0 goto 36 else goto 62
  36: A = arg1.low
  37  if arg1.low == 0x541c goto 39 else goto 38
  38: if arg1.low == 0x5412 goto 39 else goto 62
  39: return ERRNO EPERM
  40: if nr == 59 (pipe2) goto 41 else goto 50
  41: A = arg1.high
  42  A = A & 0x0
  43  if (arg1.high & 0x0) == 0x0 goto 44 else goto 62
  44: A = arg1.low
  45  A = A & 0x80
  46  if (arg1.low & 0x80) == 0x80 goto 49 else goto 47
  47: if (arg1.low & 0x80) == 0x0 goto 48 else goto 62
  48: return ERRNO EACCES
  49: return ERRNO ENOPKG
  50: if nr == 277 (seccomp) goto 51 else goto 62
  51: A = arg0.high
  52  A = A & 0x0
  53  if (arg0.high & 0x0) == 0x0 goto 54 else goto 62
  54: A = arg0.low
  55  if arg0.low == 0x1 goto 56 else goto 62
  56: A = arg1.high
  57  A = A & 0x0
  58  if (arg1.high & 0x0) == 0x0 goto 59 else goto 62
  59: A = arg1.low
  60  A = A & 0x8
  61  if (arg1.low & 0x8) == 0x8 goto 63 else goto 62
  62: return ALLOW
  63: return ERRNO EINVAL
  64: return ERRNO ENOSYS
