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
  61  if arch == x86_64 goto 62 else goto 207
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 207
  65: if nr == 22 (pipe) goto 66 else goto 67
  66: return TRACE 10 (pipe)
  67: if nr == 46 (sendmsg) goto 68 else goto 69
  68: return TRACE 24 (sendmsg)
  69: if nr == 47 (recvmsg) goto 70 else goto 71
  70: return TRACE 140 (recvmsg)
  71: if nr == 101 (ptrace) goto 72 else goto 73
  72: return TRACE 110 (ptrace)
  73: if nr == 165 (mount) goto 74 else goto 75
  74: return TRACE 70 (mount)
  75: if nr == 206 (io_setup) goto 76 else goto 77
  76: return TRACE 103 (io_setup)
  77: if nr == 209 (io_submit) goto 78 else goto 79
  78: return TRACE 104 (io_submit)
  79: if nr == 299 (recvmmsg) goto 80 else goto 81
  80: return TRACE 141 (recvmmsg)
  81: if nr == 307 (sendmmsg) goto 82 else goto 83
  82: return TRACE 25 (sendmmsg)
  83: if nr == 311 (process_vm_writev) goto 84 else goto 85
  84: return TRACE 111 (process_vm_writev)
  85: if nr == 321 (bpf) goto 86 else goto 87
  86: return TRACE 106 (bpf)
  87: if nr == 323 (userfaultfd) goto 88 else goto 89
  88: return TRACE 105 (userfaultfd)
  89: if nr == 425 (io_uring_setup) goto 90 else goto 91
  90: return TRACE 100 (io_uring_setup)
  91: if nr == 426 (io_uring_enter) goto 92 else goto 93
  92: return TRACE 101 (io_uring_enter)
  93: if nr == 427 (io_uring_register) goto 94 else goto 95
  94: return TRACE 102 (io_uring_register)
  95: if nr == 430 (fsopen) goto 96 else goto 97
  96: return TRACE 71 (fsopen)
  97: if nr == 435 (clone3) goto 98 else goto 99
  98: return ERRNO ENOSYS
  99: if nr == 438 (pidfd_getfd) goto 100 else goto 101
 100: return TRACE 112 (pidfd_getfd)
 101: if nr == 53 (socketpair) goto 102 else goto 108
 102: A = arg0.high
 103  A = A & 0x0
 104  if (arg0.high & 0x0) == 0x0 goto 105 else goto 204
 105: A = arg0.low
 106  if arg0.low == 0x1 goto 107 else goto 204
 107: return TRACE 12 (socketpair)
 108: if nr == 61 (wait4) goto 109 else goto 116
 109: A = arg2.high
 110  A = A & 0x0
 111  if (arg2.high & 0x0) == 0x0 goto 112 else goto 204
 112: A = arg2.low
 113  A = A & 0x1
 114  if (arg2.low & 0x1) == 0x1 goto 115 else goto 204
 115: return TRACE 90 (wait4)
 116: if nr == 293 (pipe2) goto 117 else goto 126
 117: A = arg1.high
 118  A = A & 0x0
 119  if (arg1.high & 0x0) == 0x0 goto 120 else goto 204
 120: A = arg1.low
 121  A = A & 0x80
 122  if (arg1.low & 0x80) == 0x80 goto 125 else goto 123
 123: if (arg1.low & 0x80) == 0x0 goto 124 else goto 204
 124: return TRACE 11 (pipe2)
 125: return TRACE 115 (pipe2)
 126: if nr == 16 (ioctl) goto 127 else goto 137
 127: A = arg1.high
 128  A = A & 0x0
 129  if (arg1.high & 0x0) == 0x0 goto 130 else goto 204
 130: A = arg1.low
 131  if arg1.low == 0xaa00 goto 136 else goto 132
 132: if arg1.low == 0x541c goto 135 else goto 133
 133: if arg1.low == 0x5412 goto 134 else goto 204
 134: return TRACE 113 (ioctl)
 135: return TRACE 114 (ioctl)
 136: return TRACE 117 (ioctl)
 137: if nr == 157 (prctl) goto 138 else goto 148
 138: A = arg0.high
 139  A = A & 0x0
 140  if (arg0.high & 0x0) == 0x0 goto 141 else goto 204
 141: A = arg0.low
 142  if arg0.low == 0x16 goto 147 else goto 143
 143: if arg0.low == 0x4 goto 146 else goto 144
 144: if arg0.low == 0x3 goto 145 else goto 204
 145: return TRACE 41 (prctl)
 146: return TRACE 40 (prctl)
 147: return TRACE 51 (prctl)
 148: if nr == 56 (clone) goto 149 else goto 169
 149: A = arg0.high
 150  A = A & 0x0
 151  if (arg0.high & 0x0) == 0x0 goto 152 else goto 204
 152: A = arg0.low
 153  A = A & 0x800000
 154  if (arg0.low & 0x800000) == 0x800000 goto 168 else goto 155
 155: A = arg0.low
 156  A = A & 0x814500
 157  if (arg0.low & 0x814500) == 0x14100 goto 167 else goto 158
 158: A = A & 0x810500
 159  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 167 else goto 160
 160: A = A & 0x800400
 161  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 166 else goto 162
 162: A = arg0.low
 163  A = A & 0x804500
 164  if (arg0.low & 0x804500) == 0x100 goto 165 else goto 204
 165: return TRACE 143 (clone)
 166: return TRACE 142 (clone)
 167: return TRACE 149 (clone)
 168: return TRACE 107 (clone)
 169: if nr == 247 (waitid) goto 170 else goto 189
 170: A = arg3.high
 171  A = A & 0x0
 172  if (arg3.high & 0x0) == 0x0 goto 173 else goto 176
 173: A = arg3.low
 174  A = A & 0x1
 175  if (arg3.low & 0x1) == 0x1 goto 188 else goto 176
 176: A = arg0.high
 177  A = A & 0x0
 178  if (arg0.high & 0x0) == 0x0 goto 179 else goto 204
 179: A = arg0.low
 180  if arg0.low == 0x3 goto 181 else goto 204
 181: A = arg3.high
 182  A = A & 0x0
 183  if (arg3.high & 0x0) == 0x0 goto 184 else goto 204
 184: A = arg3.low
 185  A = A & 0x1
 186  if (arg3.low & 0x1) == 0x0 goto 187 else goto 204
 187: return TRACE 92 (waitid)
 188: return TRACE 91 (waitid)
 189: if nr == 317 (seccomp) goto 190 else goto 204
 190: A = arg0.high
 191  A = A & 0x0
 192  if (arg0.high & 0x0) == 0x0 goto 193 else goto 204
 193: A = arg0.low
 194  if arg0.low == 0x1 goto 195 else goto 202
 195: A = arg1.high
 196  A = A & 0x0
 197  if (arg1.high & 0x0) == 0x0 goto 198 else goto 202
 198: A = arg1.low
 199  A = A & 0x8
 200  if (arg1.low & 0x8) == 0x8 goto 206 else goto 201
 201: if (arg1.low & 0x8) == 0x0 goto 205 else goto 202
 202: A = arg0.low
 203  if arg0.low == 0x0 goto 205 else goto 204
 204: return ALLOW
 205: return TRACE 50 (seccomp)
 206: return TRACE 109 (seccomp)
 207: return TRACE 120 (other ABI)
