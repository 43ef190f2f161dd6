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
  13  if arch == x86_64 goto 14 else goto 67
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 67
  17: if nr == 101 (ptrace) goto 52 else goto 18
  18: if nr == 425 (io_uring_setup) goto 67 else goto 19
  19: if nr == 426 (io_uring_enter) goto 67 else goto 20
  20: if nr == 427 (io_uring_register) goto 67 else goto 21
  21: if nr == 435 (clone3) goto 67 else goto 22
  22: if nr == 438 (pidfd_getfd) goto 52 else goto 23
  23: if nr == 53 (socketpair) goto 24 else goto 30
  24: A = arg0.high
  25  A = A & 0x0
  26  if (arg0.high & 0x0) == 0x0 goto 27 else goto 65
  27: A = arg0.low
  28  if arg0.low == 0x1 goto 29 else goto 65
  29: return ERRNO EACCES
  30: if nr == 56 (clone) goto 31 else goto 37
  31: A = arg0.high
  32  A = A & 0x0
  33  if (arg0.high & 0x0) == 0x0 goto 34 else goto 65
  34: A = arg0.low
  35  A = A & 0x800000
  36  if (arg0.low & 0x800000) == 0x800000 goto 52 else goto 65
  37: if nr == 293 (pipe2) goto 38 else goto 45
  38: A = arg1.high
  39  A = A & 0x0
  40  if (arg1.high & 0x0) == 0x0 goto 41 else goto 65
  41: A = arg1.low
  42  A = A & 0x80
  43  if (arg1.low & 0x80) == 0x80 goto 44 else goto 65
  44: return ERRNO ENOPKG
  45: if nr == 16 (ioctl) goto 46 else goto 53
  46: A = arg1.high
  47  A = A & 0x0
  48  if (arg1.high & 0x0) == 0x0 goto 49 else goto 65
  49: A = arg1.low
  50  if arg1.low == 0x541c goto 52 else goto 51
  51: if arg1.low == 0x5412 goto 52 else goto 65
  52: return ERRNO EPERM
  53: if nr == 317 (seccomp) goto 54 else goto 65
  54: A = arg0.high
  55  A = A & 0x0
  56  if (arg0.high & 0x0) == 0x0 goto 57 else goto 65
  57: A = arg0.low
  58  if arg0.low == 0x1 goto 59 else goto 65
  59: A = arg1.high
  60  A = A & 0x0
  61  if (arg1.high & 0x0) == 0x0 goto 62 else goto 65
  62: A = arg1.low
  63  A = A & 0x8
  64  if (arg1.low & 0x8) == 0x8 goto 66 else goto 65
  65: return ALLOW
  66: return ERRNO EINVAL
  67: return ERRNO ENOSYS
