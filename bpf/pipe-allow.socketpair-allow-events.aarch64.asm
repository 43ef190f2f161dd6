   0  A = arch
   1  if arch == aarch64 goto 2 else goto 55
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 261 (prlimit64) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x0 goto 10 else goto 9
   9: return TRACE 80 (prlimit64)
  10: A = nr
  11  if nr == 118 (sched_setparam) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x0 goto 15 else goto 14
  14: return TRACE 81 (sched_setparam)
  15: A = nr
  16  if nr == 119 (sched_setscheduler) goto 17 else goto 20
  17: A = arg0.low
  18  if arg0.low == 0x0 goto 20 else goto 19
  19: return TRACE 82 (sched_setscheduler)
  20: A = nr
  21  if nr == 122 (sched_setaffinity) goto 22 else goto 25
  22: A = arg0.low
  23  if arg0.low == 0x0 goto 25 else goto 24
  24: return TRACE 83 (sched_setaffinity)
  25: A = nr
  26  if nr == 274 (sched_setattr) goto 27 else goto 30
  27: A = arg0.low
  28  if arg0.low == 0x0 goto 30 else goto 29
  29: return TRACE 84 (sched_setattr)
  30: A = nr
  31  if nr == 140 (setpriority) goto 32 else goto 35
  32: A = arg1.low
  33  if arg1.low == 0x0 goto 35 else goto 34
  34: return TRACE 85 (setpriority)
  35: A = nr
  36  if nr == 140 (setpriority) goto 37 else goto 40
  37: A = arg0.low
  38  if arg0.low == 0x0 goto 40 else goto 39
  39: return TRACE 86 (setpriority)
  40: A = nr
  41  if nr == 30 (ioprio_set) goto 42 else goto 45
  42: A = arg1.low
  43  if arg1.low == 0x0 goto 45 else goto 44
  44: return TRACE 87 (ioprio_set)
  45: A = nr
  46  if nr == 30 (ioprio_set) goto 47 else goto 50
  47: A = arg0.low
  48  if arg0.low == 0x1 goto 50 else goto 49
  49: return TRACE 88 (ioprio_set)
  50: A = nr
  51  if nr == 199 (socketpair) goto 52 else goto 55
  52: A = arg0.low
  53  if arg0.low == 0x1 goto 55 else goto 54
  54: return TRACE 116 (socketpair)
  55: A = arch
  56  if arch == aarch64 goto 57 else goto 209
  57: A = nr
  58  if nr == 0 (io_setup) goto 59 else goto 60
  59: return TRACE 103 (io_setup)
  60: if nr == 2 (io_submit) goto 61 else goto 62
  61: return TRACE 104 (io_submit)
  62: if nr == 40 (mount) goto 63 else goto 64
  63: return TRACE 70 (mount)
  64: if nr == 64 (write) goto 65 else goto 66
  65: return TRACE 20 (write)
  66: if nr == 66 (writev) goto 67 else goto 68
  67: return TRACE 21 (writev)
  68: if nr == 71 (sendfile) goto 69 else goto 70
  69: return TRACE 33 (sendfile)
  70: if nr == 76 (splice) goto 71 else goto 72
  71: return TRACE 30 (splice)
  72: if nr == 117 (ptrace) goto 73 else goto 74
  73: return TRACE 110 (ptrace)
  74: if nr == 200 (bind) goto 75 else goto 76
  75: return TRACE 60 (bind)
  76: if nr == 203 (connect) goto 77 else goto 78
  77: return TRACE 61 (connect)
  78: if nr == 206 (sendto) goto 79 else goto 80
  79: return TRACE 23 (sendto)
  80: if nr == 211 (sendmsg) goto 81 else goto 82
  81: return TRACE 24 (sendmsg)
  82: if nr == 269 (sendmmsg) goto 83 else goto 84
  83: return TRACE 25 (sendmmsg)
  84: if nr == 271 (process_vm_writev) goto 85 else goto 86
  85: return TRACE 111 (process_vm_writev)
  86: if nr == 280 (bpf) goto 87 else goto 88
  87: return TRACE 106 (bpf)
  88: if nr == 282 (userfaultfd) goto 89 else goto 90
  89: return TRACE 105 (userfaultfd)
  90: if nr == 287 (pwritev2) goto 91 else goto 92
  91: return TRACE 22 (pwritev2)
  92: if nr == 425 (io_uring_setup) goto 93 else goto 94
  93: return TRACE 100 (io_uring_setup)
  94: if nr == 426 (io_uring_enter) goto 95 else goto 96
  95: return TRACE 101 (io_uring_enter)
  96: if nr == 427 (io_uring_register) goto 97 else goto 98
  97: return TRACE 102 (io_uring_register)
  98: if nr == 430 (fsopen) goto 99 else goto 100
  99: return TRACE 71 (fsopen)
 100: if nr == 435 (clone3) goto 101 else goto 102
 101: return ERRNO ENOSYS
 102: if nr == 438 (pidfd_getfd) goto 103 else goto 104
 103: return TRACE 112 (pidfd_getfd)
 104: if nr == 59 (pipe2) goto 105 else goto 112
 105: A = arg1.high
 106  A = A & 0x0
 107  if (arg1.high & 0x0) == 0x0 goto 108 else goto 206
 108: A = arg1.low
 109  A = A & 0x80
 110  if (arg1.low & 0x80) == 0x80 goto 111 else goto 206
 111: return TRACE 115 (pipe2)
 112: if nr == 199 (socketpair) goto 113 else goto 119
 113: A = arg0.high
 114  A = A & 0x0
 115  if (arg0.high & 0x0) == 0x0 goto 116 else goto 206
 116: A = arg0.low
 117  if arg0.low == 0x1 goto 118 else goto 206
 118: return TRACE 12 (socketpair)
 119: if nr == 220 (clone) goto 120 else goto 127
 120: A = arg0.high
 121  A = A & 0x0
 122  if (arg0.high & 0x0) == 0x0 goto 123 else goto 206
 123: A = arg0.low
 124  A = A & 0x800000
 125  if (arg0.low & 0x800000) == 0x800000 goto 126 else goto 206
 126: return TRACE 107 (clone)
 127: if nr == 260 (wait4) goto 128 else goto 135
 128: A = arg2.high
 129  A = A & 0x0
 130  if (arg2.high & 0x0) == 0x0 goto 131 else goto 206
 131: A = arg2.low
 132  A = A & 0x1
 133  if (arg2.low & 0x1) == 0x1 goto 134 else goto 206
 134: return TRACE 90 (wait4)
 135: if nr == 29 (ioctl) goto 136 else goto 146
 136: A = arg1.high
 137  A = A & 0x0
 138  if (arg1.high & 0x0) == 0x0 goto 139 else goto 206
 139: A = arg1.low
 140  if arg1.low == 0xaa00 goto 145 else goto 141
 141: if arg1.low == 0x541c goto 144 else goto 142
 142: if arg1.low == 0x5412 goto 143 else goto 206
 143: return TRACE 113 (ioctl)
 144: return TRACE 114 (ioctl)
 145: return TRACE 117 (ioctl)
 146: if nr == 167 (prctl) goto 147 else goto 157
 147: A = arg0.high
 148  A = A & 0x0
 149  if (arg0.high & 0x0) == 0x0 goto 150 else goto 206
 150: A = arg0.low
 151  if arg0.low == 0x16 goto 156 else goto 152
 152: if arg0.low == 0x4 goto 155 else goto 153
 153: if arg0.low == 0x3 goto 154 else goto 206
 154: return TRACE 41 (prctl)
 155: return TRACE 40 (prctl)
 156: return TRACE 51 (prctl)
 157: if nr == 208 (setsockopt) goto 158 else goto 171
 158: A = arg1.high
 159  A = A & 0x0
 160  if (arg1.high & 0x0) == 0x0 goto 161 else goto 206
 161: A = arg1.low
 162  if arg1.low == 0x1 goto 163 else goto 206
 163: A = arg2.high
 164  A = A & 0x0
 165  if (arg2.high & 0x0) == 0x0 goto 166 else goto 206
 166: A = arg2.low
 167  if arg2.low == 0x4c goto 170 else goto 168
 168: if arg2.low == 0x10 goto 169 else goto 206
 169: return TRACE 62 (setsockopt)
 170: return TRACE 63 (setsockopt)
 171: if nr == 95 (waitid) goto 172 else goto 191
 172: A = arg3.high
 173  A = A & 0x0
 174  if (arg3.high & 0x0) == 0x0 goto 175 else goto 178
 175: A = arg3.low
 176  A = A & 0x1
 177  if (arg3.low & 0x1) == 0x1 goto 190 else goto 178
 178: A = arg0.high
 179  A = A & 0x0
 180  if (arg0.high & 0x0) == 0x0 goto 181 else goto 206
 181: A = arg0.low
 182  if arg0.low == 0x3 goto 183 else goto 206
 183: A = arg3.high
 184  A = A & 0x0
 185  if (arg3.high & 0x0) == 0x0 goto 186 else goto 206
 186: A = arg3.low
 187  A = A & 0x1
 188  if (arg3.low & 0x1) == 0x0 goto 189 else goto 206
 189: return TRACE 92 (waitid)
 190: return TRACE 91 (waitid)
 191: if nr == 277 (seccomp) goto 192 else goto 206
 192: A = arg0.high
 193  A = A & 0x0
 194  if (arg0.high & 0x0) == 0x0 goto 195 else goto 206
 195: A = arg0.low
 196  if arg0.low == 0x1 goto 197 else goto 204
 197: A = arg1.high
 198  A = A & 0x0
 199  if (arg1.high & 0x0) == 0x0 goto 200 else goto 204
 200: A = arg1.low
 201  A = A & 0x8
 202  if (arg1.low & 0x8) == 0x8 goto 208 else goto 203
 203: if (arg1.low & 0x8) == 0x0 goto 207 else goto 204
 204: A = arg0.low
 205  if arg0.low == 0x0 goto 207 else goto 206
 206: return ALLOW
 207: return TRACE 50 (seccomp)
 208: return TRACE 109 (seccomp)
 209: return TRACE 120 (other ABI)
