   0  A = arch
   1  if arch == aarch64 goto 2 else goto 10
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 199 (socketpair) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x1 goto 10 else goto 9
   9: return TRACE 116 (socketpair)
  10: A = arch
  11  if arch == aarch64 goto 12 else goto 114
  12: A = nr
  13  if nr == 0 (io_setup) goto 14 else goto 15
  14: return TRACE 103 (io_setup)
  15: if nr == 2 (io_submit) goto 16 else goto 17
  16: return TRACE 104 (io_submit)
  17: if nr == 64 (write) goto 18 else goto 19
  18: return TRACE 20 (write)
  19: if nr == 66 (writev) goto 20 else goto 21
  20: return TRACE 21 (writev)
  21: if nr == 71 (sendfile) goto 22 else goto 23
  22: return TRACE 33 (sendfile)
  23: if nr == 75 (vmsplice) goto 24 else goto 25
  24: return TRACE 32 (vmsplice)
  25: if nr == 76 (splice) goto 26 else goto 27
  26: return TRACE 30 (splice)
  27: if nr == 77 (tee) goto 28 else goto 29
  28: return TRACE 31 (tee)
  29: if nr == 117 (ptrace) goto 30 else goto 31
  30: return TRACE 110 (ptrace)
  31: if nr == 271 (process_vm_writev) goto 32 else goto 33
  32: return TRACE 111 (process_vm_writev)
  33: if nr == 280 (bpf) goto 34 else goto 35
  34: return TRACE 106 (bpf)
  35: if nr == 282 (userfaultfd) goto 36 else goto 37
  36: return TRACE 105 (userfaultfd)
  37: if nr == 287 (pwritev2) goto 38 else goto 39
  38: return TRACE 22 (pwritev2)
  39: if nr == 425 (io_uring_setup) goto 40 else goto 41
  40: return TRACE 100 (io_uring_setup)
  41: if nr == 426 (io_uring_enter) goto 42 else goto 43
  42: return TRACE 101 (io_uring_enter)
  43: if nr == 427 (io_uring_register) goto 44 else goto 45
  44: return TRACE 102 (io_uring_register)
  45: if nr == 435 (clone3) goto 46 else goto 47
  46: return ERRNO ENOSYS
  47: if nr == 438 (pidfd_getfd) goto 48 else goto 49
  48: return TRACE 112 (pidfd_getfd)
  49: if nr == 199 (socketpair) goto 50 else goto 56
  50: A = arg0.high
  51  A = A & 0x0
  52  if (arg0.high & 0x0) == 0x0 goto 53 else goto 111
  53: A = arg0.low
  54  if arg0.low == 0x1 goto 55 else goto 111
  55: return TRACE 12 (socketpair)
  56: if nr == 220 (clone) goto 57 else goto 64
  57: A = arg0.high
  58  A = A & 0x0
  59  if (arg0.high & 0x0) == 0x0 goto 60 else goto 111
  60: A = arg0.low
  61  A = A & 0x800000
  62  if (arg0.low & 0x800000) == 0x800000 goto 63 else goto 111
  63: return TRACE 107 (clone)
  64: if nr == 59 (pipe2) goto 65 else goto 74
  65: A = arg1.high
  66  A = A & 0x0
  67  if (arg1.high & 0x0) == 0x0 goto 68 else goto 111
  68: A = arg1.low
  69  A = A & 0x80
  70  if (arg1.low & 0x80) == 0x80 goto 73 else goto 71
  71: if (arg1.low & 0x80) == 0x0 goto 72 else goto 111
  72: return TRACE 11 (pipe2)
  73: return TRACE 115 (pipe2)
  74: if nr == 29 (ioctl) goto 75 else goto 85
  75: A = arg1.high
  76  A = A & 0x0
  77  if (arg1.high & 0x0) == 0x0 goto 78 else goto 111
  78: A = arg1.low
  79  if arg1.low == 0xaa00 goto 84 else goto 80
  80: if arg1.low == 0x541c goto 83 else goto 81
  81: if arg1.low == 0x5412 goto 82 else goto 111
  82: return TRACE 113 (ioctl)
  83: return TRACE 114 (ioctl)
  84: return TRACE 117 (ioctl)
  85: if nr == 167 (prctl) goto 86 else goto 96
  86: A = arg0.high
  87  A = A & 0x0
  88  if (arg0.high & 0x0) == 0x0 goto 89 else goto 111
  89: A = arg0.low
  90  if arg0.low == 0x16 goto 95 else goto 91
  91: if arg0.low == 0x4 goto 94 else goto 92
  92: if arg0.low == 0x3 goto 93 else goto 111
  93: return TRACE 41 (prctl)
  94: return TRACE 40 (prctl)
  95: return TRACE 51 (prctl)
  96: if nr == 277 (seccomp) goto 97 else goto 111
  97: A = arg0.high
  98  A = A & 0x0
  99  if (arg0.high & 0x0) == 0x0 goto 100 else goto 111
 100: A = arg0.low
 101  if arg0.low == 0x1 goto 102 else goto 109
 102: A = arg1.high
 103  A = A & 0x0
 104  if (arg1.high & 0x0) == 0x0 goto 105 else goto 109
 105: A = arg1.low
 106  A = A & 0x8
 107  if (arg1.low & 0x8) == 0x8 goto 113 else goto 108
 108: if (arg1.low & 0x8) == 0x0 goto 112 else goto 109
 109: A = arg0.low
 110  if arg0.low == 0x0 goto 112 else goto 111
 111: return ALLOW
 112: return TRACE 50 (seccomp)
 113: return TRACE 109 (seccomp)
 114: return TRACE 120 (other ABI)
