   0  A = arch
   1  if arch == x86_64 goto 2 else goto 12
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 469 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: A = nr
   8  if nr == 53 (socketpair) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x1 goto 12 else goto 11
  11: return TRACE 116 (socketpair)
  12: A = arch
  13  if arch == x86_64 goto 14 else goto 136
  14: A = nr
  15  if nr >= 0x40000000 goto 16 else goto 17
  16: if nr == 0xffffffff goto 17 else goto 136
  17: if nr == 1 (write) goto 18 else goto 19
  18: return TRACE 20 (write)
  19: if nr == 20 (writev) goto 20 else goto 21
  20: return TRACE 21 (writev)
  21: if nr == 40 (sendfile) goto 22 else goto 23
  22: return TRACE 33 (sendfile)
  23: if nr == 42 (connect) goto 24 else goto 25
  24: return TRACE 61 (connect)
  25: if nr == 44 (sendto) goto 26 else goto 27
  26: return TRACE 23 (sendto)
  27: if nr == 46 (sendmsg) goto 28 else goto 29
  28: return TRACE 24 (sendmsg)
  29: if nr == 49 (bind) goto 30 else goto 31
  30: return TRACE 60 (bind)
  31: if nr == 101 (ptrace) goto 32 else goto 33
  32: return TRACE 110 (ptrace)
  33: if nr == 206 (io_setup) goto 34 else goto 35
  34: return TRACE 103 (io_setup)
  35: if nr == 209 (io_submit) goto 36 else goto 37
  36: return TRACE 104 (io_submit)
  37: if nr == 275 (splice) goto 38 else goto 39
  38: return TRACE 30 (splice)
  39: if nr == 307 (sendmmsg) goto 40 else goto 41
  40: return TRACE 25 (sendmmsg)
  41: if nr == 311 (process_vm_writev) goto 42 else goto 43
  42: return TRACE 111 (process_vm_writev)
  43: if nr == 321 (bpf) goto 44 else goto 45
  44: return TRACE 106 (bpf)
  45: if nr == 323 (userfaultfd) goto 46 else goto 47
  46: return TRACE 105 (userfaultfd)
  47: if nr == 328 (pwritev2) goto 48 else goto 49
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
  59: if nr == 53 (socketpair) goto 60 else goto 66
  60: A = arg0.high
  61  A = A & 0x0
  62  if (arg0.high & 0x0) == 0x0 goto 63 else goto 133
  63: A = arg0.low
  64  if arg0.low == 0x1 goto 65 else goto 133
  65: return TRACE 12 (socketpair)
  66: if nr == 56 (clone) goto 67 else goto 74
  67: A = arg0.high
  68  A = A & 0x0
  69  if (arg0.high & 0x0) == 0x0 goto 70 else goto 133
  70: A = arg0.low
  71  A = A & 0x800000
  72  if (arg0.low & 0x800000) == 0x800000 goto 73 else goto 133
  73: return TRACE 107 (clone)
  74: if nr == 293 (pipe2) goto 75 else goto 82
  75: A = arg1.high
  76  A = A & 0x0
  77  if (arg1.high & 0x0) == 0x0 goto 78 else goto 133
  78: A = arg1.low
  79  A = A & 0x80
  80  if (arg1.low & 0x80) == 0x80 goto 81 else goto 133
  81: return TRACE 115 (pipe2)
  82: if nr == 16 (ioctl) goto 83 else goto 93
  83: A = arg1.high
  84  A = A & 0x0
  85  if (arg1.high & 0x0) == 0x0 goto 86 else goto 133
  86: A = arg1.low
  87  if arg1.low == 0xaa00 goto 92 else goto 88
  88: if arg1.low == 0x541c goto 91 else goto 89
  89: if arg1.low == 0x5412 goto 90 else goto 133
  90: return TRACE 113 (ioctl)
  91: return TRACE 114 (ioctl)
  92: return TRACE 117 (ioctl)
  93: if nr == 157 (prctl) goto 94 else goto 104
  94: A = arg0.high
  95  A = A & 0x0
  96  if (arg0.high & 0x0) == 0x0 goto 97 else goto 133
  97: A = arg0.low
  98  if arg0.low == 0x16 goto 103 else goto 99
  99: if arg0.low == 0x4 goto 102 else goto 100
 100: if arg0.low == 0x3 goto 101 else goto 133
 101: return TRACE 41 (prctl)
 102: return TRACE 40 (prctl)
 103: return TRACE 51 (prctl)
 104: if nr == 54 (setsockopt) goto 105 else goto 118
 105: A = arg1.high
 106  A = A & 0x0
 107  if (arg1.high & 0x0) == 0x0 goto 108 else goto 133
 108: A = arg1.low
 109  if arg1.low == 0x1 goto 110 else goto 133
 110: A = arg2.high
 111  A = A & 0x0
 112  if (arg2.high & 0x0) == 0x0 goto 113 else goto 133
 113: A = arg2.low
 114  if arg2.low == 0x4c goto 117 else goto 115
 115: if arg2.low == 0x10 goto 116 else goto 133
 116: return TRACE 62 (setsockopt)
 117: return TRACE 63 (setsockopt)
 118: if nr == 317 (seccomp) goto 119 else goto 133
 119: A = arg0.high
 120  A = A & 0x0
 121  if (arg0.high & 0x0) == 0x0 goto 122 else goto 133
 122: A = arg0.low
 123  if arg0.low == 0x1 goto 124 else goto 131
 124: A = arg1.high
 125  A = A & 0x0
 126  if (arg1.high & 0x0) == 0x0 goto 127 else goto 131
 127: A = arg1.low
 128  A = A & 0x8
 129  if (arg1.low & 0x8) == 0x8 goto 135 else goto 130
 130: if (arg1.low & 0x8) == 0x0 goto 134 else goto 131
 131: A = arg0.low
 132  if arg0.low == 0x0 goto 134 else goto 133
 133: return ALLOW
 134: return TRACE 50 (seccomp)
 135: return TRACE 109 (seccomp)
 136: return TRACE 120 (other ABI)
