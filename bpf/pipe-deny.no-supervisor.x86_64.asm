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
  16  if arch == x86_64 goto 17 else goto 66
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 66
  20: if nr == 22 (pipe) goto 50 else goto 21
  21: if nr == 101 (ptrace) goto 41 else goto 22
  22: if nr == 425 (io_uring_setup) goto 66 else goto 23
  23: if nr == 426 (io_uring_enter) goto 66 else goto 24
  24: if nr == 427 (io_uring_register) goto 66 else goto 25
  25: if nr == 435 (clone3) goto 66 else goto 26
  26: if nr == 438 (pidfd_getfd) goto 41 else goto 27
  27: if nr == 56 (clone) goto 28 else goto 34
  28: A = arg0.high
  29  A = A & 0x0
  30  if (arg0.high & 0x0) == 0x0 goto 31 else goto 64
  31: A = arg0.low
  32  A = A & 0x800000
  33  if (arg0.low & 0x800000) == 0x800000 goto 41 else goto 64
  34: if nr == 16 (ioctl) goto 35 else goto 42
  35: A = arg1.high
  36  A = A & 0x0
  37  if (arg1.high & 0x0) == 0x0 goto 38 else goto 64
  38: A = arg1.low
  39  if arg1.low == 0x541c goto 41 else goto 40
  40: if arg1.low == 0x5412 goto 41 else goto 64
  41: return ERRNO EPERM
  42: if nr == 293 (pipe2) goto 43 else goto 52
  43: A = arg1.high
  44  A = A & 0x0
  45  if (arg1.high & 0x0) == 0x0 goto 46 else goto 64
  46: A = arg1.low
  47  A = A & 0x80
  48  if (arg1.low & 0x80) == 0x80 goto 51 else goto 49
  49: if (arg1.low & 0x80) == 0x0 goto 50 else goto 64
  50: return ERRNO EACCES
  51: return ERRNO ENOPKG
  52: if nr == 317 (seccomp) goto 53 else goto 64
  53: A = arg0.high
  54  A = A & 0x0
  55  if (arg0.high & 0x0) == 0x0 goto 56 else goto 64
  56: A = arg0.low
  57  if arg0.low == 0x1 goto 58 else goto 64
  58: A = arg1.high
  59  A = A & 0x0
  60  if (arg1.high & 0x0) == 0x0 goto 61 else goto 64
  61: A = arg1.low
  62  A = A & 0x8
  63  if (arg1.low & 0x8) == 0x8 goto 65 else goto 64
  64: return ALLOW
  65: return ERRNO EINVAL
  66: return ERRNO ENOSYS
