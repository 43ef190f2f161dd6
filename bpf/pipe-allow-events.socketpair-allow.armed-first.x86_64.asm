   0  A = arch
   1  if arch == x86_64 goto 2 else goto 57
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 471 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: A = nr
   8  if nr == 302 (prlimit64) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x0 goto 12 else goto 11
  11: return TRACE 80 (prlimit64)
  12: A = nr
  13  if nr == 142 (sched_setparam) goto 14 else goto 17
  14: A = arg0.low
  15  if arg0.low == 0x0 goto 17 else goto 16
  16: return TRACE 81 (sched_setparam)
  17: A = nr
  18  if nr == 144 (sched_setscheduler) goto 19 else goto 22
  19: A = arg0.low
  20  if arg0.low == 0x0 goto 22 else goto 21
  21: return TRACE 82 (sched_setscheduler)
  22: A = nr
  23  if nr == 203 (sched_setaffinity) goto 24 else goto 27
  24: A = arg0.low
  25  if arg0.low == 0x0 goto 27 else goto 26
  26: return TRACE 83 (sched_setaffinity)
  27: A = nr
  28  if nr == 314 (sched_setattr) goto 29 else goto 32
  29: A = arg0.low
  30  if arg0.low == 0x0 goto 32 else goto 31
  31: return TRACE 84 (sched_setattr)
  32: A = nr
  33  if nr == 141 (setpriority) goto 34 else goto 37
  34: A = arg1.low
  35  if arg1.low == 0x0 goto 37 else goto 36
  36: return TRACE 85 (setpriority)
  37: A = nr
  38  if nr == 141 (setpriority) goto 39 else goto 42
  39: A = arg0.low
  40  if arg0.low == 0x0 goto 42 else goto 41
  41: return TRACE 86 (setpriority)
  42: A = nr
  43  if nr == 251 (ioprio_set) goto 44 else goto 47
  44: A = arg1.low
  45  if arg1.low == 0x0 goto 47 else goto 46
  46: return TRACE 87 (ioprio_set)
  47: A = nr
  48  if nr == 251 (ioprio_set) goto 49 else goto 52
  49: A = arg0.low
  50  if arg0.low == 0x1 goto 52 else goto 51
  51: return TRACE 88 (ioprio_set)
  52: A = nr
  53  if nr == 53 (socketpair) goto 54 else goto 57
  54: A = arg0.low
  55  if arg0.low == 0x1 goto 57 else goto 56
  56: return TRACE 116 (socketpair)
  57: A = arch
  58  if arch == x86_64 goto 59 else goto 237
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 237
  62: if nr == 22 (pipe) goto 63 else goto 64
  63: return TRACE 10 (pipe)
  64: if nr == 46 (sendmsg) goto 65 else goto 66
  65: return TRACE 24 (sendmsg)
  66: if nr == 47 (recvmsg) goto 67 else goto 68
  67: return TRACE 140 (recvmsg)
  68: if nr == 85 (creat) goto 69 else goto 70
  69: return TRACE 130 (creat)
  70: if nr == 101 (ptrace) goto 71 else goto 72
  71: return TRACE 110 (ptrace)
  72: if nr == 165 (mount) goto 73 else goto 74
  73: return TRACE 70 (mount)
  74: if nr == 206 (io_setup) goto 75 else goto 76
  75: return TRACE 103 (io_setup)
  76: if nr == 209 (io_submit) goto 77 else goto 78
  77: return TRACE 104 (io_submit)
  78: if nr == 299 (recvmmsg) goto 79 else goto 80
  79: return TRACE 141 (recvmmsg)
  80: if nr == 307 (sendmmsg) goto 81 else goto 82
  81: return TRACE 25 (sendmmsg)
  82: if nr == 311 (process_vm_writev) goto 83 else goto 84
  83: return TRACE 111 (process_vm_writev)
  84: if nr == 321 (bpf) goto 85 else goto 86
  85: return TRACE 106 (bpf)
  86: if nr == 323 (userfaultfd) goto 87 else goto 88
  87: return TRACE 105 (userfaultfd)
  88: if nr == 425 (io_uring_setup) goto 89 else goto 90
  89: return TRACE 100 (io_uring_setup)
  90: if nr == 426 (io_uring_enter) goto 91 else goto 92
  91: return TRACE 101 (io_uring_enter)
  92: if nr == 427 (io_uring_register) goto 93 else goto 94
  93: return TRACE 102 (io_uring_register)
  94: if nr == 430 (fsopen) goto 95 else goto 96
  95: return TRACE 71 (fsopen)
  96: if nr == 435 (clone3) goto 97 else goto 98
  97: return ERRNO ENOSYS
  98: if nr == 437 (openat2) goto 99 else goto 100
  99: return TRACE 131 (openat2)
 100: if nr == 438 (pidfd_getfd) goto 101 else goto 102
 101: return TRACE 112 (pidfd_getfd)
 102: if nr == 61 (wait4) goto 103 else goto 110
 103: A = arg2.high
 104  A = A & 0x0
 105  if (arg2.high & 0x0) == 0x0 goto 106 else goto 234
 106: A = arg2.low
 107  A = A & 0x1
 108  if (arg2.low & 0x1) == 0x1 goto 109 else goto 234
 109: return TRACE 90 (wait4)
 110: if nr == 293 (pipe2) goto 111 else goto 120
 111: A = arg1.high
 112  A = A & 0x0
 113  if (arg1.high & 0x0) == 0x0 goto 114 else goto 234
 114: A = arg1.low
 115  A = A & 0x80
 116  if (arg1.low & 0x80) == 0x80 goto 119 else goto 117
 117: if (arg1.low & 0x80) == 0x0 goto 118 else goto 234
 118: return TRACE 11 (pipe2)
 119: return TRACE 115 (pipe2)
 120: if nr == 16 (ioctl) goto 121 else goto 131
 121: A = arg1.high
 122  A = A & 0x0
 123  if (arg1.high & 0x0) == 0x0 goto 124 else goto 234
 124: A = arg1.low
 125  if arg1.low == 0xaa00 goto 130 else goto 126
 126: if arg1.low == 0x541c goto 129 else goto 127
 127: if arg1.low == 0x5412 goto 128 else goto 234
 128: return TRACE 113 (ioctl)
 129: return TRACE 114 (ioctl)
 130: return TRACE 117 (ioctl)
 131: if nr == 157 (prctl) goto 132 else goto 142
 132: A = arg0.high
 133  A = A & 0x0
 134  if (arg0.high & 0x0) == 0x0 goto 135 else goto 234
 135: A = arg0.low
 136  if arg0.low == 0x16 goto 141 else goto 137
 137: if arg0.low == 0x4 goto 140 else goto 138
 138: if arg0.low == 0x3 goto 139 else goto 234
 139: return TRACE 41 (prctl)
 140: return TRACE 40 (prctl)
 141: return TRACE 51 (prctl)
 142: if nr == 2 (open) goto 143 else goto 160
 143: A = arg1.high
 144  A = A & 0x0
 145  if (arg1.high & 0x0) == 0x0 goto 146 else goto 234
 146: A = arg1.low
 147  A = A & 0xc3
 148  if (arg1.low & 0xc3) == 0x42 goto 159 else goto 149
 149: A = A & 0xc1
 150  if ((arg1.low & 0xc3) & 0xc1) == 0x41 goto 158 else goto 151
 151: A = arg1.low
 152  A = A & 0x43
 153  if (arg1.low & 0x43) == 0x2 goto 157 else goto 154
 154: A = A & 0x41
 155  if ((arg1.low & 0x43) & 0x41) == 0x1 goto 156 else goto 234
 156: return TRACE 132 (open)
 157: return TRACE 134 (open)
 158: return TRACE 133 (open)
 159: return TRACE 135 (open)
 160: if nr == 257 (openat) goto 161 else goto 178
 161: A = arg2.high
 162  A = A & 0x0
 163  if (arg2.high & 0x0) == 0x0 goto 164 else goto 234
 164: A = arg2.low
 165  A = A & 0xc3
 166  if (arg2.low & 0xc3) == 0x42 goto 177 else goto 167
 167: A = A & 0xc1
 168  if ((arg2.low & 0xc3) & 0xc1) == 0x41 goto 176 else goto 169
 169: A = arg2.low
 170  A = A & 0x43
 171  if (arg2.low & 0x43) == 0x2 goto 175 else goto 172
 172: A = A & 0x41
 173  if ((arg2.low & 0x43) & 0x41) == 0x1 goto 174 else goto 234
 174: return TRACE 136 (openat)
 175: return TRACE 138 (openat)
 176: return TRACE 137 (openat)
 177: return TRACE 139 (openat)
 178: if nr == 56 (clone) goto 179 else goto 199
 179: A = arg0.high
 180  A = A & 0x0
 181  if (arg0.high & 0x0) == 0x0 goto 182 else goto 234
 182: A = arg0.low
 183  A = A & 0x800000
 184  if (arg0.low & 0x800000) == 0x800000 goto 198 else goto 185
 185: A = arg0.low
 186  A = A & 0x814500
 187  if (arg0.low & 0x814500) == 0x14100 goto 197 else goto 188
 188: A = A & 0x810500
 189  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 197 else goto 190
 190: A = A & 0x800400
 191  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 196 else goto 192
 192: A = arg0.low
 193  A = A & 0x804500
 194  if (arg0.low & 0x804500) == 0x100 goto 195 else goto 234
 195: return TRACE 143 (clone)
 196: return TRACE 142 (clone)
 197: return TRACE 149 (clone)
 198: return TRACE 107 (clone)
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
