   0  A = arch
   1  if arch == x86_64 goto 2 else goto 15
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 10 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return ERRNO ENOSYS
   7: if nr >= 337 goto 8 else goto 10
   8: if nr > 423 goto 10 else goto 9
   9: return ERRNO ENOSYS
  10: A = nr
  11  if nr == 53 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return ERRNO EOPNOTSUPP
  15: A = arch
  16  if arch == x86_64 goto 17 else goto 72
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 72
  20: if nr == 22 (pipe) goto 56 else goto 21
  21: if nr == 101 (ptrace) goto 47 else goto 22
  22: if nr == 425 (io_uring_setup) goto 72 else goto 23
  23: if nr == 426 (io_uring_enter) goto 72 else goto 24
  24: if nr == 427 (io_uring_register) goto 72 else goto 25
  25: if nr == 435 (clone3) goto 72 else goto 26
  26: if nr == 438 (pidfd_getfd) goto 47 else goto 27
  27: if nr == 53 (socketpair) goto 28 else goto 33
  28: A = arg0.high
  29  A = A & 0x0
  30  if (arg0.high & 0x0) == 0x0 goto 31 else goto 70
  31: A = arg0.low
  32  if arg0.low == 0x1 goto 56 else goto 70
  33: if nr == 56 (clone) goto 34 else goto 40
  34: A = arg0.high
  35  A = A & 0x0
  36  if (arg0.high & 0x0) == 0x0 goto 37 else goto 70
  37: A = arg0.low
  38  A = A & 0x800000
  39  if (arg0.low & 0x800000) == 0x800000 goto 47 else goto 70
  40: if nr == 16 (ioctl) goto 41 else goto 48
  41: A = arg1.high
  42  A = A & 0x0
  43  if (arg1.high & 0x0) == 0x0 goto 44 else goto 70
  44: A = arg1.low
  45  if arg1.low == 0x541c goto 47 else goto 46
  46: if arg1.low == 0x5412 goto 47 else goto 70
  47: return ERRNO EPERM
  48: if nr == 293 (pipe2) goto 49 else goto 58
  49: A = arg1.high
  50  A = A & 0x0
  51  if (arg1.high & 0x0) == 0x0 goto 52 else goto 70
  52: A = arg1.low
  53  A = A & 0x80
  54  if (arg1.low & 0x80) == 0x80 goto 57 else goto 55
  55: if (arg1.low & 0x80) == 0x0 goto 56 else goto 70
  56: return ERRNO EACCES
  57: return ERRNO ENOPKG
  58: if nr == 317 (seccomp) goto 59 else goto 70
  59: A = arg0.high
  60  A = A & 0x0
  61  if (arg0.high & 0x0) == 0x0 goto 62 else goto 70
  62: A = arg0.low
  63  if arg0.low == 0x1 goto 64 else goto 70
  64: A = arg1.high
  65  A = A & 0x0
  66  if (arg1.high & 0x0) == 0x0 goto 67 else goto 70
  67: A = arg1.low
  68  A = A & 0x8
  69  if (arg1.low & 0x8) == 0x8 goto 71 else goto 70
  70: return ALLOW
  71: return ERRNO EINVAL
  72: return ERRNO ENOSYS
