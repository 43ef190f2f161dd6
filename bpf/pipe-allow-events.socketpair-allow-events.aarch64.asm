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
  16  if arch == aarch64 goto 17 else goto 175
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
  38: if nr == 200 (bind) goto 39 else goto 40
  39: return TRACE 60 (bind)
  40: if nr == 203 (connect) goto 41 else goto 42
  41: return TRACE 61 (connect)
  42: if nr == 206 (sendto) goto 43 else goto 44
  43: return TRACE 23 (sendto)
  44: if nr == 211 (sendmsg) goto 45 else goto 46
  45: return TRACE 24 (sendmsg)
  46: if nr == 269 (sendmmsg) goto 47 else goto 48
  47: return TRACE 25 (sendmmsg)
  48: if nr == 271 (process_vm_writev) goto 49 else goto 50
  49: return TRACE 111 (process_vm_writev)
  50: if nr == 280 (bpf) goto 51 else goto 52
  51: return TRACE 106 (bpf)
  52: if nr == 282 (userfaultfd) goto 53 else goto 54
  53: return TRACE 105 (userfaultfd)
  54: if nr == 287 (pwritev2) goto 55 else goto 56
  55: return TRACE 22 (pwritev2)
  56: if nr == 425 (io_uring_setup) goto 57 else goto 58
  57: return TRACE 100 (io_uring_setup)
  58: if nr == 426 (io_uring_enter) goto 59 else goto 60
  59: return TRACE 101 (io_uring_enter)
  60: if nr == 427 (io_uring_register) goto 61 else goto 62
  61: return TRACE 102 (io_uring_register)
  62: if nr == 430 (fsopen) goto 63 else goto 64
  63: return TRACE 71 (fsopen)
  64: if nr == 435 (clone3) goto 65 else goto 66
  65: return ERRNO ENOSYS
  66: if nr == 438 (pidfd_getfd) goto 67 else goto 68
  67: return TRACE 112 (pidfd_getfd)
  68: if nr == 199 (socketpair) goto 69 else goto 75
  69: A = arg0.high
  70  A = A & 0x0
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 172
  72: A = arg0.low
  73  if arg0.low == 0x1 goto 74 else goto 172
  74: return TRACE 12 (socketpair)
  75: if nr == 220 (clone) goto 76 else goto 83
  76: A = arg0.high
  77  A = A & 0x0
  78  if (arg0.high & 0x0) == 0x0 goto 79 else goto 172
  79: A = arg0.low
  80  A = A & 0x800000
  81  if (arg0.low & 0x800000) == 0x800000 goto 82 else goto 172
  82: return TRACE 107 (clone)
  83: if nr == 260 (wait4) goto 84 else goto 91
  84: A = arg2.high
  85  A = A & 0x0
  86  if (arg2.high & 0x0) == 0x0 goto 87 else goto 172
  87: A = arg2.low
  88  A = A & 0x1
  89  if (arg2.low & 0x1) == 0x1 goto 90 else goto 172
  90: return TRACE 90 (wait4)
  91: if nr == 59 (pipe2) goto 92 else goto 101
  92: A = arg1.high
  93  A = A & 0x0
  94  if (arg1.high & 0x0) == 0x0 goto 95 else goto 172
  95: A = arg1.low
  96  A = A & 0x80
  97  if (arg1.low & 0x80) == 0x80 goto 100 else goto 98
  98: if (arg1.low & 0x80) == 0x0 goto 99 else goto 172
  99: return TRACE 11 (pipe2)
 100: return TRACE 115 (pipe2)
 101: if nr == 29 (ioctl) goto 102 else goto 112
 102: A = arg1.high
 103  A = A & 0x0
 104  if (arg1.high & 0x0) == 0x0 goto 105 else goto 172
 105: A = arg1.low
 106  if arg1.low == 0xaa00 goto 111 else goto 107
 107: if arg1.low == 0x541c goto 110 else goto 108
 108: if arg1.low == 0x5412 goto 109 else goto 172
 109: return TRACE 113 (ioctl)
 110: return TRACE 114 (ioctl)
 111: return TRACE 117 (ioctl)
 112: if nr == 167 (prctl) goto 113 else goto 123
 113: A = arg0.high
 114  A = A & 0x0
 115  if (arg0.high & 0x0) == 0x0 goto 116 else goto 172
 116: A = arg0.low
 117  if arg0.low == 0x16 goto 122 else goto 118
 118: if arg0.low == 0x4 goto 121 else goto 119
 119: if arg0.low == 0x3 goto 120 else goto 172
 120: return TRACE 41 (prctl)
 121: return TRACE 40 (prctl)
 122: return TRACE 51 (prctl)
 123: if nr == 208 (setsockopt) goto 124 else goto 137
 124: A = arg1.high
 125  A = A & 0x0
 126  if (arg1.high & 0x0) == 0x0 goto 127 else goto 172
 127: A = arg1.low
 128  if arg1.low == 0x1 goto 129 else goto 172
 129: A = arg2.high
 130  A = A & 0x0
 131  if (arg2.high & 0x0) == 0x0 goto 132 else goto 172
 132: A = arg2.low
 133  if arg2.low == 0x4c goto 136 else goto 134
 134: if arg2.low == 0x10 goto 135 else goto 172
 135: return TRACE 62 (setsockopt)
 136: return TRACE 63 (setsockopt)
 137: if nr == 95 (waitid) goto 138 else goto 157
 138: A = arg3.high
 139  A = A & 0x0
 140  if (arg3.high & 0x0) == 0x0 goto 141 else goto 144
 141: A = arg3.low
 142  A = A & 0x1
 143  if (arg3.low & 0x1) == 0x1 goto 156 else goto 144
 144: A = arg0.high
 145  A = A & 0x0
 146  if (arg0.high & 0x0) == 0x0 goto 147 else goto 172
 147: A = arg0.low
 148  if arg0.low == 0x3 goto 149 else goto 172
 149: A = arg3.high
 150  A = A & 0x0
 151  if (arg3.high & 0x0) == 0x0 goto 152 else goto 172
 152: A = arg3.low
 153  A = A & 0x1
 154  if (arg3.low & 0x1) == 0x0 goto 155 else goto 172
 155: return TRACE 92 (waitid)
 156: return TRACE 91 (waitid)
 157: if nr == 277 (seccomp) goto 158 else goto 172
 158: A = arg0.high
 159  A = A & 0x0
 160  if (arg0.high & 0x0) == 0x0 goto 161 else goto 172
 161: A = arg0.low
 162  if arg0.low == 0x1 goto 163 else goto 170
 163: A = arg1.high
 164  A = A & 0x0
 165  if (arg1.high & 0x0) == 0x0 goto 166 else goto 170
 166: A = arg1.low
 167  A = A & 0x8
 168  if (arg1.low & 0x8) == 0x8 goto 174 else goto 169
 169: if (arg1.low & 0x8) == 0x0 goto 173 else goto 170
 170: A = arg0.low
 171  if arg0.low == 0x0 goto 173 else goto 172
 172: return ALLOW
 173: return TRACE 50 (seccomp)
 174: return TRACE 109 (seccomp)
 175: return TRACE 120 (other ABI)
