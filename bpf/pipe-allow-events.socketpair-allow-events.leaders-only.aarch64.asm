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
  56  if arch == aarch64 goto 57 else goto 231
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
  70: if nr == 75 (vmsplice) goto 71 else goto 72
  71: return TRACE 32 (vmsplice)
  72: if nr == 76 (splice) goto 73 else goto 74
  73: return TRACE 30 (splice)
  74: if nr == 77 (tee) goto 75 else goto 76
  75: return TRACE 31 (tee)
  76: if nr == 117 (ptrace) goto 77 else goto 78
  77: return TRACE 110 (ptrace)
  78: if nr == 200 (bind) goto 79 else goto 80
  79: return TRACE 60 (bind)
  80: if nr == 203 (connect) goto 81 else goto 82
  81: return TRACE 61 (connect)
  82: if nr == 206 (sendto) goto 83 else goto 84
  83: return TRACE 23 (sendto)
  84: if nr == 211 (sendmsg) goto 85 else goto 86
  85: return TRACE 24 (sendmsg)
  86: if nr == 269 (sendmmsg) goto 87 else goto 88
  87: return TRACE 25 (sendmmsg)
  88: if nr == 271 (process_vm_writev) goto 89 else goto 90
  89: return TRACE 111 (process_vm_writev)
  90: if nr == 280 (bpf) goto 91 else goto 92
  91: return TRACE 106 (bpf)
  92: if nr == 282 (userfaultfd) goto 93 else goto 94
  93: return TRACE 105 (userfaultfd)
  94: if nr == 287 (pwritev2) goto 95 else goto 96
  95: return TRACE 22 (pwritev2)
  96: if nr == 425 (io_uring_setup) goto 97 else goto 98
  97: return TRACE 100 (io_uring_setup)
  98: if nr == 426 (io_uring_enter) goto 99 else goto 100
  99: return TRACE 101 (io_uring_enter)
 100: if nr == 427 (io_uring_register) goto 101 else goto 102
 101: return TRACE 102 (io_uring_register)
 102: if nr == 430 (fsopen) goto 103 else goto 104
 103: return TRACE 71 (fsopen)
 104: if nr == 435 (clone3) goto 105 else goto 106
 105: return ERRNO ENOSYS
 106: if nr == 438 (pidfd_getfd) goto 107 else goto 108
 107: return TRACE 112 (pidfd_getfd)
 108: if nr == 97 (unshare) goto 109 else goto 116
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 228
 112: A = arg0.low
 113  A = A & 0x400
 114  if (arg0.low & 0x400) == 0x400 goto 115 else goto 228
 115: return TRACE 118 (unshare)
 116: if nr == 199 (socketpair) goto 117 else goto 123
 117: A = arg0.high
 118  A = A & 0x0
 119  if (arg0.high & 0x0) == 0x0 goto 120 else goto 228
 120: A = arg0.low
 121  if arg0.low == 0x1 goto 122 else goto 228
 122: return TRACE 12 (socketpair)
 123: if nr == 220 (clone) goto 124 else goto 131
 124: A = arg0.high
 125  A = A & 0x0
 126  if (arg0.high & 0x0) == 0x0 goto 127 else goto 228
 127: A = arg0.low
 128  A = A & 0x800000
 129  if (arg0.low & 0x800000) == 0x800000 goto 130 else goto 228
 130: return TRACE 107 (clone)
 131: if nr == 260 (wait4) goto 132 else goto 139
 132: A = arg2.high
 133  A = A & 0x0
 134  if (arg2.high & 0x0) == 0x0 goto 135 else goto 228
 135: A = arg2.low
 136  A = A & 0x1
 137  if (arg2.low & 0x1) == 0x1 goto 138 else goto 228
 138: return TRACE 90 (wait4)
 139: if nr == 436 (close_range) goto 140 else goto 147
 140: A = arg2.high
 141  A = A & 0x0
 142  if (arg2.high & 0x0) == 0x0 goto 143 else goto 228
 143: A = arg2.low
 144  A = A & 0x2
 145  if (arg2.low & 0x2) == 0x2 goto 146 else goto 228
 146: return TRACE 119 (close_range)
 147: if nr == 59 (pipe2) goto 148 else goto 157
 148: A = arg1.high
 149  A = A & 0x0
 150  if (arg1.high & 0x0) == 0x0 goto 151 else goto 228
 151: A = arg1.low
 152  A = A & 0x80
 153  if (arg1.low & 0x80) == 0x80 goto 156 else goto 154
 154: if (arg1.low & 0x80) == 0x0 goto 155 else goto 228
 155: return TRACE 11 (pipe2)
 156: return TRACE 115 (pipe2)
 157: if nr == 29 (ioctl) goto 158 else goto 168
 158: A = arg1.high
 159  A = A & 0x0
 160  if (arg1.high & 0x0) == 0x0 goto 161 else goto 228
 161: A = arg1.low
 162  if arg1.low == 0xaa00 goto 167 else goto 163
 163: if arg1.low == 0x541c goto 166 else goto 164
 164: if arg1.low == 0x5412 goto 165 else goto 228
 165: return TRACE 113 (ioctl)
 166: return TRACE 114 (ioctl)
 167: return TRACE 117 (ioctl)
 168: if nr == 167 (prctl) goto 169 else goto 179
 169: A = arg0.high
 170  A = A & 0x0
 171  if (arg0.high & 0x0) == 0x0 goto 172 else goto 228
 172: A = arg0.low
 173  if arg0.low == 0x16 goto 178 else goto 174
 174: if arg0.low == 0x4 goto 177 else goto 175
 175: if arg0.low == 0x3 goto 176 else goto 228
 176: return TRACE 41 (prctl)
 177: return TRACE 40 (prctl)
 178: return TRACE 51 (prctl)
 179: if nr == 208 (setsockopt) goto 180 else goto 193
 180: A = arg1.high
 181  A = A & 0x0
 182  if (arg1.high & 0x0) == 0x0 goto 183 else goto 228
 183: A = arg1.low
 184  if arg1.low == 0x1 goto 185 else goto 228
 185: A = arg2.high
 186  A = A & 0x0
 187  if (arg2.high & 0x0) == 0x0 goto 188 else goto 228
 188: A = arg2.low
 189  if arg2.low == 0x4c goto 192 else goto 190
 190: if arg2.low == 0x10 goto 191 else goto 228
 191: return TRACE 62 (setsockopt)
 192: return TRACE 63 (setsockopt)
 193: if nr == 95 (waitid) goto 194 else goto 213
 194: A = arg3.high
 195  A = A & 0x0
 196  if (arg3.high & 0x0) == 0x0 goto 197 else goto 200
 197: A = arg3.low
 198  A = A & 0x1
 199  if (arg3.low & 0x1) == 0x1 goto 212 else goto 200
 200: A = arg0.high
 201  A = A & 0x0
 202  if (arg0.high & 0x0) == 0x0 goto 203 else goto 228
 203: A = arg0.low
 204  if arg0.low == 0x3 goto 205 else goto 228
 205: A = arg3.high
 206  A = A & 0x0
 207  if (arg3.high & 0x0) == 0x0 goto 208 else goto 228
 208: A = arg3.low
 209  A = A & 0x1
 210  if (arg3.low & 0x1) == 0x0 goto 211 else goto 228
 211: return TRACE 92 (waitid)
 212: return TRACE 91 (waitid)
 213: if nr == 277 (seccomp) goto 214 else goto 228
 214: A = arg0.high
 215  A = A & 0x0
 216  if (arg0.high & 0x0) == 0x0 goto 217 else goto 228
 217: A = arg0.low
 218  if arg0.low == 0x1 goto 219 else goto 226
 219: A = arg1.high
 220  A = A & 0x0
 221  if (arg1.high & 0x0) == 0x0 goto 222 else goto 226
 222: A = arg1.low
 223  A = A & 0x8
 224  if (arg1.low & 0x8) == 0x8 goto 230 else goto 225
 225: if (arg1.low & 0x8) == 0x0 goto 229 else goto 226
 226: A = arg0.low
 227  if arg0.low == 0x0 goto 229 else goto 228
 228: return ALLOW
 229: return TRACE 50 (seccomp)
 230: return TRACE 109 (seccomp)
 231: return TRACE 120 (other ABI)
