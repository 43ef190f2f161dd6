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
  61  if arch == x86_64 goto 62 else goto 216
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 216
  65: if nr == 1 (write) goto 66 else goto 67
  66: return TRACE 20 (write)
  67: if nr == 20 (writev) goto 68 else goto 69
  68: return TRACE 21 (writev)
  69: if nr == 40 (sendfile) goto 70 else goto 71
  70: return TRACE 33 (sendfile)
  71: if nr == 42 (connect) goto 72 else goto 73
  72: return TRACE 61 (connect)
  73: if nr == 44 (sendto) goto 74 else goto 75
  74: return TRACE 23 (sendto)
  75: if nr == 46 (sendmsg) goto 76 else goto 77
  76: return TRACE 24 (sendmsg)
  77: if nr == 49 (bind) goto 78 else goto 79
  78: return TRACE 60 (bind)
  79: if nr == 101 (ptrace) goto 80 else goto 81
  80: return TRACE 110 (ptrace)
  81: if nr == 165 (mount) goto 82 else goto 83
  82: return TRACE 70 (mount)
  83: if nr == 206 (io_setup) goto 84 else goto 85
  84: return TRACE 103 (io_setup)
  85: if nr == 209 (io_submit) goto 86 else goto 87
  86: return TRACE 104 (io_submit)
  87: if nr == 275 (splice) goto 88 else goto 89
  88: return TRACE 30 (splice)
  89: if nr == 307 (sendmmsg) goto 90 else goto 91
  90: return TRACE 25 (sendmmsg)
  91: if nr == 311 (process_vm_writev) goto 92 else goto 93
  92: return TRACE 111 (process_vm_writev)
  93: if nr == 321 (bpf) goto 94 else goto 95
  94: return TRACE 106 (bpf)
  95: if nr == 323 (userfaultfd) goto 96 else goto 97
  96: return TRACE 105 (userfaultfd)
  97: if nr == 328 (pwritev2) goto 98 else goto 99
  98: return TRACE 22 (pwritev2)
  99: if nr == 425 (io_uring_setup) goto 100 else goto 101
 100: return TRACE 100 (io_uring_setup)
 101: if nr == 426 (io_uring_enter) goto 102 else goto 103
 102: return TRACE 101 (io_uring_enter)
 103: if nr == 427 (io_uring_register) goto 104 else goto 105
 104: return TRACE 102 (io_uring_register)
 105: if nr == 430 (fsopen) goto 106 else goto 107
 106: return TRACE 71 (fsopen)
 107: if nr == 435 (clone3) goto 108 else goto 109
 108: return ERRNO ENOSYS
 109: if nr == 438 (pidfd_getfd) goto 110 else goto 111
 110: return TRACE 112 (pidfd_getfd)
 111: if nr == 53 (socketpair) goto 112 else goto 118
 112: A = arg0.high
 113  A = A & 0x0
 114  if (arg0.high & 0x0) == 0x0 goto 115 else goto 213
 115: A = arg0.low
 116  if arg0.low == 0x1 goto 117 else goto 213
 117: return TRACE 12 (socketpair)
 118: if nr == 56 (clone) goto 119 else goto 126
 119: A = arg0.high
 120  A = A & 0x0
 121  if (arg0.high & 0x0) == 0x0 goto 122 else goto 213
 122: A = arg0.low
 123  A = A & 0x800000
 124  if (arg0.low & 0x800000) == 0x800000 goto 125 else goto 213
 125: return TRACE 107 (clone)
 126: if nr == 61 (wait4) goto 127 else goto 134
 127: A = arg2.high
 128  A = A & 0x0
 129  if (arg2.high & 0x0) == 0x0 goto 130 else goto 213
 130: A = arg2.low
 131  A = A & 0x1
 132  if (arg2.low & 0x1) == 0x1 goto 133 else goto 213
 133: return TRACE 90 (wait4)
 134: if nr == 293 (pipe2) goto 135 else goto 142
 135: A = arg1.high
 136  A = A & 0x0
 137  if (arg1.high & 0x0) == 0x0 goto 138 else goto 213
 138: A = arg1.low
 139  A = A & 0x80
 140  if (arg1.low & 0x80) == 0x80 goto 141 else goto 213
 141: return TRACE 115 (pipe2)
 142: if nr == 16 (ioctl) goto 143 else goto 153
 143: A = arg1.high
 144  A = A & 0x0
 145  if (arg1.high & 0x0) == 0x0 goto 146 else goto 213
 146: A = arg1.low
 147  if arg1.low == 0xaa00 goto 152 else goto 148
 148: if arg1.low == 0x541c goto 151 else goto 149
 149: if arg1.low == 0x5412 goto 150 else goto 213
 150: return TRACE 113 (ioctl)
 151: return TRACE 114 (ioctl)
 152: return TRACE 117 (ioctl)
 153: if nr == 157 (prctl) goto 154 else goto 164
 154: A = arg0.high
 155  A = A & 0x0
 156  if (arg0.high & 0x0) == 0x0 goto 157 else goto 213
 157: A = arg0.low
 158  if arg0.low == 0x16 goto 163 else goto 159
 159: if arg0.low == 0x4 goto 162 else goto 160
 160: if arg0.low == 0x3 goto 161 else goto 213
 161: return TRACE 41 (prctl)
 162: return TRACE 40 (prctl)
 163: return TRACE 51 (prctl)
 164: if nr == 54 (setsockopt) goto 165 else goto 178
 165: A = arg1.high
 166  A = A & 0x0
 167  if (arg1.high & 0x0) == 0x0 goto 168 else goto 213
 168: A = arg1.low
 169  if arg1.low == 0x1 goto 170 else goto 213
 170: A = arg2.high
 171  A = A & 0x0
 172  if (arg2.high & 0x0) == 0x0 goto 173 else goto 213
 173: A = arg2.low
 174  if arg2.low == 0x4c goto 177 else goto 175
 175: if arg2.low == 0x10 goto 176 else goto 213
 176: return TRACE 62 (setsockopt)
 177: return TRACE 63 (setsockopt)
 178: if nr == 247 (waitid) goto 179 else goto 198
 179: A = arg3.high
 180  A = A & 0x0
 181  if (arg3.high & 0x0) == 0x0 goto 182 else goto 185
 182: A = arg3.low
 183  A = A & 0x1
 184  if (arg3.low & 0x1) == 0x1 goto 197 else goto 185
 185: A = arg0.high
 186  A = A & 0x0
 187  if (arg0.high & 0x0) == 0x0 goto 188 else goto 213
 188: A = arg0.low
 189  if arg0.low == 0x3 goto 190 else goto 213
 190: A = arg3.high
 191  A = A & 0x0
 192  if (arg3.high & 0x0) == 0x0 goto 193 else goto 213
 193: A = arg3.low
 194  A = A & 0x1
 195  if (arg3.low & 0x1) == 0x0 goto 196 else goto 213
 196: return TRACE 92 (waitid)
 197: return TRACE 91 (waitid)
 198: if nr == 317 (seccomp) goto 199 else goto 213
 199: A = arg0.high
 200  A = A & 0x0
 201  if (arg0.high & 0x0) == 0x0 goto 202 else goto 213
 202: A = arg0.low
 203  if arg0.low == 0x1 goto 204 else goto 211
 204: A = arg1.high
 205  A = A & 0x0
 206  if (arg1.high & 0x0) == 0x0 goto 207 else goto 211
 207: A = arg1.low
 208  A = A & 0x8
 209  if (arg1.low & 0x8) == 0x8 goto 215 else goto 210
 210: if (arg1.low & 0x8) == 0x0 goto 214 else goto 211
 211: A = arg0.low
 212  if arg0.low == 0x0 goto 214 else goto 213
 213: return ALLOW
 214: return TRACE 50 (seccomp)
 215: return TRACE 109 (seccomp)
 216: return TRACE 120 (other ABI)
