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
  61  if arch == x86_64 goto 62 else goto 237
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 237
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
 105: if nr == 61 (wait4) goto 106 else goto 113
 106: A = arg2.high
 107  A = A & 0x0
 108  if (arg2.high & 0x0) == 0x0 goto 109 else goto 234
 109: A = arg2.low
 110  A = A & 0x1
 111  if (arg2.low & 0x1) == 0x1 goto 112 else goto 234
 112: return TRACE 90 (wait4)
 113: if nr == 293 (pipe2) goto 114 else goto 123
 114: A = arg1.high
 115  A = A & 0x0
 116  if (arg1.high & 0x0) == 0x0 goto 117 else goto 234
 117: A = arg1.low
 118  A = A & 0x80
 119  if (arg1.low & 0x80) == 0x80 goto 122 else goto 120
 120: if (arg1.low & 0x80) == 0x0 goto 121 else goto 234
 121: return TRACE 11 (pipe2)
 122: return TRACE 115 (pipe2)
 123: if nr == 56 (clone) goto 124 else goto 139
 124: A = arg0.high
 125  A = A & 0x0
 126  if (arg0.high & 0x0) == 0x0 goto 127 else goto 234
 127: A = arg0.low
 128  A = A & 0x800000
 129  if (arg0.low & 0x800000) == 0x800000 goto 138 else goto 130
 130: A = arg0.low
 131  A = A & 0x810400
 132  if (arg0.low & 0x810400) == 0x400 goto 137 else goto 133
 133: A = arg0.low
 134  A = A & 0x814500
 135  if (arg0.low & 0x814500) == 0x100 goto 136 else goto 234
 136: return TRACE 143 (clone)
 137: return TRACE 142 (clone)
 138: return TRACE 107 (clone)
 139: if nr == 157 (prctl) goto 140 else goto 150
 140: A = arg0.high
 141  A = A & 0x0
 142  if (arg0.high & 0x0) == 0x0 goto 143 else goto 234
 143: A = arg0.low
 144  if arg0.low == 0x16 goto 149 else goto 145
 145: if arg0.low == 0x4 goto 148 else goto 146
 146: if arg0.low == 0x3 goto 147 else goto 234
 147: return TRACE 41 (prctl)
 148: return TRACE 40 (prctl)
 149: return TRACE 51 (prctl)
 150: if nr == 2 (open) goto 151 else goto 168
 151: A = arg1.high
 152  A = A & 0x0
 153  if (arg1.high & 0x0) == 0x0 goto 154 else goto 234
 154: A = arg1.low
 155  A = A & 0xc3
 156  if (arg1.low & 0xc3) == 0x42 goto 167 else goto 157
 157: A = A & 0xc1
 158  if ((arg1.low & 0xc3) & 0xc1) == 0x41 goto 166 else goto 159
 159: A = arg1.low
 160  A = A & 0x43
 161  if (arg1.low & 0x43) == 0x2 goto 165 else goto 162
 162: A = A & 0x41
 163  if ((arg1.low & 0x43) & 0x41) == 0x1 goto 164 else goto 234
 164: return TRACE 132 (open)
 165: return TRACE 134 (open)
 166: return TRACE 133 (open)
 167: return TRACE 135 (open)
 168: if nr == 16 (ioctl) goto 169 else goto 181
 169: A = arg1.high
 170  A = A & 0x0
 171  if (arg1.high & 0x0) == 0x0 goto 172 else goto 234
 172: A = arg1.low
 173  if arg1.low == 0xc0306201 goto 180 else goto 174
 174: if arg1.low == 0xaa00 goto 179 else goto 175
 175: if arg1.low == 0x541c goto 178 else goto 176
 176: if arg1.low == 0x5412 goto 177 else goto 234
 177: return TRACE 113 (ioctl)
 178: return TRACE 114 (ioctl)
 179: return TRACE 117 (ioctl)
 180: return TRACE 150 (ioctl)
 181: if nr == 257 (openat) goto 182 else goto 199
 182: A = arg2.high
 183  A = A & 0x0
 184  if (arg2.high & 0x0) == 0x0 goto 185 else goto 234
 185: A = arg2.low
 186  A = A & 0xc3
 187  if (arg2.low & 0xc3) == 0x42 goto 198 else goto 188
 188: A = A & 0xc1
 189  if ((arg2.low & 0xc3) & 0xc1) == 0x41 goto 197 else goto 190
 190: A = arg2.low
 191  A = A & 0x43
 192  if (arg2.low & 0x43) == 0x2 goto 196 else goto 193
 193: A = A & 0x41
 194  if ((arg2.low & 0x43) & 0x41) == 0x1 goto 195 else goto 234
 195: return TRACE 136 (openat)
 196: return TRACE 138 (openat)
 197: return TRACE 137 (openat)
 198: return TRACE 139 (openat)
 199: if nr == 247 (waitid) goto 200 else goto 219
 200: A = arg3.high
 201  A = A & 0x0
 202  if (arg3.high & 0x0) == 0x0 goto 203 else goto 206
 203: A = arg3.low
 204  A = A & 0x1
 205  if (arg3.low & 0x1) == 0x1 goto 218 else goto 206
 206: A = arg0.high
 207  A = A & 0x0
 208  if (arg0.high & 0x0) == 0x0 goto 209 else goto 234
 209: A = arg0.low
 210  if arg0.low == 0x3 goto 211 else goto 234
 211: A = arg3.high
 212  A = A & 0x0
 213  if (arg3.high & 0x0) == 0x0 goto 214 else goto 234
 214: A = arg3.low
 215  A = A & 0x1
 216  if (arg3.low & 0x1) == 0x0 goto 217 else goto 234
 217: return TRACE 92 (waitid)
 218: return TRACE 91 (waitid)
 219: if nr == 317 (seccomp) goto 220 else goto 234
 220: A = arg0.high
 221  A = A & 0x0
 222  if (arg0.high & 0x0) == 0x0 goto 223 else goto 234
 223: A = arg0.low
 224  if arg0.low == 0x1 goto 225 else goto 232
 225: A = arg1.high
 226  A = A & 0x0
 227  if (arg1.high & 0x0) == 0x0 goto 228 else goto 232
 228: A = arg1.low
 229  A = A & 0x8
 230  if (arg1.low & 0x8) == 0x8 goto 236 else goto 231
 231: if (arg1.low & 0x8) == 0x0 goto 235 else goto 232
 232: A = arg0.low
 233  if arg0.low == 0x0 goto 235 else goto 234
 234: return ALLOW
 235: return TRACE 50 (seccomp)
 236: return TRACE 109 (seccomp)
 237: return TRACE 120 (other ABI)
