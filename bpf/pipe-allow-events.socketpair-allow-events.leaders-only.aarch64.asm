   0  A = arch
   1  if arch == aarch64 goto 2 else goto 61
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: if nr >= 244 goto 6 else goto 8
   6: if nr > 259 goto 8 else goto 7
   7: return TRACE 121 (unknown call)
   8: if nr >= 295 goto 9 else goto 11
   9: if nr > 423 goto 11 else goto 10
  10: return TRACE 121 (unknown call)
  11: A = nr
  12  if nr == 261 (prlimit64) goto 13 else goto 16
  13: A = arg0.low
  14  if arg0.low == 0x0 goto 16 else goto 15
  15: return TRACE 80 (prlimit64)
  16: A = nr
  17  if nr == 118 (sched_setparam) goto 18 else goto 21
  18: A = arg0.low
  19  if arg0.low == 0x0 goto 21 else goto 20
  20: return TRACE 81 (sched_setparam)
  21: A = nr
  22  if nr == 119 (sched_setscheduler) goto 23 else goto 26
  23: A = arg0.low
  24  if arg0.low == 0x0 goto 26 else goto 25
  25: return TRACE 82 (sched_setscheduler)
  26: A = nr
  27  if nr == 122 (sched_setaffinity) goto 28 else goto 31
  28: A = arg0.low
  29  if arg0.low == 0x0 goto 31 else goto 30
  30: return TRACE 83 (sched_setaffinity)
  31: A = nr
  32  if nr == 274 (sched_setattr) goto 33 else goto 36
  33: A = arg0.low
  34  if arg0.low == 0x0 goto 36 else goto 35
  35: return TRACE 84 (sched_setattr)
  36: A = nr
  37  if nr == 140 (setpriority) goto 38 else goto 41
  38: A = arg1.low
  39  if arg1.low == 0x0 goto 41 else goto 40
  40: return TRACE 85 (setpriority)
  41: A = nr
  42  if nr == 140 (setpriority) goto 43 else goto 46
  43: A = arg0.low
  44  if arg0.low == 0x0 goto 46 else goto 45
  45: return TRACE 86 (setpriority)
  46: A = nr
  47  if nr == 30 (ioprio_set) goto 48 else goto 51
  48: A = arg1.low
  49  if arg1.low == 0x0 goto 51 else goto 50
  50: return TRACE 87 (ioprio_set)
  51: A = nr
  52  if nr == 30 (ioprio_set) goto 53 else goto 56
  53: A = arg0.low
  54  if arg0.low == 0x1 goto 56 else goto 55
  55: return TRACE 88 (ioprio_set)
  56: A = nr
  57  if nr == 199 (socketpair) goto 58 else goto 61
  58: A = arg0.low
  59  if arg0.low == 0x1 goto 61 else goto 60
  60: return TRACE 116 (socketpair)
  61: A = arch
  62  if arch == aarch64 goto 63 else goto 237
  63: A = nr
  64  if nr == 0 (io_setup) goto 65 else goto 66
  65: return TRACE 103 (io_setup)
  66: if nr == 2 (io_submit) goto 67 else goto 68
  67: return TRACE 104 (io_submit)
  68: if nr == 40 (mount) goto 69 else goto 70
  69: return TRACE 70 (mount)
  70: if nr == 64 (write) goto 71 else goto 72
  71: return TRACE 20 (write)
  72: if nr == 66 (writev) goto 73 else goto 74
  73: return TRACE 21 (writev)
  74: if nr == 71 (sendfile) goto 75 else goto 76
  75: return TRACE 33 (sendfile)
  76: if nr == 75 (vmsplice) goto 77 else goto 78
  77: return TRACE 32 (vmsplice)
  78: if nr == 76 (splice) goto 79 else goto 80
  79: return TRACE 30 (splice)
  80: if nr == 77 (tee) goto 81 else goto 82
  81: return TRACE 31 (tee)
  82: if nr == 117 (ptrace) goto 83 else goto 84
  83: return TRACE 110 (ptrace)
  84: if nr == 200 (bind) goto 85 else goto 86
  85: return TRACE 60 (bind)
  86: if nr == 203 (connect) goto 87 else goto 88
  87: return TRACE 61 (connect)
  88: if nr == 206 (sendto) goto 89 else goto 90
  89: return TRACE 23 (sendto)
  90: if nr == 211 (sendmsg) goto 91 else goto 92
  91: return TRACE 24 (sendmsg)
  92: if nr == 269 (sendmmsg) goto 93 else goto 94
  93: return TRACE 25 (sendmmsg)
  94: if nr == 271 (process_vm_writev) goto 95 else goto 96
  95: return TRACE 111 (process_vm_writev)
  96: if nr == 280 (bpf) goto 97 else goto 98
  97: return TRACE 106 (bpf)
  98: if nr == 282 (userfaultfd) goto 99 else goto 100
  99: return TRACE 105 (userfaultfd)
 100: if nr == 287 (pwritev2) goto 101 else goto 102
 101: return TRACE 22 (pwritev2)
 102: if nr == 425 (io_uring_setup) goto 103 else goto 104
 103: return TRACE 100 (io_uring_setup)
 104: if nr == 426 (io_uring_enter) goto 105 else goto 106
 105: return TRACE 101 (io_uring_enter)
 106: if nr == 427 (io_uring_register) goto 107 else goto 108
 107: return TRACE 102 (io_uring_register)
 108: if nr == 430 (fsopen) goto 109 else goto 110
 109: return TRACE 71 (fsopen)
 110: if nr == 435 (clone3) goto 111 else goto 112
 111: return ERRNO ENOSYS
 112: if nr == 438 (pidfd_getfd) goto 113 else goto 114
 113: return TRACE 112 (pidfd_getfd)
 114: if nr == 97 (unshare) goto 115 else goto 122
 115: A = arg0.high
 116  A = A & 0x0
 117  if (arg0.high & 0x0) == 0x0 goto 118 else goto 234
 118: A = arg0.low
 119  A = A & 0x400
 120  if (arg0.low & 0x400) == 0x400 goto 121 else goto 234
 121: return TRACE 118 (unshare)
 122: if nr == 199 (socketpair) goto 123 else goto 129
 123: A = arg0.high
 124  A = A & 0x0
 125  if (arg0.high & 0x0) == 0x0 goto 126 else goto 234
 126: A = arg0.low
 127  if arg0.low == 0x1 goto 128 else goto 234
 128: return TRACE 12 (socketpair)
 129: if nr == 220 (clone) goto 130 else goto 137
 130: A = arg0.high
 131  A = A & 0x0
 132  if (arg0.high & 0x0) == 0x0 goto 133 else goto 234
 133: A = arg0.low
 134  A = A & 0x800000
 135  if (arg0.low & 0x800000) == 0x800000 goto 136 else goto 234
 136: return TRACE 107 (clone)
 137: if nr == 260 (wait4) goto 138 else goto 145
 138: A = arg2.high
 139  A = A & 0x0
 140  if (arg2.high & 0x0) == 0x0 goto 141 else goto 234
 141: A = arg2.low
 142  A = A & 0x1
 143  if (arg2.low & 0x1) == 0x1 goto 144 else goto 234
 144: return TRACE 90 (wait4)
 145: if nr == 436 (close_range) goto 146 else goto 153
 146: A = arg2.high
 147  A = A & 0x0
 148  if (arg2.high & 0x0) == 0x0 goto 149 else goto 234
 149: A = arg2.low
 150  A = A & 0x2
 151  if (arg2.low & 0x2) == 0x2 goto 152 else goto 234
 152: return TRACE 119 (close_range)
 153: if nr == 59 (pipe2) goto 154 else goto 163
 154: A = arg1.high
 155  A = A & 0x0
 156  if (arg1.high & 0x0) == 0x0 goto 157 else goto 234
 157: A = arg1.low
 158  A = A & 0x80
 159  if (arg1.low & 0x80) == 0x80 goto 162 else goto 160
 160: if (arg1.low & 0x80) == 0x0 goto 161 else goto 234
 161: return TRACE 11 (pipe2)
 162: return TRACE 115 (pipe2)
 163: if nr == 29 (ioctl) goto 164 else goto 174
 164: A = arg1.high
 165  A = A & 0x0
 166  if (arg1.high & 0x0) == 0x0 goto 167 else goto 234
 167: A = arg1.low
 168  if arg1.low == 0xaa00 goto 173 else goto 169
 169: if arg1.low == 0x541c goto 172 else goto 170
 170: if arg1.low == 0x5412 goto 171 else goto 234
 171: return TRACE 113 (ioctl)
 172: return TRACE 114 (ioctl)
 173: return TRACE 117 (ioctl)
 174: if nr == 167 (prctl) goto 175 else goto 185
 175: A = arg0.high
 176  A = A & 0x0
 177  if (arg0.high & 0x0) == 0x0 goto 178 else goto 234
 178: A = arg0.low
 179  if arg0.low == 0x16 goto 184 else goto 180
 180: if arg0.low == 0x4 goto 183 else goto 181
 181: if arg0.low == 0x3 goto 182 else goto 234
 182: return TRACE 41 (prctl)
 183: return TRACE 40 (prctl)
 184: return TRACE 51 (prctl)
 185: if nr == 208 (setsockopt) goto 186 else goto 199
 186: A = arg1.high
 187  A = A & 0x0
 188  if (arg1.high & 0x0) == 0x0 goto 189 else goto 234
 189: A = arg1.low
 190  if arg1.low == 0x1 goto 191 else goto 234
 191: A = arg2.high
 192  A = A & 0x0
 193  if (arg2.high & 0x0) == 0x0 goto 194 else goto 234
 194: A = arg2.low
 195  if arg2.low == 0x4c goto 198 else goto 196
 196: if arg2.low == 0x10 goto 197 else goto 234
 197: return TRACE 62 (setsockopt)
 198: return TRACE 63 (setsockopt)
 199: if nr == 95 (waitid) goto 200 else goto 219
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
 219: if nr == 277 (seccomp) goto 220 else goto 234
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
