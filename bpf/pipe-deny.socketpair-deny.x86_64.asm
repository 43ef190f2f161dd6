   0  A = arch
   1  if arch == x86_64 goto 2 else goto 15
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 10 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: if nr >= 337 goto 8 else goto 10
   8: if nr > 423 goto 10 else goto 9
   9: return TRACE 121 (unknown call)
  10: A = nr
  11  if nr == 53 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return TRACE 116 (socketpair)
  15: A = arch
  16  if arch == x86_64 goto 17 else goto 110
  17: A = nr
  18  if nr >= 0x40000000 goto 19 else goto 20
  19: if nr == 0xffffffff goto 20 else goto 110
  20: if nr == 22 (pipe) goto 21 else goto 22
  21: return TRACE 10 (pipe)
  22: if nr == 101 (ptrace) goto 23 else goto 24
  23: return TRACE 110 (ptrace)
  24: if nr == 425 (io_uring_setup) goto 25 else goto 26
  25: return TRACE 100 (io_uring_setup)
  26: if nr == 426 (io_uring_enter) goto 27 else goto 28
  27: return TRACE 101 (io_uring_enter)
  28: if nr == 427 (io_uring_register) goto 29 else goto 30
  29: return TRACE 102 (io_uring_register)
  30: if nr == 435 (clone3) goto 31 else goto 32
  31: return ERRNO ENOSYS
  32: if nr == 438 (pidfd_getfd) goto 33 else goto 34
  33: return TRACE 112 (pidfd_getfd)
  34: if nr == 53 (socketpair) goto 35 else goto 41
  35: A = arg0.high
  36  A = A & 0x0
  37  if (arg0.high & 0x0) == 0x0 goto 38 else goto 107
  38: A = arg0.low
  39  if arg0.low == 0x1 goto 40 else goto 107
  40: return TRACE 12 (socketpair)
  41: if nr == 56 (clone) goto 42 else goto 49
  42: A = arg0.high
  43  A = A & 0x0
  44  if (arg0.high & 0x0) == 0x0 goto 45 else goto 107
  45: A = arg0.low
  46  A = A & 0x800000
  47  if (arg0.low & 0x800000) == 0x800000 goto 48 else goto 107
  48: return TRACE 107 (clone)
  49: if nr == 61 (wait4) goto 50 else goto 57
  50: A = arg2.high
  51  A = A & 0x0
  52  if (arg2.high & 0x0) == 0x0 goto 53 else goto 107
  53: A = arg2.low
  54  A = A & 0x1
  55  if (arg2.low & 0x1) == 0x1 goto 56 else goto 107
  56: return TRACE 90 (wait4)
  57: if nr == 16 (ioctl) goto 58 else goto 66
  58: A = arg1.high
  59  A = A & 0x0
  60  if (arg1.high & 0x0) == 0x0 goto 61 else goto 107
  61: A = arg1.low
  62  if arg1.low == 0x541c goto 65 else goto 63
  63: if arg1.low == 0x5412 goto 64 else goto 107
  64: return TRACE 113 (ioctl)
  65: return TRACE 114 (ioctl)
  66: if nr == 293 (pipe2) goto 67 else goto 76
  67: A = arg1.high
  68  A = A & 0x0
  69  if (arg1.high & 0x0) == 0x0 goto 70 else goto 107
  70: A = arg1.low
  71  A = A & 0x80
  72  if (arg1.low & 0x80) == 0x80 goto 75 else goto 73
  73: if (arg1.low & 0x80) == 0x0 goto 74 else goto 107
  74: return TRACE 11 (pipe2)
  75: return TRACE 115 (pipe2)
  76: if nr == 317 (seccomp) goto 77 else goto 89
  77: A = arg0.high
  78  A = A & 0x0
  79  if (arg0.high & 0x0) == 0x0 goto 80 else goto 107
  80: A = arg0.low
  81  if arg0.low == 0x1 goto 82 else goto 107
  82: A = arg1.high
  83  A = A & 0x0
  84  if (arg1.high & 0x0) == 0x0 goto 85 else goto 107
  85: A = arg1.low
  86  A = A & 0x8
  87  if (arg1.low & 0x8) == 0x8 goto 88 else goto 107
  88: return TRACE 109 (seccomp)
  89: if nr == 247 (waitid) goto 90 else goto 107
  90: A = arg3.high
  91  A = A & 0x0
  92  if (arg3.high & 0x0) == 0x0 goto 93 else goto 96
  93: A = arg3.low
  94  A = A & 0x1
  95  if (arg3.low & 0x1) == 0x1 goto 109 else goto 96
  96: A = arg0.high
  97  A = A & 0x0
  98  if (arg0.high & 0x0) == 0x0 goto 99 else goto 107
  99: A = arg0.low
 100  if arg0.low == 0x3 goto 101 else goto 107
 101: A = arg3.high
 102  A = A & 0x0
 103  if (arg3.high & 0x0) == 0x0 goto 104 else goto 107
 104: A = arg3.low
 105  A = A & 0x1
 106  if (arg3.low & 0x1) == 0x0 goto 108 else goto 107
 107: return ALLOW
 108: return TRACE 92 (waitid)
 109: return TRACE 91 (waitid)
 110: return TRACE 120 (other ABI)
