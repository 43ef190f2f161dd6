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
  11  if arch == aarch64 goto 12 else goto 138
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
  31: if nr == 200 (bind) goto 32 else goto 33
  32: return TRACE 60 (bind)
  33: if nr == 203 (connect) goto 34 else goto 35
  34: return TRACE 61 (connect)
  35: if nr == 206 (sendto) goto 36 else goto 37
  36: return TRACE 23 (sendto)
  37: if nr == 211 (sendmsg) goto 38 else goto 39
  38: return TRACE 24 (sendmsg)
  39: if nr == 269 (sendmmsg) goto 40 else goto 41
  40: return TRACE 25 (sendmmsg)
  41: if nr == 271 (process_vm_writev) goto 42 else goto 43
  42: return TRACE 111 (process_vm_writev)
  43: if nr == 280 (bpf) goto 44 else goto 45
  44: return TRACE 106 (bpf)
  45: if nr == 282 (userfaultfd) goto 46 else goto 47
  46: return TRACE 105 (userfaultfd)
  47: if nr == 287 (pwritev2) goto 48 else goto 49
  48: return TRACE 22 (pwritev2)
  49: if nr == 425 (io_uring_setup) goto 50 else goto 51
  50: return TRACE 100 (io_uring_setup)
  51: if nr == 426 (io_uring_enter) goto 52 else goto 53
  52: return TRACE 101 (io_uring_enter)
  53: if nr == 427 (io_uring_register) goto 54 else goto 55
  54: return TRACE 102 (io_uring_register)
  55: if nr == 435 (clone3) goto 56 else goto 57
  56: return ERRNO ENOSYS
  57: if nr == 438 (pidfd_getfd) goto 58 else goto 59
  58: return TRACE 112 (pidfd_getfd)
  59: if nr == 199 (socketpair) goto 60 else goto 66
  60: A = arg0.high
  61  A = A & 0x0
  62  if (arg0.high & 0x0) == 0x0 goto 63 else goto 135
  63: A = arg0.low
  64  if arg0.low == 0x1 goto 65 else goto 135
  65: return TRACE 12 (socketpair)
  66: if nr == 220 (clone) goto 67 else goto 74
  67: A = arg0.high
  68  A = A & 0x0
  69  if (arg0.high & 0x0) == 0x0 goto 70 else goto 135
  70: A = arg0.low
  71  A = A & 0x800000
  72  if (arg0.low & 0x800000) == 0x800000 goto 73 else goto 135
  73: return TRACE 107 (clone)
  74: if nr == 59 (pipe2) goto 75 else goto 84
  75: A = arg1.high
  76  A = A & 0x0
  77  if (arg1.high & 0x0) == 0x0 goto 78 else goto 135
  78: A = arg1.low
  79  A = A & 0x80
  80  if (arg1.low & 0x80) == 0x80 goto 83 else goto 81
  81: if (arg1.low & 0x80) == 0x0 goto 82 else goto 135
  82: return TRACE 11 (pipe2)
  83: return TRACE 115 (pipe2)
  84: if nr == 29 (ioctl) goto 85 else goto 95
  85: A = arg1.high
  86  A = A & 0x0
  87  if (arg1.high & 0x0) == 0x0 goto 88 else goto 135
  88: A = arg1.low
  89  if arg1.low == 0xaa00 goto 94 else goto 90
  90: if arg1.low == 0x541c goto 93 else goto 91
  91: if arg1.low == 0x5412 goto 92 else goto 135
  92: return TRACE 113 (ioctl)
  93: return TRACE 114 (ioctl)
  94: return TRACE 117 (ioctl)
  95: if nr == 167 (prctl) goto 96 else goto 106
  96: A = arg0.high
  97  A = A & 0x0
  98  if (arg0.high & 0x0) == 0x0 goto 99 else goto 135
  99: A = arg0.low
 100  if arg0.low == 0x16 goto 105 else goto 101
 101: if arg0.low == 0x4 goto 104 else goto 102
 102: if arg0.low == 0x3 goto 103 else goto 135
 103: return TRACE 41 (prctl)
 104: return TRACE 40 (prctl)
 105: return TRACE 51 (prctl)
 106: if nr == 208 (setsockopt) goto 107 else goto 120
 107: A = arg1.high
 108  A = A & 0x0
 109  if (arg1.high & 0x0) == 0x0 goto 110 else goto 135
 110: A = arg1.low
 111  if arg1.low == 0x1 goto 112 else goto 135
 112: A = arg2.high
 113  A = A & 0x0
 114  if (arg2.high & 0x0) == 0x0 goto 115 else goto 135
 115: A = arg2.low
 116  if arg2.low == 0x4c goto 119 else goto 117
 117: if arg2.low == 0x10 goto 118 else goto 135
 118: return TRACE 62 (setsockopt)
 119: return TRACE 63 (setsockopt)
 120: if nr == 277 (seccomp) goto 121 else goto 135
 121: A = arg0.high
 122  A = A & 0x0
 123  if (arg0.high & 0x0) == 0x0 goto 124 else goto 135
 124: A = arg0.low
 125  if arg0.low == 0x1 goto 126 else goto 133
 126: A = arg1.high
 127  A = A & 0x0
 128  if (arg1.high & 0x0) == 0x0 goto 129 else goto 133
 129: A = arg1.low
 130  A = A & 0x8
 131  if (arg1.low & 0x8) == 0x8 goto 137 else goto 132
 132: if (arg1.low & 0x8) == 0x0 goto 136 else goto 133
 133: A = arg0.low
 134  if arg0.low == 0x0 goto 136 else goto 135
 135: return ALLOW
 136: return TRACE 50 (seccomp)
 137: return TRACE 109 (seccomp)
 138: return TRACE 120 (other ABI)
