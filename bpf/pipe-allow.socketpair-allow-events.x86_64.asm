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
  58  if arch == x86_64 goto 59 else goto 213
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 213
  62: if nr == 1 (write) goto 63 else goto 64
  63: return TRACE 20 (write)
  64: if nr == 20 (writev) goto 65 else goto 66
  65: return TRACE 21 (writev)
  66: if nr == 40 (sendfile) goto 67 else goto 68
  67: return TRACE 33 (sendfile)
  68: if nr == 42 (connect) goto 69 else goto 70
  69: return TRACE 61 (connect)
  70: if nr == 44 (sendto) goto 71 else goto 72
  71: return TRACE 23 (sendto)
  72: if nr == 46 (sendmsg) goto 73 else goto 74
  73: return TRACE 24 (sendmsg)
  74: if nr == 49 (bind) goto 75 else goto 76
  75: return TRACE 60 (bind)
  76: if nr == 101 (ptrace) goto 77 else goto 78
  77: return TRACE 110 (ptrace)
  78: if nr == 165 (mount) goto 79 else goto 80
  79: return TRACE 70 (mount)
  80: if nr == 206 (io_setup) goto 81 else goto 82
  81: return TRACE 103 (io_setup)
  82: if nr == 209 (io_submit) goto 83 else goto 84
  83: return TRACE 104 (io_submit)
  84: if nr == 275 (splice) goto 85 else goto 86
  85: return TRACE 30 (splice)
  86: if nr == 307 (sendmmsg) goto 87 else goto 88
  87: return TRACE 25 (sendmmsg)
  88: if nr == 311 (process_vm_writev) goto 89 else goto 90
  89: return TRACE 111 (process_vm_writev)
  90: if nr == 321 (bpf) goto 91 else goto 92
  91: return TRACE 106 (bpf)
  92: if nr == 323 (userfaultfd) goto 93 else goto 94
  93: return TRACE 105 (userfaultfd)
  94: if nr == 328 (pwritev2) goto 95 else goto 96
  95: return TRACE 22 (pwritev2)
  96: if nr == 425 (io_uring_setup) goto 97 else goto 98
  97: return TRACE 100 (io_uring_setup)
  98: if nr == 426 (io_uring_enter) goto 99 else goto 100
  99: return TRACE 101 (io_uring_enter)
 100: if nr == 427 (io_uring_register) goto 101 else goto 102
 101: return TRACE 102 (io_uring_register)
 102: if nr == 430 (fsopen) goto 103 else goto 104
 103: return TRACE 71 (fsopen)
 104: if nr == 435 (clone3) goto 105 else goto 106
 105: return ERRNO ENOSYS
 106: if nr == 438 (pidfd_getfd) goto 107 else goto 108
 107: return TRACE 112 (pidfd_getfd)
 108: if nr == 53 (socketpair) goto 109 else goto 115
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 210
 112: A = arg0.low
 113  if arg0.low == 0x1 goto 114 else goto 210
 114: return TRACE 12 (socketpair)
 115: if nr == 56 (clone) goto 116 else goto 123
 116: A = arg0.high
 117  A = A & 0x0
 118  if (arg0.high & 0x0) == 0x0 goto 119 else goto 210
 119: A = arg0.low
 120  A = A & 0x800000
 121  if (arg0.low & 0x800000) == 0x800000 goto 122 else goto 210
 122: return TRACE 107 (clone)
 123: if nr == 61 (wait4) goto 124 else goto 131
 124: A = arg2.high
 125  A = A & 0x0
 126  if (arg2.high & 0x0) == 0x0 goto 127 else goto 210
 127: A = arg2.low
 128  A = A & 0x1
 129  if (arg2.low & 0x1) == 0x1 goto 130 else goto 210
 130: return TRACE 90 (wait4)
 131: if nr == 293 (pipe2) goto 132 else goto 139
 132: A = arg1.high
 133  A = A & 0x0
 134  if (arg1.high & 0x0) == 0x0 goto 135 else goto 210
 135: A = arg1.low
 136  A = A & 0x80
 137  if (arg1.low & 0x80) == 0x80 goto 138 else goto 210
 138: return TRACE 115 (pipe2)
 139: if nr == 16 (ioctl) goto 140 else goto 150
 140: A = arg1.high
 141  A = A & 0x0
 142  if (arg1.high & 0x0) == 0x0 goto 143 else goto 210
 143: A = arg1.low
 144  if arg1.low == 0xaa00 goto 149 else goto 145
 145: if arg1.low == 0x541c goto 148 else goto 146
 146: if arg1.low == 0x5412 goto 147 else goto 210
 147: return TRACE 113 (ioctl)
 148: return TRACE 114 (ioctl)
 149: return TRACE 117 (ioctl)
 150: if nr == 157 (prctl) goto 151 else goto 161
 151: A = arg0.high
 152  A = A & 0x0
 153  if (arg0.high & 0x0) == 0x0 goto 154 else goto 210
 154: A = arg0.low
 155  if arg0.low == 0x16 goto 160 else goto 156
 156: if arg0.low == 0x4 goto 159 else goto 157
 157: if arg0.low == 0x3 goto 158 else goto 210
 158: return TRACE 41 (prctl)
 159: return TRACE 40 (prctl)
 160: return TRACE 51 (prctl)
 161: if nr == 54 (setsockopt) goto 162 else goto 175
 162: A = arg1.high
 163  A = A & 0x0
 164  if (arg1.high & 0x0) == 0x0 goto 165 else goto 210
 165: A = arg1.low
 166  if arg1.low == 0x1 goto 167 else goto 210
 167: A = arg2.high
 168  A = A & 0x0
 169  if (arg2.high & 0x0) == 0x0 goto 170 else goto 210
 170: A = arg2.low
 171  if arg2.low == 0x4c goto 174 else goto 172
 172: if arg2.low == 0x10 goto 173 else goto 210
 173: return TRACE 62 (setsockopt)
 174: return TRACE 63 (setsockopt)
 175: if nr == 247 (waitid) goto 176 else goto 195
 176: A = arg3.high
 177  A = A & 0x0
 178  if (arg3.high & 0x0) == 0x0 goto 179 else goto 182
 179: A = arg3.low
 180  A = A & 0x1
 181  if (arg3.low & 0x1) == 0x1 goto 194 else goto 182
 182: A = arg0.high
 183  A = A & 0x0
 184  if (arg0.high & 0x0) == 0x0 goto 185 else goto 210
 185: A = arg0.low
 186  if arg0.low == 0x3 goto 187 else goto 210
 187: A = arg3.high
 188  A = A & 0x0
 189  if (arg3.high & 0x0) == 0x0 goto 190 else goto 210
 190: A = arg3.low
 191  A = A & 0x1
 192  if (arg3.low & 0x1) == 0x0 goto 193 else goto 210
 193: return TRACE 92 (waitid)
 194: return TRACE 91 (waitid)
 195: if nr == 317 (seccomp) goto 196 else goto 210
 196: A = arg0.high
 197  A = A & 0x0
 198  if (arg0.high & 0x0) == 0x0 goto 199 else goto 210
 199: A = arg0.low
 200  if arg0.low == 0x1 goto 201 else goto 208
 201: A = arg1.high
 202  A = A & 0x0
 203  if (arg1.high & 0x0) == 0x0 goto 204 else goto 208
 204: A = arg1.low
 205  A = A & 0x8
 206  if (arg1.low & 0x8) == 0x8 goto 212 else goto 207
 207: if (arg1.low & 0x8) == 0x0 goto 211 else goto 208
 208: A = arg0.low
 209  if arg0.low == 0x0 goto 211 else goto 210
 210: return ALLOW
 211: return TRACE 50 (seccomp)
 212: return TRACE 109 (seccomp)
 213: return TRACE 120 (other ABI)
