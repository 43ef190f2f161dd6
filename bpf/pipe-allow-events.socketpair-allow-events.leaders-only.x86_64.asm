   0  A = arch
   1  if arch == x86_64 goto 2 else goto 60
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 10 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: if nr >= 337 goto 8 else goto 10
   8: if nr > 423 goto 10 else goto 9
   9: return TRACE 121 (unknown call)
  10: A = nr
  11  if nr == 302 (prlimit64) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x0 goto 15 else goto 14
  14: return TRACE 80 (prlimit64)
  15: A = nr
  16  if nr == 142 (sched_setparam) goto 17 else goto 20
  17: A = arg0.low
  18  if arg0.low == 0x0 goto 20 else goto 19
  19: return TRACE 81 (sched_setparam)
  20: A = nr
  21  if nr == 144 (sched_setscheduler) goto 22 else goto 25
  22: A = arg0.low
  23  if arg0.low == 0x0 goto 25 else goto 24
  24: return TRACE 82 (sched_setscheduler)
  25: A = nr
  26  if nr == 203 (sched_setaffinity) goto 27 else goto 30
  27: A = arg0.low
  28  if arg0.low == 0x0 goto 30 else goto 29
  29: return TRACE 83 (sched_setaffinity)
  30: A = nr
  31  if nr == 314 (sched_setattr) goto 32 else goto 35
  32: A = arg0.low
  33  if arg0.low == 0x0 goto 35 else goto 34
  34: return TRACE 84 (sched_setattr)
  35: A = nr
  36  if nr == 141 (setpriority) goto 37 else goto 40
  37: A = arg1.low
  38  if arg1.low == 0x0 goto 40 else goto 39
  39: return TRACE 85 (setpriority)
  40: A = nr
  41  if nr == 141 (setpriority) goto 42 else goto 45
  42: A = arg0.low
  43  if arg0.low == 0x0 goto 45 else goto 44
  44: return TRACE 86 (setpriority)
  45: A = nr
  46  if nr == 251 (ioprio_set) goto 47 else goto 50
  47: A = arg1.low
  48  if arg1.low == 0x0 goto 50 else goto 49
  49: return TRACE 87 (ioprio_set)
  50: A = nr
  51  if nr == 251 (ioprio_set) goto 52 else goto 55
  52: A = arg0.low
  53  if arg0.low == 0x1 goto 55 else goto 54
  54: return TRACE 88 (ioprio_set)
  55: A = nr
  56  if nr == 53 (socketpair) goto 57 else goto 60
  57: A = arg0.low
  58  if arg0.low == 0x1 goto 60 else goto 59
  59: return TRACE 116 (socketpair)
  60: A = arch
  61  if arch == x86_64 goto 62 else goto 240
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 240
  65: if nr == 1 (write) goto 66 else goto 67
  66: return TRACE 20 (write)
  67: if nr == 20 (writev) goto 68 else goto 69
  68: return TRACE 21 (writev)
  69: if nr == 22 (pipe) goto 70 else goto 71
  70: return TRACE 10 (pipe)
  71: if nr == 40 (sendfile) goto 72 else goto 73
  72: return TRACE 33 (sendfile)
  73: if nr == 42 (connect) goto 74 else goto 75
  74: return TRACE 61 (connect)
  75: if nr == 44 (sendto) goto 76 else goto 77
  76: return TRACE 23 (sendto)
  77: if nr == 46 (sendmsg) goto 78 else goto 79
  78: return TRACE 24 (sendmsg)
  79: if nr == 49 (bind) goto 80 else goto 81
  80: return TRACE 60 (bind)
  81: if nr == 101 (ptrace) goto 82 else goto 83
  82: return TRACE 110 (ptrace)
  83: if nr == 165 (mount) goto 84 else goto 85
  84: return TRACE 70 (mount)
  85: if nr == 206 (io_setup) goto 86 else goto 87
  86: return TRACE 103 (io_setup)
  87: if nr == 209 (io_submit) goto 88 else goto 89
  88: return TRACE 104 (io_submit)
  89: if nr == 275 (splice) goto 90 else goto 91
  90: return TRACE 30 (splice)
  91: if nr == 276 (tee) goto 92 else goto 93
  92: return TRACE 31 (tee)
  93: if nr == 278 (vmsplice) goto 94 else goto 95
  94: return TRACE 32 (vmsplice)
  95: if nr == 307 (sendmmsg) goto 96 else goto 97
  96: return TRACE 25 (sendmmsg)
  97: if nr == 311 (process_vm_writev) goto 98 else goto 99
  98: return TRACE 111 (process_vm_writev)
  99: if nr == 321 (bpf) goto 100 else goto 101
 100: return TRACE 106 (bpf)
 101: if nr == 323 (userfaultfd) goto 102 else goto 103
 102: return TRACE 105 (userfaultfd)
 103: if nr == 328 (pwritev2) goto 104 else goto 105
 104: return TRACE 22 (pwritev2)
 105: if nr == 425 (io_uring_setup) goto 106 else goto 107
 106: return TRACE 100 (io_uring_setup)
 107: if nr == 426 (io_uring_enter) goto 108 else goto 109
 108: return TRACE 101 (io_uring_enter)
 109: if nr == 427 (io_uring_register) goto 110 else goto 111
 110: return TRACE 102 (io_uring_register)
 111: if nr == 430 (fsopen) goto 112 else goto 113
 112: return TRACE 71 (fsopen)
 113: if nr == 435 (clone3) goto 114 else goto 115
 114: return ERRNO ENOSYS
 115: if nr == 438 (pidfd_getfd) goto 116 else goto 117
 116: return TRACE 112 (pidfd_getfd)
 117: if nr == 53 (socketpair) goto 118 else goto 124
 118: A = arg0.high
 119  A = A & 0x0
 120  if (arg0.high & 0x0) == 0x0 goto 121 else goto 237
 121: A = arg0.low
 122  if arg0.low == 0x1 goto 123 else goto 237
 123: return TRACE 12 (socketpair)
 124: if nr == 56 (clone) goto 125 else goto 132
 125: A = arg0.high
 126  A = A & 0x0
 127  if (arg0.high & 0x0) == 0x0 goto 128 else goto 237
 128: A = arg0.low
 129  A = A & 0x800000
 130  if (arg0.low & 0x800000) == 0x800000 goto 131 else goto 237
 131: return TRACE 107 (clone)
 132: if nr == 61 (wait4) goto 133 else goto 140
 133: A = arg2.high
 134  A = A & 0x0
 135  if (arg2.high & 0x0) == 0x0 goto 136 else goto 237
 136: A = arg2.low
 137  A = A & 0x1
 138  if (arg2.low & 0x1) == 0x1 goto 139 else goto 237
 139: return TRACE 90 (wait4)
 140: if nr == 272 (unshare) goto 141 else goto 148
 141: A = arg0.high
 142  A = A & 0x0
 143  if (arg0.high & 0x0) == 0x0 goto 144 else goto 237
 144: A = arg0.low
 145  A = A & 0x400
 146  if (arg0.low & 0x400) == 0x400 goto 147 else goto 237
 147: return TRACE 118 (unshare)
 148: if nr == 436 (close_range) goto 149 else goto 156
 149: A = arg2.high
 150  A = A & 0x0
 151  if (arg2.high & 0x0) == 0x0 goto 152 else goto 237
 152: A = arg2.low
 153  A = A & 0x2
 154  if (arg2.low & 0x2) == 0x2 goto 155 else goto 237
 155: return TRACE 119 (close_range)
 156: if nr == 293 (pipe2) goto 157 else goto 166
 157: A = arg1.high
 158  A = A & 0x0
 159  if (arg1.high & 0x0) == 0x0 goto 160 else goto 237
 160: A = arg1.low
 161  A = A & 0x80
 162  if (arg1.low & 0x80) == 0x80 goto 165 else goto 163
 163: if (arg1.low & 0x80) == 0x0 goto 164 else goto 237
 164: return TRACE 11 (pipe2)
 165: return TRACE 115 (pipe2)
 166: if nr == 16 (ioctl) goto 167 else goto 177
 167: A = arg1.high
 168  A = A & 0x0
 169  if (arg1.high & 0x0) == 0x0 goto 170 else goto 237
 170: A = arg1.low
 171  if arg1.low == 0xaa00 goto 176 else goto 172
 172: if arg1.low == 0x541c goto 175 else goto 173
 173: if arg1.low == 0x5412 goto 174 else goto 237
 174: return TRACE 113 (ioctl)
 175: return TRACE 114 (ioctl)
 176: return TRACE 117 (ioctl)
 177: if nr == 157 (prctl) goto 178 else goto 188
 178: A = arg0.high
 179  A = A & 0x0
 180  if (arg0.high & 0x0) == 0x0 goto 181 else goto 237
 181: A = arg0.low
 182  if arg0.low == 0x16 goto 187 else goto 183
 183: if arg0.low == 0x4 goto 186 else goto 184
 184: if arg0.low == 0x3 goto 185 else goto 237
 185: return TRACE 41 (prctl)
 186: return TRACE 40 (prctl)
 187: return TRACE 51 (prctl)
 188: if nr == 54 (setsockopt) goto 189 else goto 202
 189: A = arg1.high
 190  A = A & 0x0
 191  if (arg1.high & 0x0) == 0x0 goto 192 else goto 237
 192: A = arg1.low
 193  if arg1.low == 0x1 goto 194 else goto 237
 194: A = arg2.high
 195  A = A & 0x0
 196  if (arg2.high & 0x0) == 0x0 goto 197 else goto 237
 197: A = arg2.low
 198  if arg2.low == 0x4c goto 201 else goto 199
 199: if arg2.low == 0x10 goto 200 else goto 237
 200: return TRACE 62 (setsockopt)
 201: return TRACE 63 (setsockopt)
 202: if nr == 247 (waitid) goto 203 else goto 222
 203: A = arg3.high
 204  A = A & 0x0
 205  if (arg3.high & 0x0) == 0x0 goto 206 else goto 209
 206: A = arg3.low
 207  A = A & 0x1
 208  if (arg3.low & 0x1) == 0x1 goto 221 else goto 209
 209: A = arg0.high
 210  A = A & 0x0
 211  if (arg0.high & 0x0) == 0x0 goto 212 else goto 237
 212: A = arg0.low
 213  if arg0.low == 0x3 goto 214 else goto 237
 214: A = arg3.high
 215  A = A & 0x0
 216  if (arg3.high & 0x0) == 0x0 goto 217 else goto 237
 217: A = arg3.low
 218  A = A & 0x1
 219  if (arg3.low & 0x1) == 0x0 goto 220 else goto 237
 220: return TRACE 92 (waitid)
 221: return TRACE 91 (waitid)
 222: if nr == 317 (seccomp) goto 223 else goto 237
 223: A = arg0.high
 224  A = A & 0x0
 225  if (arg0.high & 0x0) == 0x0 goto 226 else goto 237
 226: A = arg0.low
 227  if arg0.low == 0x1 goto 228 else goto 235
 228: A = arg1.high
 229  A = A & 0x0
 230  if (arg1.high & 0x0) == 0x0 goto 231 else goto 235
 231: A = arg1.low
 232  A = A & 0x8
 233  if (arg1.low & 0x8) == 0x8 goto 239 else goto 234
 234: if (arg1.low & 0x8) == 0x0 goto 238 else goto 235
 235: A = arg0.low
 236  if arg0.low == 0x0 goto 238 else goto 237
 237: return ALLOW
 238: return TRACE 50 (seccomp)
 239: return TRACE 109 (seccomp)
 240: return TRACE 120 (other ABI)
