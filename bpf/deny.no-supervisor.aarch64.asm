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
  17  if arch == aarch64 goto 18 else goto 70
  18: A = nr
  19  if nr == 117 (ptrace) goto 45 else goto 20
  20: if nr == 425 (io_uring_setup) goto 70 else goto 21
  21: if nr == 426 (io_uring_enter) goto 70 else goto 22
  22: if nr == 427 (io_uring_register) goto 70 else goto 23
  23: if nr == 435 (clone3) goto 70 else goto 24
  24: if nr == 438 (pidfd_getfd) goto 45 else goto 25
  25: if nr == 199 (socketpair) goto 26 else goto 31
  26: A = arg0.high
  27  A = A & 0x0
  28  if (arg0.high & 0x0) == 0x0 goto 29 else goto 68
  29: A = arg0.low
  30  if arg0.low == 0x1 goto 54 else goto 68
  31: if nr == 220 (clone) goto 32 else goto 38
  32: A = arg0.high
  33  A = A & 0x0
  34  if (arg0.high & 0x0) == 0x0 goto 35 else goto 68
  35: A = arg0.low
  36  A = A & 0x800000
  37  if (arg0.low & 0x800000) == 0x800000 goto 45 else goto 68
  38: if nr == 29 (ioctl) goto 39 else goto 46
  39: A = arg1.high
  40  A = A & 0x0
  41  if (arg1.high & 0x0) == 0x0 goto 42 else goto 68
  42: A = arg1.low
  43  if arg1.low == 0x541c goto 45 else goto 44
  44: if arg1.low == 0x5412 goto 45 else goto 68
  45: return ERRNO EPERM
  46: if nr == 59 (pipe2) goto 47 else goto 56
  47: A = arg1.high
  48  A = A & 0x0
  49  if (arg1.high & 0x0) == 0x0 goto 50 else goto 68
  50: A = arg1.low
  51  A = A & 0x80
  52  if (arg1.low & 0x80) == 0x80 goto 55 else goto 53
  53: if (arg1.low & 0x80) == 0x0 goto 54 else goto 68
  54: return ERRNO EACCES
  55: return ERRNO ENOPKG
  56: if nr == 277 (seccomp) goto 57 else goto 68
  57: A = arg0.high
  58  A = A & 0x0
  59  if (arg0.high & 0x0) == 0x0 goto 60 else goto 68
  60: A = arg0.low
  61  if arg0.low == 0x1 goto 62 else goto 68
  62: A = arg1.high
  63  A = A & 0x0
  64  if (arg1.high & 0x0) == 0x0 goto 65 else goto 68
  65: A = arg1.low
  66  A = A & 0x8
  67  if (arg1.low & 0x8) == 0x8 goto 69 else goto 68
  68: return ALLOW
  69: return ERRNO EINVAL
  70: return ERRNO ENOSYS
