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
  58  if arch == x86_64 goto 59 else goto 244
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 244
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
 102: if nr == 53 (socketpair) goto 103 else goto 109
 103: A = arg0.high
 104  A = A & 0x0
 105  if (arg0.high & 0x0) == 0x0 goto 106 else goto 241
 106: A = arg0.low
 107  if arg0.low == 0x1 goto 108 else goto 241
 108: return TRACE 12 (socketpair)
 109: if nr == 61 (wait4) goto 110 else goto 117
 110: A = arg2.high
 111  A = A & 0x0
 112  if (arg2.high & 0x0) == 0x0 goto 113 else goto 241
 113: A = arg2.low
 114  A = A & 0x1
 115  if (arg2.low & 0x1) == 0x1 goto 116 else goto 241
 116: return TRACE 90 (wait4)
 117: if nr == 293 (pipe2) goto 118 else goto 127
 118: A = arg1.high
 119  A = A & 0x0
 120  if (arg1.high & 0x0) == 0x0 goto 121 else goto 241
 121: A = arg1.low
 122  A = A & 0x80
 123  if (arg1.low & 0x80) == 0x80 goto 126 else goto 124
 124: if (arg1.low & 0x80) == 0x0 goto 125 else goto 241
 125: return TRACE 11 (pipe2)
 126: return TRACE 115 (pipe2)
 127: if nr == 16 (ioctl) goto 128 else goto 138
 128: A = arg1.high
 129  A = A & 0x0
 130  if (arg1.high & 0x0) == 0x0 goto 131 else goto 241
 131: A = arg1.low
 132  if arg1.low == 0xaa00 goto 137 else goto 133
 133: if arg1.low == 0x541c goto 136 else goto 134
 134: if arg1.low == 0x5412 goto 135 else goto 241
 135: return TRACE 113 (ioctl)
 136: return TRACE 114 (ioctl)
 137: return TRACE 117 (ioctl)
 138: if nr == 157 (prctl) goto 139 else goto 149
 139: A = arg0.high
 140  A = A & 0x0
 141  if (arg0.high & 0x0) == 0x0 goto 142 else goto 241
 142: A = arg0.low
 143  if arg0.low == 0x16 goto 148 else goto 144
 144: if arg0.low == 0x4 goto 147 else goto 145
 145: if arg0.low == 0x3 goto 146 else goto 241
 146: return TRACE 41 (prctl)
 147: return TRACE 40 (prctl)
 148: return TRACE 51 (prctl)
 149: if nr == 2 (open) goto 150 else goto 167
 150: A = arg1.high
 151  A = A & 0x0
 152  if (arg1.high & 0x0) == 0x0 goto 153 else goto 241
 153: A = arg1.low
 154  A = A & 0xc3
 155  if (arg1.low & 0xc3) == 0x42 goto 166 else goto 156
 156: A = A & 0xc1
 157  if ((arg1.low & 0xc3) & 0xc1) == 0x41 goto 165 else goto 158
 158: A = arg1.low
 159  A = A & 0x43
 160  if (arg1.low & 0x43) == 0x2 goto 164 else goto 161
 161: A = A & 0x41
 162  if ((arg1.low & 0x43) & 0x41) == 0x1 goto 163 else goto 241
 163: return TRACE 132 (open)
 164: return TRACE 134 (open)
 165: return TRACE 133 (open)
 166: return TRACE 135 (open)
 167: if nr == 257 (openat) goto 168 else goto 185
 168: A = arg2.high
 169  A = A & 0x0
 170  if (arg2.high & 0x0) == 0x0 goto 171 else goto 241
 171: A = arg2.low
 172  A = A & 0xc3
 173  if (arg2.low & 0xc3) == 0x42 goto 184 else goto 174
 174: A = A & 0xc1
 175  if ((arg2.low & 0xc3) & 0xc1) == 0x41 goto 183 else goto 176
 176: A = arg2.low
 177  A = A & 0x43
 178  if (arg2.low & 0x43) == 0x2 goto 182 else goto 179
 179: A = A & 0x41
 180  if ((arg2.low & 0x43) & 0x41) == 0x1 goto 181 else goto 241
 181: return TRACE 136 (openat)
 182: return TRACE 138 (openat)
 183: return TRACE 137 (openat)
 184: return TRACE 139 (openat)
 185: if nr == 56 (clone) goto 186 else goto 206
 186: A = arg0.high
 187  A = A & 0x0
 188  if (arg0.high & 0x0) == 0x0 goto 189 else goto 241
 189: A = arg0.low
 190  A = A & 0x800000
 191  if (arg0.low & 0x800000) == 0x800000 goto 205 else goto 192
 192: A = arg0.low
 193  A = A & 0x814500
 194  if (arg0.low & 0x814500) == 0x14100 goto 204 else goto 195
 195: A = A & 0x810500
 196  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 204 else goto 197
 197: A = A & 0x800400
 198  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 203 else goto 199
 199: A = arg0.low
 200  A = A & 0x804500
 201  if (arg0.low & 0x804500) == 0x100 goto 202 else goto 241
 202: return TRACE 143 (clone)
 203: return TRACE 142 (clone)
 204: return TRACE 149 (clone)
 205: return TRACE 107 (clone)
 206: if nr == 247 (waitid) goto 207 else goto 226
 207: A = arg3.high
 208  A = A & 0x0
 209  if (arg3.high & 0x0) == 0x0 goto 210 else goto 213
 210: A = arg3.low
 211  A = A & 0x1
 212  if (arg3.low & 0x1) == 0x1 goto 225 else goto 213
 213: A = arg0.high
 214  A = A & 0x0
 215  if (arg0.high & 0x0) == 0x0 goto 216 else goto 241
 216: A = arg0.low
 217  if arg0.low == 0x3 goto 218 else goto 241
 218: A = arg3.high
 219  A = A & 0x0
 220  if (arg3.high & 0x0) == 0x0 goto 221 else goto 241
 221: A = arg3.low
 222  A = A & 0x1
 223  if (arg3.low & 0x1) == 0x0 goto 224 else goto 241
 224: return TRACE 92 (waitid)
 225: return TRACE 91 (waitid)
 226: if nr == 317 (seccomp) goto 227 else goto 241
 227: A = arg0.high
 228  A = A & 0x0
 229  if (arg0.high & 0x0) == 0x0 goto 230 else goto 241
 230: A = arg0.low
 231  if arg0.low == 0x1 goto 232 else goto 239
 232: A = arg1.high
 233  A = A & 0x0
 234  if (arg1.high & 0x0) == 0x0 goto 235 else goto 239
 235: A = arg1.low
 236  A = A & 0x8
 237  if (arg1.low & 0x8) == 0x8 goto 243 else goto 238
 238: if (arg1.low & 0x8) == 0x0 goto 242 else goto 239
 239: A = arg0.low
 240  if arg0.low == 0x0 goto 242 else goto 241
 241: return ALLOW
 242: return TRACE 50 (seccomp)
 243: return TRACE 109 (seccomp)
 244: return TRACE 120 (other ABI)
