   0  A = arch
   1  if arch == aarch64 goto 2 else goto 15
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 261 (prlimit64) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x0 goto 10 else goto 9
   9: return TRACE 80 (prlimit64)
  10: A = nr
  11  if nr == 199 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return TRACE 116 (socketpair)
  15: A = arch
  16  if arch == aarch64 goto 17 else goto 155
  17: A = nr
  18  if nr == 0 (io_setup) goto 19 else goto 20
  19: return TRACE 103 (io_setup)
  20: if nr == 2 (io_submit) goto 21 else goto 22
  21: return TRACE 104 (io_submit)
  22: if nr == 40 (mount) goto 23 else goto 24
  23: return TRACE 70 (mount)
  24: if nr == 64 (write) goto 25 else goto 26
  25: return TRACE 20 (write)
  26: if nr == 66 (writev) goto 27 else goto 28
  27: return TRACE 21 (writev)
  28: if nr == 71 (sendfile) goto 29 else goto 30
  29: return TRACE 33 (sendfile)
  30: if nr == 75 (vmsplice) goto 31 else goto 32
  31: return TRACE 32 (vmsplice)
  32: if nr == 76 (splice) goto 33 else goto 34
  33: return TRACE 30 (splice)
  34: if nr == 77 (tee) goto 35 else goto 36
  35: return TRACE 31 (tee)
  36: if nr == 117 (ptrace) goto 37 else goto 38
  37: return TRACE 110 (ptrace)
  38: if nr == 211 (sendmsg) goto 39 else goto 40
  39: return TRACE 24 (sendmsg)
  40: if nr == 269 (sendmmsg) goto 41 else goto 42
  41: return TRACE 25 (sendmmsg)
  42: if nr == 271 (process_vm_writev) goto 43 else goto 44
  43: return TRACE 111 (process_vm_writev)
  44: if nr == 280 (bpf) goto 45 else goto 46
  45: return TRACE 106 (bpf)
  46: if nr == 282 (userfaultfd) goto 47 else goto 48
  47: return TRACE 105 (userfaultfd)
  48: if nr == 287 (pwritev2) goto 49 else goto 50
  49: return TRACE 22 (pwritev2)
  50: if nr == 425 (io_uring_setup) goto 51 else goto 52
  51: return TRACE 100 (io_uring_setup)
  52: if nr == 426 (io_uring_enter) goto 53 else goto 54
  53: return TRACE 101 (io_uring_enter)
  54: if nr == 427 (io_uring_register) goto 55 else goto 56
  55: return TRACE 102 (io_uring_register)
  56: if nr == 430 (fsopen) goto 57 else goto 58
  57: return TRACE 71 (fsopen)
  58: if nr == 435 (clone3) goto 59 else goto 60
  59: return ERRNO ENOSYS
  60: if nr == 438 (pidfd_getfd) goto 61 else goto 62
  61: return TRACE 112 (pidfd_getfd)
  62: if nr == 199 (socketpair) goto 63 else goto 69
  63: A = arg0.high
  64  A = A & 0x0
  65  if (arg0.high & 0x0) == 0x0 goto 66 else goto 152
  66: A = arg0.low
  67  if arg0.low == 0x1 goto 68 else goto 152
  68: return TRACE 12 (socketpair)
  69: if nr == 220 (clone) goto 70 else goto 77
  70: A = arg0.high
  71  A = A & 0x0
  72  if (arg0.high & 0x0) == 0x0 goto 73 else goto 152
  73: A = arg0.low
  74  A = A & 0x800000
  75  if (arg0.low & 0x800000) == 0x800000 goto 76 else goto 152
  76: return TRACE 107 (clone)
  77: if nr == 260 (wait4) goto 78 else goto 85
  78: A = arg2.high
  79  A = A & 0x0
  80  if (arg2.high & 0x0) == 0x0 goto 81 else goto 152
  81: A = arg2.low
  82  A = A & 0x1
  83  if (arg2.low & 0x1) == 0x1 goto 84 else goto 152
  84: return TRACE 90 (wait4)
  85: if nr == 59 (pipe2) goto 86 else goto 95
  86: A = arg1.high
  87  A = A & 0x0
  88  if (arg1.high & 0x0) == 0x0 goto 89 else goto 152
  89: A = arg1.low
  90  A = A & 0x80
  91  if (arg1.low & 0x80) == 0x80 goto 94 else goto 92
  92: if (arg1.low & 0x80) == 0x0 goto 93 else goto 152
  93: return TRACE 11 (pipe2)
  94: return TRACE 115 (pipe2)
  95: if nr == 29 (ioctl) goto 96 else goto 106
  96: A = arg1.high
  97  A = A & 0x0
  98  if (arg1.high & 0x0) == 0x0 goto 99 else goto 152
  99: A = arg1.low
 100  if arg1.low == 0xaa00 goto 105 else goto 101
 101: if arg1.low == 0x541c goto 104 else goto 102
 102: if arg1.low == 0x5412 goto 103 else goto 152
 103: return TRACE 113 (ioctl)
 104: return TRACE 114 (ioctl)
 105: return TRACE 117 (ioctl)
 106: if nr == 167 (prctl) goto 107 else goto 117
 107: A = arg0.high
 108  A = A & 0x0
 109  if (arg0.high & 0x0) == 0x0 goto 110 else goto 152
 110: A = arg0.low
 111  if arg0.low == 0x16 goto 116 else goto 112
 112: if arg0.low == 0x4 goto 115 else goto 113
 113: if arg0.low == 0x3 goto 114 else goto 152
 114: return TRACE 41 (prctl)
 115: return TRACE 40 (prctl)
 116: return TRACE 51 (prctl)
 117: if nr == 95 (waitid) goto 118 else goto 137
 118: A = arg3.high
 119  A = A & 0x0
 120  if (arg3.high & 0x0) == 0x0 goto 121 else goto 124
 121: A = arg3.low
 122  A = A & 0x1
 123  if (arg3.low & 0x1) == 0x1 goto 136 else goto 124
 124: A = arg0.high
 125  A = A & 0x0
 126  if (arg0.high & 0x0) == 0x0 goto 127 else goto 152
 127: A = arg0.low
 128  if arg0.low == 0x3 goto 129 else goto 152
 129: A = arg3.high
 130  A = A & 0x0
 131  if (arg3.high & 0x0) == 0x0 goto 132 else goto 152
 132: A = arg3.low
 133  A = A & 0x1
 134  if (arg3.low & 0x1) == 0x0 goto 135 else goto 152
 135: return TRACE 92 (waitid)
 136: return TRACE 91 (waitid)
 137: if nr == 277 (seccomp) goto 138 else goto 152
 138: A = arg0.high
 139  A = A & 0x0
 140  if (arg0.high & 0x0) == 0x0 goto 141 else goto 152
 141: A = arg0.low
 142  if arg0.low == 0x1 goto 143 else goto 150
 143: A = arg1.high
 144  A = A & 0x0
 145  if (arg1.high & 0x0) == 0x0 goto 146 else goto 150
 146: A = arg1.low
 147  A = A & 0x8
 148  if (arg1.low & 0x8) == 0x8 goto 154 else goto 149
 149: if (arg1.low & 0x8) == 0x0 goto 153 else goto 150
 150: A = arg0.low
 151  if arg0.low == 0x0 goto 153 else goto 152
 152: return ALLOW
 153: return TRACE 50 (seccomp)
 154: return TRACE 109 (seccomp)
 155: return TRACE 120 (other ABI)
