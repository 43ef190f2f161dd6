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
  61  if arch == x86_64 goto 62 else goto 263
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 263
  65: if nr == 22 (pipe) goto 66 else goto 67
  66: return TRACE 10 (pipe)
  67: if nr == 46 (sendmsg) goto 68 else goto 69
  68: return TRACE 24 (sendmsg)
  69: if nr == 47 (recvmsg) goto 70 else goto 71
  70: return TRACE 140 (recvmsg)
  71: if nr == 85 (creat) goto 72 else goto 73
  72: return TRACE 130 (creat)
  73: if nr == 101 (ptrace) goto 74 else goto 75
  74: return TRACE 110 (ptrace)
  75: if nr == 165 (mount) goto 76 else goto 77
  76: return TRACE 70 (mount)
  77: if nr == 206 (io_setup) goto 78 else goto 79
  78: return TRACE 103 (io_setup)
  79: if nr == 209 (io_submit) goto 80 else goto 81
  80: return TRACE 104 (io_submit)
  81: if nr == 299 (recvmmsg) goto 82 else goto 83
  82: return TRACE 141 (recvmmsg)
  83: if nr == 307 (sendmmsg) goto 84 else goto 85
  84: return TRACE 25 (sendmmsg)
  85: if nr == 311 (process_vm_writev) goto 86 else goto 87
  86: return TRACE 111 (process_vm_writev)
  87: if nr == 321 (bpf) goto 88 else goto 89
  88: return TRACE 106 (bpf)
  89: if nr == 323 (userfaultfd) goto 90 else goto 91
  90: return TRACE 105 (userfaultfd)
  91: if nr == 425 (io_uring_setup) goto 92 else goto 93
  92: return TRACE 100 (io_uring_setup)
  93: if nr == 426 (io_uring_enter) goto 94 else goto 95
  94: return TRACE 101 (io_uring_enter)
  95: if nr == 427 (io_uring_register) goto 96 else goto 97
  96: return TRACE 102 (io_uring_register)
  97: if nr == 430 (fsopen) goto 98 else goto 99
  98: return TRACE 71 (fsopen)
  99: if nr == 435 (clone3) goto 100 else goto 101
 100: return ERRNO ENOSYS
 101: if nr == 437 (openat2) goto 102 else goto 103
 102: return TRACE 131 (openat2)
 103: if nr == 438 (pidfd_getfd) goto 104 else goto 105
 104: return TRACE 112 (pidfd_getfd)
 105: if nr == 53 (socketpair) goto 106 else goto 112
 106: A = arg0.high
 107  A = A & 0x0
 108  if (arg0.high & 0x0) == 0x0 goto 109 else goto 260
 109: A = arg0.low
 110  if arg0.low == 0x1 goto 111 else goto 260
 111: return TRACE 12 (socketpair)
 112: if nr == 61 (wait4) goto 113 else goto 120
 113: A = arg2.high
 114  A = A & 0x0
 115  if (arg2.high & 0x0) == 0x0 goto 116 else goto 260
 116: A = arg2.low
 117  A = A & 0x1
 118  if (arg2.low & 0x1) == 0x1 goto 119 else goto 260
 119: return TRACE 90 (wait4)
 120: if nr == 272 (unshare) goto 121 else goto 128
 121: A = arg0.high
 122  A = A & 0x0
 123  if (arg0.high & 0x0) == 0x0 goto 124 else goto 260
 124: A = arg0.low
 125  A = A & 0x400
 126  if (arg0.low & 0x400) == 0x400 goto 127 else goto 260
 127: return TRACE 118 (unshare)
 128: if nr == 436 (close_range) goto 129 else goto 136
 129: A = arg2.high
 130  A = A & 0x0
 131  if (arg2.high & 0x0) == 0x0 goto 132 else goto 260
 132: A = arg2.low
 133  A = A & 0x2
 134  if (arg2.low & 0x2) == 0x2 goto 135 else goto 260
 135: return TRACE 119 (close_range)
 136: if nr == 293 (pipe2) goto 137 else goto 146
 137: A = arg1.high
 138  A = A & 0x0
 139  if (arg1.high & 0x0) == 0x0 goto 140 else goto 260
 140: A = arg1.low
 141  A = A & 0x80
 142  if (arg1.low & 0x80) == 0x80 goto 145 else goto 143
 143: if (arg1.low & 0x80) == 0x0 goto 144 else goto 260
 144: return TRACE 11 (pipe2)
 145: return TRACE 115 (pipe2)
 146: if nr == 16 (ioctl) goto 147 else goto 157
 147: A = arg1.high
 148  A = A & 0x0
 149  if (arg1.high & 0x0) == 0x0 goto 150 else goto 260
 150: A = arg1.low
 151  if arg1.low == 0xaa00 goto 156 else goto 152
 152: if arg1.low == 0x541c goto 155 else goto 153
 153: if arg1.low == 0x5412 goto 154 else goto 260
 154: return TRACE 113 (ioctl)
 155: return TRACE 114 (ioctl)
 156: return TRACE 117 (ioctl)
 157: if nr == 157 (prctl) goto 158 else goto 168
 158: A = arg0.high
 159  A = A & 0x0
 160  if (arg0.high & 0x0) == 0x0 goto 161 else goto 260
 161: A = arg0.low
 162  if arg0.low == 0x16 goto 167 else goto 163
 163: if arg0.low == 0x4 goto 166 else goto 164
 164: if arg0.low == 0x3 goto 165 else goto 260
 165: return TRACE 41 (prctl)
 166: return TRACE 40 (prctl)
 167: return TRACE 51 (prctl)
 168: if nr == 2 (open) goto 169 else goto 186
 169: A = arg1.high
 170  A = A & 0x0
 171  if (arg1.high & 0x0) == 0x0 goto 172 else goto 260
 172: A = arg1.low
 173  A = A & 0xc3
 174  if (arg1.low & 0xc3) == 0x42 goto 185 else goto 175
 175: A = A & 0xc1
 176  if ((arg1.low & 0xc3) & 0xc1) == 0x41 goto 184 else goto 177
 177: A = arg1.low
 178  A = A & 0x43
 179  if (arg1.low & 0x43) == 0x2 goto 183 else goto 180
 180: A = A & 0x41
 181  if ((arg1.low & 0x43) & 0x41) == 0x1 goto 182 else goto 260
 182: return TRACE 132 (open)
 183: return TRACE 134 (open)
 184: return TRACE 133 (open)
 185: return TRACE 135 (open)
 186: if nr == 257 (openat) goto 187 else goto 204
 187: A = arg2.high
 188  A = A & 0x0
 189  if (arg2.high & 0x0) == 0x0 goto 190 else goto 260
 190: A = arg2.low
 191  A = A & 0xc3
 192  if (arg2.low & 0xc3) == 0x42 goto 203 else goto 193
 193: A = A & 0xc1
 194  if ((arg2.low & 0xc3) & 0xc1) == 0x41 goto 202 else goto 195
 195: A = arg2.low
 196  A = A & 0x43
 197  if (arg2.low & 0x43) == 0x2 goto 201 else goto 198
 198: A = A & 0x41
 199  if ((arg2.low & 0x43) & 0x41) == 0x1 goto 200 else goto 260
 200: return TRACE 136 (openat)
 201: return TRACE 138 (openat)
 202: return TRACE 137 (openat)
 203: return TRACE 139 (openat)
 204: if nr == 56 (clone) goto 205 else goto 225
 205: A = arg0.high
 206  A = A & 0x0
 207  if (arg0.high & 0x0) == 0x0 goto 208 else goto 260
 208: A = arg0.low
 209  A = A & 0x800000
 210  if (arg0.low & 0x800000) == 0x800000 goto 224 else goto 211
 211: A = arg0.low
 212  A = A & 0x814500
 213  if (arg0.low & 0x814500) == 0x14100 goto 223 else goto 214
 214: A = A & 0x810500
 215  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 223 else goto 216
 216: A = A & 0x800400
 217  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 222 else goto 218
 218: A = arg0.low
 219  A = A & 0x804500
 220  if (arg0.low & 0x804500) == 0x100 goto 221 else goto 260
 221: return TRACE 143 (clone)
 222: return TRACE 142 (clone)
 223: return TRACE 149 (clone)
 224: return TRACE 107 (clone)
 225: if nr == 247 (waitid) goto 226 else goto 245
 226: A = arg3.high
 227  A = A & 0x0
 228  if (arg3.high & 0x0) == 0x0 goto 229 else goto 232
 229: A = arg3.low
 230  A = A & 0x1
 231  if (arg3.low & 0x1) == 0x1 goto 244 else goto 232
 232: A = arg0.high
 233  A = A & 0x0
 234  if (arg0.high & 0x0) == 0x0 goto 235 else goto 260
 235: A = arg0.low
 236  if arg0.low == 0x3 goto 237 else goto 260
 237: A = arg3.high
 238  A = A & 0x0
 239  if (arg3.high & 0x0) == 0x0 goto 240 else goto 260
 240: A = arg3.low
 241  A = A & 0x1
 242  if (arg3.low & 0x1) == 0x0 goto 243 else goto 260
 243: return TRACE 92 (waitid)
 244: return TRACE 91 (waitid)
 245: if nr == 317 (seccomp) goto 246 else goto 260
 246: A = arg0.high
 247  A = A & 0x0
 248  if (arg0.high & 0x0) == 0x0 goto 249 else goto 260
 249: A = arg0.low
 250  if arg0.low == 0x1 goto 251 else goto 258
 251: A = arg1.high
 252  A = A & 0x0
 253  if (arg1.high & 0x0) == 0x0 goto 254 else goto 258
 254: A = arg1.low
 255  A = A & 0x8
 256  if (arg1.low & 0x8) == 0x8 goto 262 else goto 257
 257: if (arg1.low & 0x8) == 0x0 goto 261 else goto 258
 258: A = arg0.low
 259  if arg0.low == 0x0 goto 261 else goto 260
 260: return ALLOW
 261: return TRACE 50 (seccomp)
 262: return TRACE 109 (seccomp)
 263: return TRACE 120 (other ABI)
