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
  17  if arch == aarch64 goto 18 else goto 69
  18: A = nr
  19  if nr == 117 (ptrace) goto 54 else goto 20
  20: if nr == 425 (io_uring_setup) goto 69 else goto 21
  21: if nr == 426 (io_uring_enter) goto 69 else goto 22
  22: if nr == 427 (io_uring_register) goto 69 else goto 23
  23: if nr == 435 (clone3) goto 69 else goto 24
  24: if nr == 438 (pidfd_getfd) goto 54 else goto 25
  25: if nr == 59 (pipe2) goto 26 else goto 33
  26: A = arg1.high
  27  A = A & 0x0
  28  if (arg1.high & 0x0) == 0x0 goto 29 else goto 67
  29: A = arg1.low
  30  A = A & 0x80
  31  if (arg1.low & 0x80) == 0x80 goto 32 else goto 67
  32: return ERRNO ENOPKG
  33: if nr == 199 (socketpair) goto 34 else goto 40
  34: A = arg0.high
  35  A = A & 0x0
  36  if (arg0.high & 0x0) == 0x0 goto 37 else goto 67
  37: A = arg0.low
  38  if arg0.low == 0x1 goto 39 else goto 67
  39: return ERRNO EACCES
  40: if nr == 220 (clone) goto 41 else goto 47
  41: A = arg0.high
  42  A = A & 0x0
  43  if (arg0.high & 0x0) == 0x0 goto 44 else goto 67
  44: A = arg0.low
  45  A = A & 0x800000
  46  if (arg0.low & 0x800000) == 0x800000 goto 54 else goto 67
  47: if nr == 29 (ioctl) goto 48 else goto 55
  48: A = arg1.high
  49  A = A & 0x0
  50  if (arg1.high & 0x0) == 0x0 goto 51 else goto 67
  51: A = arg1.low
  52  if arg1.low == 0x541c goto 54 else goto 53
  53: if arg1.low == 0x5412 goto 54 else goto 67
  54: return ERRNO EPERM
  55: if nr == 277 (seccomp) goto 56 else goto 67
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
