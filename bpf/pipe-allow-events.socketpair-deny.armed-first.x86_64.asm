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
  61  if arch == x86_64 goto 62 else goto 244
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 244
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
 108  if (arg0.high & 0x0) == 0x0 goto 109 else goto 241
 109: A = arg0.low
 110  if arg0.low == 0x1 goto 111 else goto 241
 111: return TRACE 12 (socketpair)
 112: if nr == 61 (wait4) goto 113 else goto 120
 113: A = arg2.high
 114  A = A & 0x0
 115  if (arg2.high & 0x0) == 0x0 goto 116 else goto 241
 116: A = arg2.low
 117  A = A & 0x1
 118  if (arg2.low & 0x1) == 0x1 goto 119 else goto 241
 119: return TRACE 90 (wait4)
 120: if nr == 293 (pipe2) goto 121 else goto 130
 121: A = arg1.high
 122  A = A & 0x0
 123  if (arg1.high & 0x0) == 0x0 goto 124 else goto 241
 124: A = arg1.low
 125  A = A & 0x80
 126  if (arg1.low & 0x80) == 0x80 goto 129 else goto 127
 127: if (arg1.low & 0x80) == 0x0 goto 128 else goto 241
 128: return TRACE 11 (pipe2)
 129: return TRACE 115 (pipe2)
 130: if nr == 56 (clone) goto 131 else goto 146
 131: A = arg0.high
 132  A = A & 0x0
 133  if (arg0.high & 0x0) == 0x0 goto 134 else goto 241
 134: A = arg0.low
 135  A = A & 0x800000
 136  if (arg0.low & 0x800000) == 0x800000 goto 145 else goto 137
 137: A = arg0.low
 138  A = A & 0x810400
 139  if (arg0.low & 0x810400) == 0x400 goto 144 else goto 140
 140: A = arg0.low
 141  A = A & 0x814500
 142  if (arg0.low & 0x814500) == 0x100 goto 143 else goto 241
 143: return TRACE 143 (clone)
 144: return TRACE 142 (clone)
 145: return TRACE 107 (clone)
 146: if nr == 157 (prctl) goto 147 else goto 157
 147: A = arg0.high
 148  A = A & 0x0
 149  if (arg0.high & 0x0) == 0x0 goto 150 else goto 241
 150: A = arg0.low
 151  if arg0.low == 0x16 goto 156 else goto 152
 152: if arg0.low == 0x4 goto 155 else goto 153
 153: if arg0.low == 0x3 goto 154 else goto 241
 154: return TRACE 41 (prctl)
 155: return TRACE 40 (prctl)
 156: return TRACE 51 (prctl)
 157: if nr == 2 (open) goto 158 else goto 175
 158: A = arg1.high
 159  A = A & 0x0
 160  if (arg1.high & 0x0) == 0x0 goto 161 else goto 241
 161: A = arg1.low
 162  A = A & 0xc3
 163  if (arg1.low & 0xc3) == 0x42 goto 174 else goto 164
 164: A = A & 0xc1
 165  if ((arg1.low & 0xc3) & 0xc1) == 0x41 goto 173 else goto 166
 166: A = arg1.low
 167  A = A & 0x43
 168  if (arg1.low & 0x43) == 0x2 goto 172 else goto 169
 169: A = A & 0x41
 170  if ((arg1.low & 0x43) & 0x41) == 0x1 goto 171 else goto 241
 171: return TRACE 132 (open)
 172: return TRACE 134 (open)
 173: return TRACE 133 (open)
 174: return TRACE 135 (open)
 175: if nr == 16 (ioctl) goto 176 else goto 188
 176: A = arg1.high
 177  A = A & 0x0
 178  if (arg1.high & 0x0) == 0x0 goto 179 else goto 241
 179: A = arg1.low
 180  if arg1.low == 0xc0306201 goto 187 else goto 181
 181: if arg1.low == 0xaa00 goto 186 else goto 182
 182: if arg1.low == 0x541c goto 185 else goto 183
 183: if arg1.low == 0x5412 goto 184 else goto 241
 184: return TRACE 113 (ioctl)
 185: return TRACE 114 (ioctl)
 186: return TRACE 117 (ioctl)
 187: return TRACE 150 (ioctl)
 188: if nr == 257 (openat) goto 189 else goto 206
 189: A = arg2.high
 190  A = A & 0x0
 191  if (arg2.high & 0x0) == 0x0 goto 192 else goto 241
 192: A = arg2.low
 193  A = A & 0xc3
 194  if (arg2.low & 0xc3) == 0x42 goto 205 else goto 195
 195: A = A & 0xc1
 196  if ((arg2.low & 0xc3) & 0xc1) == 0x41 goto 204 else goto 197
 197: A = arg2.low
 198  A = A & 0x43
 199  if (arg2.low & 0x43) == 0x2 goto 203 else goto 200
 200: A = A & 0x41
 201  if ((arg2.low & 0x43) & 0x41) == 0x1 goto 202 else goto 241
 202: return TRACE 136 (openat)
 203: return TRACE 138 (openat)
 204: return TRACE 137 (openat)
 205: return TRACE 139 (openat)
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
