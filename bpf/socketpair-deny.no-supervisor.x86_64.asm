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
  16  if arch == x86_64 goto 17 else goto 70
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 70
  20: if nr == 101 (ptrace) goto 55 else goto 21
  21: if nr == 425 (io_uring_setup) goto 70 else goto 22
  22: if nr == 426 (io_uring_enter) goto 70 else goto 23
  23: if nr == 427 (io_uring_register) goto 70 else goto 24
  24: if nr == 435 (clone3) goto 70 else goto 25
  25: if nr == 438 (pidfd_getfd) goto 55 else goto 26
  26: if nr == 53 (socketpair) goto 27 else goto 33
  27: A = arg0.high
  28  A = A & 0x0
  29  if (arg0.high & 0x0) == 0x0 goto 30 else goto 68
  30: A = arg0.low
  31  if arg0.low == 0x1 goto 32 else goto 68
  32: return ERRNO EACCES
  33: if nr == 56 (clone) goto 34 else goto 40
  34: A = arg0.high
  35  A = A & 0x0
  36  if (arg0.high & 0x0) == 0x0 goto 37 else goto 68
  37: A = arg0.low
  38  A = A & 0x800000
  39  if (arg0.low & 0x800000) == 0x800000 goto 55 else goto 68
  40: if nr == 293 (pipe2) goto 41 else goto 48
  41: A = arg1.high
  42  A = A & 0x0
  43  if (arg1.high & 0x0) == 0x0 goto 44 else goto 68
  44: A = arg1.low
  45  A = A & 0x80
  46  if (arg1.low & 0x80) == 0x80 goto 47 else goto 68
  47: return ERRNO ENOPKG
  48: if nr == 16 (ioctl) goto 49 else goto 56
  49: A = arg1.high
  50  A = A & 0x0
  51  if (arg1.high & 0x0) == 0x0 goto 52 else goto 68
  52: A = arg1.low
  53  if arg1.low == 0x541c goto 55 else goto 54
  54: if arg1.low == 0x5412 goto 55 else goto 68
  55: return ERRNO EPERM
  56: if nr == 317 (seccomp) goto 57 else goto 68
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
