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
  58  if arch == x86_64 goto 59 else goto 217
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 217
  62: if nr == 1 (write) goto 63 else goto 64
  63: return TRACE 20 (write)
  64: if nr == 20 (writev) goto 65 else goto 66
  65: return TRACE 21 (writev)
  66: if nr == 22 (pipe) goto 67 else goto 68
  67: return TRACE 10 (pipe)
  68: if nr == 40 (sendfile) goto 69 else goto 70
  69: return TRACE 33 (sendfile)
  70: if nr == 42 (connect) goto 71 else goto 72
  71: return TRACE 61 (connect)
  72: if nr == 44 (sendto) goto 73 else goto 74
  73: return TRACE 23 (sendto)
  74: if nr == 46 (sendmsg) goto 75 else goto 76
  75: return TRACE 24 (sendmsg)
  76: if nr == 49 (bind) goto 77 else goto 78
  77: return TRACE 60 (bind)
  78: if nr == 101 (ptrace) goto 79 else goto 80
  79: return TRACE 110 (ptrace)
  80: if nr == 165 (mount) goto 81 else goto 82
  81: return TRACE 70 (mount)
  82: if nr == 206 (io_setup) goto 83 else goto 84
  83: return TRACE 103 (io_setup)
  84: if nr == 209 (io_submit) goto 85 else goto 86
  85: return TRACE 104 (io_submit)
  86: if nr == 275 (splice) goto 87 else goto 88
  87: return TRACE 30 (splice)
  88: if nr == 307 (sendmmsg) goto 89 else goto 90
  89: return TRACE 25 (sendmmsg)
  90: if nr == 311 (process_vm_writev) goto 91 else goto 92
  91: return TRACE 111 (process_vm_writev)
  92: if nr == 321 (bpf) goto 93 else goto 94
  93: return TRACE 106 (bpf)
  94: if nr == 323 (userfaultfd) goto 95 else goto 96
  95: return TRACE 105 (userfaultfd)
  96: if nr == 328 (pwritev2) goto 97 else goto 98
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
 110: if nr == 53 (socketpair) goto 111 else goto 117
 111: A = arg0.high
 112  A = A & 0x0
 113  if (arg0.high & 0x0) == 0x0 goto 114 else goto 214
 114: A = arg0.low
 115  if arg0.low == 0x1 goto 116 else goto 214
 116: return TRACE 12 (socketpair)
 117: if nr == 56 (clone) goto 118 else goto 125
 118: A = arg0.high
 119  A = A & 0x0
 120  if (arg0.high & 0x0) == 0x0 goto 121 else goto 214
 121: A = arg0.low
 122  A = A & 0x800000
 123  if (arg0.low & 0x800000) == 0x800000 goto 124 else goto 214
 124: return TRACE 107 (clone)
 125: if nr == 61 (wait4) goto 126 else goto 133
 126: A = arg2.high
 127  A = A & 0x0
 128  if (arg2.high & 0x0) == 0x0 goto 129 else goto 214
 129: A = arg2.low
 130  A = A & 0x1
 131  if (arg2.low & 0x1) == 0x1 goto 132 else goto 214
 132: return TRACE 90 (wait4)
 133: if nr == 293 (pipe2) goto 134 else goto 143
 134: A = arg1.high
 135  A = A & 0x0
 136  if (arg1.high & 0x0) == 0x0 goto 137 else goto 214
 137: A = arg1.low
 138  A = A & 0x80
 139  if (arg1.low & 0x80) == 0x80 goto 142 else goto 140
 140: if (arg1.low & 0x80) == 0x0 goto 141 else goto 214
 141: return TRACE 11 (pipe2)
 142: return TRACE 115 (pipe2)
 143: if nr == 16 (ioctl) goto 144 else goto 154
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
 154: if nr == 157 (prctl) goto 155 else goto 165
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
 165: if nr == 54 (setsockopt) goto 166 else goto 179
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
 179: if nr == 247 (waitid) goto 180 else goto 199
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
 199: if nr == 317 (seccomp) goto 200 else goto 214
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
