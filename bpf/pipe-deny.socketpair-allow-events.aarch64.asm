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
  56  if arch == aarch64 goto 57 else goto 211
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
  70: if nr == 76 (splice) goto 71 else goto 72
  71: return TRACE 30 (splice)
  72: if nr == 117 (ptrace) goto 73 else goto 74
  73: return TRACE 110 (ptrace)
  74: if nr == 200 (bind) goto 75 else goto 76
  75: return TRACE 60 (bind)
  76: if nr == 203 (connect) goto 77 else goto 78
  77: return TRACE 61 (connect)
  78: if nr == 206 (sendto) goto 79 else goto 80
  79: return TRACE 23 (sendto)
  80: if nr == 211 (sendmsg) goto 81 else goto 82
  81: return TRACE 24 (sendmsg)
  82: if nr == 269 (sendmmsg) goto 83 else goto 84
  83: return TRACE 25 (sendmmsg)
  84: if nr == 271 (process_vm_writev) goto 85 else goto 86
  85: return TRACE 111 (process_vm_writev)
  86: if nr == 280 (bpf) goto 87 else goto 88
  87: return TRACE 106 (bpf)
  88: if nr == 282 (userfaultfd) goto 89 else goto 90
  89: return TRACE 105 (userfaultfd)
  90: if nr == 287 (pwritev2) goto 91 else goto 92
  91: return TRACE 22 (pwritev2)
  92: if nr == 425 (io_uring_setup) goto 93 else goto 94
  93: return TRACE 100 (io_uring_setup)
  94: if nr == 426 (io_uring_enter) goto 95 else goto 96
  95: return TRACE 101 (io_uring_enter)
  96: if nr == 427 (io_uring_register) goto 97 else goto 98
  97: return TRACE 102 (io_uring_register)
  98: if nr == 430 (fsopen) goto 99 else goto 100
  99: return TRACE 71 (fsopen)
 100: if nr == 435 (clone3) goto 101 else goto 102
 101: return ERRNO ENOSYS
 102: if nr == 438 (pidfd_getfd) goto 103 else goto 104
 103: return TRACE 112 (pidfd_getfd)
 104: if nr == 199 (socketpair) goto 105 else goto 111
 105: A = arg0.high
 106  A = A & 0x0
 107  if (arg0.high & 0x0) == 0x0 goto 108 else goto 208
 108: A = arg0.low
 109  if arg0.low == 0x1 goto 110 else goto 208
 110: return TRACE 12 (socketpair)
 111: if nr == 220 (clone) goto 112 else goto 119
 112: A = arg0.high
 113  A = A & 0x0
 114  if (arg0.high & 0x0) == 0x0 goto 115 else goto 208
 115: A = arg0.low
 116  A = A & 0x800000
 117  if (arg0.low & 0x800000) == 0x800000 goto 118 else goto 208
 118: return TRACE 107 (clone)
 119: if nr == 260 (wait4) goto 120 else goto 127
 120: A = arg2.high
 121  A = A & 0x0
 122  if (arg2.high & 0x0) == 0x0 goto 123 else goto 208
 123: A = arg2.low
 124  A = A & 0x1
 125  if (arg2.low & 0x1) == 0x1 goto 126 else goto 208
 126: return TRACE 90 (wait4)
 127: if nr == 59 (pipe2) goto 128 else goto 137
 128: A = arg1.high
 129  A = A & 0x0
 130  if (arg1.high & 0x0) == 0x0 goto 131 else goto 208
 131: A = arg1.low
 132  A = A & 0x80
 133  if (arg1.low & 0x80) == 0x80 goto 136 else goto 134
 134: if (arg1.low & 0x80) == 0x0 goto 135 else goto 208
 135: return TRACE 11 (pipe2)
 136: return TRACE 115 (pipe2)
 137: if nr == 29 (ioctl) goto 138 else goto 148
 138: A = arg1.high
 139  A = A & 0x0
 140  if (arg1.high & 0x0) == 0x0 goto 141 else goto 208
 141: A = arg1.low
 142  if arg1.low == 0xaa00 goto 147 else goto 143
 143: if arg1.low == 0x541c goto 146 else goto 144
 144: if arg1.low == 0x5412 goto 145 else goto 208
 145: return TRACE 113 (ioctl)
 146: return TRACE 114 (ioctl)
 147: return TRACE 117 (ioctl)
 148: if nr == 167 (prctl) goto 149 else goto 159
 149: A = arg0.high
 150  A = A & 0x0
 151  if (arg0.high & 0x0) == 0x0 goto 152 else goto 208
 152: A = arg0.low
 153  if arg0.low == 0x16 goto 158 else goto 154
 154: if arg0.low == 0x4 goto 157 else goto 155
 155: if arg0.low == 0x3 goto 156 else goto 208
 156: return TRACE 41 (prctl)
 157: return TRACE 40 (prctl)
 158: return TRACE 51 (prctl)
 159: if nr == 208 (setsockopt) goto 160 else goto 173
 160: A = arg1.high
 161  A = A & 0x0
 162  if (arg1.high & 0x0) == 0x0 goto 163 else goto 208
 163: A = arg1.low
 164  if arg1.low == 0x1 goto 165 else goto 208
 165: A = arg2.high
 166  A = A & 0x0
 167  if (arg2.high & 0x0) == 0x0 goto 168 else goto 208
 168: A = arg2.low
 169  if arg2.low == 0x4c goto 172 else goto 170
 170: if arg2.low == 0x10 goto 171 else goto 208
 171: return TRACE 62 (setsockopt)
 172: return TRACE 63 (setsockopt)
 173: if nr == 95 (waitid) goto 174 else goto 193
 174: A = arg3.high
 175  A = A & 0x0
 176  if (arg3.high & 0x0) == 0x0 goto 177 else goto 180
 177: A = arg3.low
 178  A = A & 0x1
 179  if (arg3.low & 0x1) == 0x1 goto 192 else goto 180
 180: A = arg0.high
 181  A = A & 0x0
 182  if (arg0.high & 0x0) == 0x0 goto 183 else goto 208
 183: A = arg0.low
 184  if arg0.low == 0x3 goto 185 else goto 208
 185: A = arg3.high
 186  A = A & 0x0
 187  if (arg3.high & 0x0) == 0x0 goto 188 else goto 208
 188: A = arg3.low
 189  A = A & 0x1
 190  if (arg3.low & 0x1) == 0x0 goto 191 else goto 208
 191: return TRACE 92 (waitid)
 192: return TRACE 91 (waitid)
 193: if nr == 277 (seccomp) goto 194 else goto 208
 194: A = arg0.high
 195  A = A & 0x0
 196  if (arg0.high & 0x0) == 0x0 goto 197 else goto 208
 197: A = arg0.low
 198  if arg0.low == 0x1 goto 199 else goto 206
 199: A = arg1.high
 200  A = A & 0x0
 201  if (arg1.high & 0x0) == 0x0 goto 202 else goto 206
 202: A = arg1.low
 203  A = A & 0x8
 204  if (arg1.low & 0x8) == 0x8 goto 210 else goto 205
 205: if (arg1.low & 0x8) == 0x0 goto 209 else goto 206
 206: A = arg0.low
 207  if arg0.low == 0x0 goto 209 else goto 208
 208: return ALLOW
 209: return TRACE 50 (seccomp)
 210: return TRACE 109 (seccomp)
 211: return TRACE 120 (other ABI)
