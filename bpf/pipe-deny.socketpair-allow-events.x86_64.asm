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
  61  if arch == x86_64 goto 62 else goto 220
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 220
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
  91: if nr == 307 (sendmmsg) goto 92 else goto 93
  92: return TRACE 25 (sendmmsg)
  93: if nr == 311 (process_vm_writev) goto 94 else goto 95
  94: return TRACE 111 (process_vm_writev)
  95: if nr == 321 (bpf) goto 96 else goto 97
  96: return TRACE 106 (bpf)
  97: if nr == 323 (userfaultfd) goto 98 else goto 99
  98: return TRACE 105 (userfaultfd)
  99: if nr == 328 (pwritev2) goto 100 else goto 101
 100: return TRACE 22 (pwritev2)
 101: if nr == 425 (io_uring_setup) goto 102 else goto 103
 102: return TRACE 100 (io_uring_setup)
 103: if nr == 426 (io_uring_enter) goto 104 else goto 105
 104: return TRACE 101 (io_uring_enter)
 105: if nr == 427 (io_uring_register) goto 106 else goto 107
 106: return TRACE 102 (io_uring_register)
 107: if nr == 430 (fsopen) goto 108 else goto 109
 108: return TRACE 71 (fsopen)
 109: if nr == 435 (clone3) goto 110 else goto 111
 110: return ERRNO ENOSYS
 111: if nr == 438 (pidfd_getfd) goto 112 else goto 113
 112: return TRACE 112 (pidfd_getfd)
 113: if nr == 53 (socketpair) goto 114 else goto 120
 114: A = arg0.high
 115  A = A & 0x0
 116  if (arg0.high & 0x0) == 0x0 goto 117 else goto 217
 117: A = arg0.low
 118  if arg0.low == 0x1 goto 119 else goto 217
 119: return TRACE 12 (socketpair)
 120: if nr == 56 (clone) goto 121 else goto 128
 121: A = arg0.high
 122  A = A & 0x0
 123  if (arg0.high & 0x0) == 0x0 goto 124 else goto 217
 124: A = arg0.low
 125  A = A & 0x800000
 126  if (arg0.low & 0x800000) == 0x800000 goto 127 else goto 217
 127: return TRACE 107 (clone)
 128: if nr == 61 (wait4) goto 129 else goto 136
 129: A = arg2.high
 130  A = A & 0x0
 131  if (arg2.high & 0x0) == 0x0 goto 132 else goto 217
 132: A = arg2.low
 133  A = A & 0x1
 134  if (arg2.low & 0x1) == 0x1 goto 135 else goto 217
 135: return TRACE 90 (wait4)
 136: if nr == 293 (pipe2) goto 137 else goto 146
 137: A = arg1.high
 138  A = A & 0x0
 139  if (arg1.high & 0x0) == 0x0 goto 140 else goto 217
 140: A = arg1.low
 141  A = A & 0x80
 142  if (arg1.low & 0x80) == 0x80 goto 145 else goto 143
 143: if (arg1.low & 0x80) == 0x0 goto 144 else goto 217
 144: return TRACE 11 (pipe2)
 145: return TRACE 115 (pipe2)
 146: if nr == 16 (ioctl) goto 147 else goto 157
 147: A = arg1.high
 148  A = A & 0x0
 149  if (arg1.high & 0x0) == 0x0 goto 150 else goto 217
 150: A = arg1.low
 151  if arg1.low == 0xaa00 goto 156 else goto 152
 152: if arg1.low == 0x541c goto 155 else goto 153
 153: if arg1.low == 0x5412 goto 154 else goto 217
 154: return TRACE 113 (ioctl)
 155: return TRACE 114 (ioctl)
 156: return TRACE 117 (ioctl)
 157: if nr == 157 (prctl) goto 158 else goto 168
 158: A = arg0.high
 159  A = A & 0x0
 160  if (arg0.high & 0x0) == 0x0 goto 161 else goto 217
 161: A = arg0.low
 162  if arg0.low == 0x16 goto 167 else goto 163
 163: if arg0.low == 0x4 goto 166 else goto 164
 164: if arg0.low == 0x3 goto 165 else goto 217
 165: return TRACE 41 (prctl)
 166: return TRACE 40 (prctl)
 167: return TRACE 51 (prctl)
 168: if nr == 54 (setsockopt) goto 169 else goto 182
 169: A = arg1.high
 170  A = A & 0x0
 171  if (arg1.high & 0x0) == 0x0 goto 172 else goto 217
 172: A = arg1.low
 173  if arg1.low == 0x1 goto 174 else goto 217
 174: A = arg2.high
 175  A = A & 0x0
 176  if (arg2.high & 0x0) == 0x0 goto 177 else goto 217
 177: A = arg2.low
 178  if arg2.low == 0x4c goto 181 else goto 179
 179: if arg2.low == 0x10 goto 180 else goto 217
 180: return TRACE 62 (setsockopt)
 181: return TRACE 63 (setsockopt)
 182: if nr == 247 (waitid) goto 183 else goto 202
 183: A = arg3.high
 184  A = A & 0x0
 185  if (arg3.high & 0x0) == 0x0 goto 186 else goto 189
 186: A = arg3.low
 187  A = A & 0x1
 188  if (arg3.low & 0x1) == 0x1 goto 201 else goto 189
 189: A = arg0.high
 190  A = A & 0x0
 191  if (arg0.high & 0x0) == 0x0 goto 192 else goto 217
 192: A = arg0.low
 193  if arg0.low == 0x3 goto 194 else goto 217
 194: A = arg3.high
 195  A = A & 0x0
 196  if (arg3.high & 0x0) == 0x0 goto 197 else goto 217
 197: A = arg3.low
 198  A = A & 0x1
 199  if (arg3.low & 0x1) == 0x0 goto 200 else goto 217
 200: return TRACE 92 (waitid)
 201: return TRACE 91 (waitid)
 202: if nr == 317 (seccomp) goto 203 else goto 217
 203: A = arg0.high
 204  A = A & 0x0
 205  if (arg0.high & 0x0) == 0x0 goto 206 else goto 217
 206: A = arg0.low
 207  if arg0.low == 0x1 goto 208 else goto 215
 208: A = arg1.high
 209  A = A & 0x0
 210  if (arg1.high & 0x0) == 0x0 goto 211 else goto 215
 211: A = arg1.low
 212  A = A & 0x8
 213  if (arg1.low & 0x8) == 0x8 goto 219 else goto 214
 214: if (arg1.low & 0x8) == 0x0 goto 218 else goto 215
 215: A = arg0.low
 216  if arg0.low == 0x0 goto 218 else goto 217
 217: return ALLOW
 218: return TRACE 50 (seccomp)
 219: return TRACE 109 (seccomp)
 220: return TRACE 120 (other ABI)
