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
  62  if arch == aarch64 goto 63 else goto 217
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
  76: if nr == 76 (splice) goto 77 else goto 78
  77: return TRACE 30 (splice)
  78: if nr == 117 (ptrace) goto 79 else goto 80
  79: return TRACE 110 (ptrace)
  80: if nr == 200 (bind) goto 81 else goto 82
  81: return TRACE 60 (bind)
  82: if nr == 203 (connect) goto 83 else goto 84
  83: return TRACE 61 (connect)
  84: if nr == 206 (sendto) goto 85 else goto 86
  85: return TRACE 23 (sendto)
  86: if nr == 211 (sendmsg) goto 87 else goto 88
  87: return TRACE 24 (sendmsg)
  88: if nr == 269 (sendmmsg) goto 89 else goto 90
  89: return TRACE 25 (sendmmsg)
  90: if nr == 271 (process_vm_writev) goto 91 else goto 92
  91: return TRACE 111 (process_vm_writev)
  92: if nr == 280 (bpf) goto 93 else goto 94
  93: return TRACE 106 (bpf)
  94: if nr == 282 (userfaultfd) goto 95 else goto 96
  95: return TRACE 105 (userfaultfd)
  96: if nr == 287 (pwritev2) goto 97 else goto 98
  97: return TRACE 22 (pwritev2)
  98: if nr == 425 (io_uring_setup) goto 99 else goto 100
  99: return TRACE 100 (io_uring_setup)
 100: if nr == 426 (io_uring_enter) goto 101 else goto 102
 101: return TRACE 101 (io_uring_enter)
 102: if nr == 427 (io_uring_register) goto 103 else goto 104
 103: return TRACE 102 (io_uring_register)
 104: if nr == 430 (fsopen) goto 105 else goto 106
 105: return TRACE 71 (fsopen)
 106: if nr == 435 (clone3) goto 107 else goto 108
 107: return ERRNO ENOSYS
 108: if nr == 438 (pidfd_getfd) goto 109 else goto 110
 109: return TRACE 112 (pidfd_getfd)
 110: if nr == 199 (socketpair) goto 111 else goto 117
 111: A = arg0.high
 112  A = A & 0x0
 113  if (arg0.high & 0x0) == 0x0 goto 114 else goto 214
 114: A = arg0.low
 115  if arg0.low == 0x1 goto 116 else goto 214
 116: return TRACE 12 (socketpair)
 117: if nr == 220 (clone) goto 118 else goto 125
 118: A = arg0.high
 119  A = A & 0x0
 120  if (arg0.high & 0x0) == 0x0 goto 121 else goto 214
 121: A = arg0.low
 122  A = A & 0x800000
 123  if (arg0.low & 0x800000) == 0x800000 goto 124 else goto 214
 124: return TRACE 107 (clone)
 125: if nr == 260 (wait4) goto 126 else goto 133
 126: A = arg2.high
 127  A = A & 0x0
 128  if (arg2.high & 0x0) == 0x0 goto 129 else goto 214
 129: A = arg2.low
 130  A = A & 0x1
 131  if (arg2.low & 0x1) == 0x1 goto 132 else goto 214
 132: return TRACE 90 (wait4)
 133: if nr == 59 (pipe2) goto 134 else goto 143
 134: A = arg1.high
 135  A = A & 0x0
 136  if (arg1.high & 0x0) == 0x0 goto 137 else goto 214
 137: A = arg1.low
 138  A = A & 0x80
 139  if (arg1.low & 0x80) == 0x80 goto 142 else goto 140
 140: if (arg1.low & 0x80) == 0x0 goto 141 else goto 214
 141: return TRACE 11 (pipe2)
 142: return TRACE 115 (pipe2)
 143: if nr == 29 (ioctl) goto 144 else goto 154
 144: A = arg1.high
 145  A = A & 0x0
 146  if (arg1.high & 0x0) == 0x0 goto 147 else goto 214
 147: A = arg1.low
 148  if arg1.low == 0xaa00 goto 153 else goto 149
 149: if arg1.low == 0x541c goto 152 else goto 150
 150: if arg1.low == 0x5412 goto 151 else goto 214
 151: return TRACE 113 (ioctl)
 152: return TRACE 114 (ioctl)
 153: return TRACE 117 (ioctl)
 154: if nr == 167 (prctl) goto 155 else goto 165
 155: A = arg0.high
 156  A = A & 0x0
 157  if (arg0.high & 0x0) == 0x0 goto 158 else goto 214
 158: A = arg0.low
 159  if arg0.low == 0x16 goto 164 else goto 160
 160: if arg0.low == 0x4 goto 163 else goto 161
 161: if arg0.low == 0x3 goto 162 else goto 214
 162: return TRACE 41 (prctl)
 163: return TRACE 40 (prctl)
 164: return TRACE 51 (prctl)
 165: if nr == 208 (setsockopt) goto 166 else goto 179
 166: A = arg1.high
 167  A = A & 0x0
 168  if (arg1.high & 0x0) == 0x0 goto 169 else goto 214
 169: A = arg1.low
 170  if arg1.low == 0x1 goto 171 else goto 214
 171: A = arg2.high
 172  A = A & 0x0
 173  if (arg2.high & 0x0) == 0x0 goto 174 else goto 214
 174: A = arg2.low
 175  if arg2.low == 0x4c goto 178 else goto 176
 176: if arg2.low == 0x10 goto 177 else goto 214
 177: return TRACE 62 (setsockopt)
 178: return TRACE 63 (setsockopt)
 179: if nr == 95 (waitid) goto 180 else goto 199
 180: A = arg3.high
 181  A = A & 0x0
 182  if (arg3.high & 0x0) == 0x0 goto 183 else goto 186
 183: A = arg3.low
 184  A = A & 0x1
 185  if (arg3.low & 0x1) == 0x1 goto 198 else goto 186
 186: A = arg0.high
 187  A = A & 0x0
 188  if (arg0.high & 0x0) == 0x0 goto 189 else goto 214
 189: A = arg0.low
 190  if arg0.low == 0x3 goto 191 else goto 214
 191: A = arg3.high
 192  A = A & 0x0
 193  if (arg3.high & 0x0) == 0x0 goto 194 else goto 214
 194: A = arg3.low
 195  A = A & 0x1
 196  if (arg3.low & 0x1) == 0x0 goto 197 else goto 214
 197: return TRACE 92 (waitid)
 198: return TRACE 91 (waitid)
 199: if nr == 277 (seccomp) goto 200 else goto 214
 200: A = arg0.high
 201  A = A & 0x0
 202  if (arg0.high & 0x0) == 0x0 goto 203 else goto 214
 203: A = arg0.low
 204  if arg0.low == 0x1 goto 205 else goto 212
 205: A = arg1.high
 206  A = A & 0x0
 207  if (arg1.high & 0x0) == 0x0 goto 208 else goto 212
 208: A = arg1.low
 209  A = A & 0x8
 210  if (arg1.low & 0x8) == 0x8 goto 216 else goto 211
 211: if (arg1.low & 0x8) == 0x0 goto 215 else goto 212
 212: A = arg0.low
 213  if arg0.low == 0x0 goto 215 else goto 214
 214: return ALLOW
 215: return TRACE 50 (seccomp)
 216: return TRACE 109 (seccomp)
 217: return TRACE 120 (other ABI)
