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
  56  if arch == aarch64 goto 57 else goto 195
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
  78: if nr == 211 (sendmsg) goto 79 else goto 80
  79: return TRACE 24 (sendmsg)
  80: if nr == 269 (sendmmsg) goto 81 else goto 82
  81: return TRACE 25 (sendmmsg)
  82: if nr == 271 (process_vm_writev) goto 83 else goto 84
  83: return TRACE 111 (process_vm_writev)
  84: if nr == 280 (bpf) goto 85 else goto 86
  85: return TRACE 106 (bpf)
  86: if nr == 282 (userfaultfd) goto 87 else goto 88
  87: return TRACE 105 (userfaultfd)
  88: if nr == 287 (pwritev2) goto 89 else goto 90
  89: return TRACE 22 (pwritev2)
  90: if nr == 425 (io_uring_setup) goto 91 else goto 92
  91: return TRACE 100 (io_uring_setup)
  92: if nr == 426 (io_uring_enter) goto 93 else goto 94
  93: return TRACE 101 (io_uring_enter)
  94: if nr == 427 (io_uring_register) goto 95 else goto 96
  95: return TRACE 102 (io_uring_register)
  96: if nr == 430 (fsopen) goto 97 else goto 98
  97: return TRACE 71 (fsopen)
  98: if nr == 435 (clone3) goto 99 else goto 100
  99: return ERRNO ENOSYS
 100: if nr == 438 (pidfd_getfd) goto 101 else goto 102
 101: return TRACE 112 (pidfd_getfd)
 102: if nr == 199 (socketpair) goto 103 else goto 109
 103: A = arg0.high
 104  A = A & 0x0
 105  if (arg0.high & 0x0) == 0x0 goto 106 else goto 192
 106: A = arg0.low
 107  if arg0.low == 0x1 goto 108 else goto 192
 108: return TRACE 12 (socketpair)
 109: if nr == 220 (clone) goto 110 else goto 117
 110: A = arg0.high
 111  A = A & 0x0
 112  if (arg0.high & 0x0) == 0x0 goto 113 else goto 192
 113: A = arg0.low
 114  A = A & 0x800000
 115  if (arg0.low & 0x800000) == 0x800000 goto 116 else goto 192
 116: return TRACE 107 (clone)
 117: if nr == 260 (wait4) goto 118 else goto 125
 118: A = arg2.high
 119  A = A & 0x0
 120  if (arg2.high & 0x0) == 0x0 goto 121 else goto 192
 121: A = arg2.low
 122  A = A & 0x1
 123  if (arg2.low & 0x1) == 0x1 goto 124 else goto 192
 124: return TRACE 90 (wait4)
 125: if nr == 59 (pipe2) goto 126 else goto 135
 126: A = arg1.high
 127  A = A & 0x0
 128  if (arg1.high & 0x0) == 0x0 goto 129 else goto 192
 129: A = arg1.low
 130  A = A & 0x80
 131  if (arg1.low & 0x80) == 0x80 goto 134 else goto 132
 132: if (arg1.low & 0x80) == 0x0 goto 133 else goto 192
 133: return TRACE 11 (pipe2)
 134: return TRACE 115 (pipe2)
 135: if nr == 29 (ioctl) goto 136 else goto 146
 136: A = arg1.high
 137  A = A & 0x0
 138  if (arg1.high & 0x0) == 0x0 goto 139 else goto 192
 139: A = arg1.low
 140  if arg1.low == 0xaa00 goto 145 else goto 141
 141: if arg1.low == 0x541c goto 144 else goto 142
 142: if arg1.low == 0x5412 goto 143 else goto 192
 143: return TRACE 113 (ioctl)
 144: return TRACE 114 (ioctl)
 145: return TRACE 117 (ioctl)
 146: if nr == 167 (prctl) goto 147 else goto 157
 147: A = arg0.high
 148  A = A & 0x0
 149  if (arg0.high & 0x0) == 0x0 goto 150 else goto 192
 150: A = arg0.low
 151  if arg0.low == 0x16 goto 156 else goto 152
 152: if arg0.low == 0x4 goto 155 else goto 153
 153: if arg0.low == 0x3 goto 154 else goto 192
 154: return TRACE 41 (prctl)
 155: return TRACE 40 (prctl)
 156: return TRACE 51 (prctl)
 157: if nr == 95 (waitid) goto 158 else goto 177
 158: A = arg3.high
 159  A = A & 0x0
 160  if (arg3.high & 0x0) == 0x0 goto 161 else goto 164
 161: A = arg3.low
 162  A = A & 0x1
 163  if (arg3.low & 0x1) == 0x1 goto 176 else goto 164
 164: A = arg0.high
 165  A = A & 0x0
 166  if (arg0.high & 0x0) == 0x0 goto 167 else goto 192
 167: A = arg0.low
 168  if arg0.low == 0x3 goto 169 else goto 192
 169: A = arg3.high
 170  A = A & 0x0
 171  if (arg3.high & 0x0) == 0x0 goto 172 else goto 192
 172: A = arg3.low
 173  A = A & 0x1
 174  if (arg3.low & 0x1) == 0x0 goto 175 else goto 192
 175: return TRACE 92 (waitid)
 176: return TRACE 91 (waitid)
 177: if nr == 277 (seccomp) goto 178 else goto 192
 178: A = arg0.high
 179  A = A & 0x0
 180  if (arg0.high & 0x0) == 0x0 goto 181 else goto 192
 181: A = arg0.low
 182  if arg0.low == 0x1 goto 183 else goto 190
 183: A = arg1.high
 184  A = A & 0x0
 185  if (arg1.high & 0x0) == 0x0 goto 186 else goto 190
 186: A = arg1.low
 187  A = A & 0x8
 188  if (arg1.low & 0x8) == 0x8 goto 194 else goto 189
 189: if (arg1.low & 0x8) == 0x0 goto 193 else goto 190
 190: A = arg0.low
 191  if arg0.low == 0x0 goto 193 else goto 192
 192: return ALLOW
 193: return TRACE 50 (seccomp)
 194: return TRACE 109 (seccomp)
 195: return TRACE 120 (other ABI)
