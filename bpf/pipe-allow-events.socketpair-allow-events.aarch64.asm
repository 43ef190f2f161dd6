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
  56  if arch == aarch64 goto 57 else goto 215
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
  78: if nr == 200 (bind) goto 79 else goto 80
  79: return TRACE 60 (bind)
  80: if nr == 203 (connect) goto 81 else goto 82
  81: return TRACE 61 (connect)
  82: if nr == 206 (sendto) goto 83 else goto 84
  83: return TRACE 23 (sendto)
  84: if nr == 211 (sendmsg) goto 85 else goto 86
  85: return TRACE 24 (sendmsg)
  86: if nr == 269 (sendmmsg) goto 87 else goto 88
  87: return TRACE 25 (sendmmsg)
  88: if nr == 271 (process_vm_writev) goto 89 else goto 90
  89: return TRACE 111 (process_vm_writev)
  90: if nr == 280 (bpf) goto 91 else goto 92
  91: return TRACE 106 (bpf)
  92: if nr == 282 (userfaultfd) goto 93 else goto 94
  93: return TRACE 105 (userfaultfd)
  94: if nr == 287 (pwritev2) goto 95 else goto 96
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
 108: if nr == 199 (socketpair) goto 109 else goto 115
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 212
 112: A = arg0.low
 113  if arg0.low == 0x1 goto 114 else goto 212
 114: return TRACE 12 (socketpair)
 115: if nr == 220 (clone) goto 116 else goto 123
 116: A = arg0.high
 117  A = A & 0x0
 118  if (arg0.high & 0x0) == 0x0 goto 119 else goto 212
 119: A = arg0.low
 120  A = A & 0x800000
 121  if (arg0.low & 0x800000) == 0x800000 goto 122 else goto 212
 122: return TRACE 107 (clone)
 123: if nr == 260 (wait4) goto 124 else goto 131
 124: A = arg2.high
 125  A = A & 0x0
 126  if (arg2.high & 0x0) == 0x0 goto 127 else goto 212
 127: A = arg2.low
 128  A = A & 0x1
 129  if (arg2.low & 0x1) == 0x1 goto 130 else goto 212
 130: return TRACE 90 (wait4)
 131: if nr == 59 (pipe2) goto 132 else goto 141
 132: A = arg1.high
 133  A = A & 0x0
 134  if (arg1.high & 0x0) == 0x0 goto 135 else goto 212
 135: A = arg1.low
 136  A = A & 0x80
 137  if (arg1.low & 0x80) == 0x80 goto 140 else goto 138
 138: if (arg1.low & 0x80) == 0x0 goto 139 else goto 212
 139: return TRACE 11 (pipe2)
 140: return TRACE 115 (pipe2)
 141: if nr == 29 (ioctl) goto 142 else goto 152
 142: A = arg1.high
 143  A = A & 0x0
 144  if (arg1.high & 0x0) == 0x0 goto 145 else goto 212
 145: A = arg1.low
 146  if arg1.low == 0xaa00 goto 151 else goto 147
 147: if arg1.low == 0x541c goto 150 else goto 148
 148: if arg1.low == 0x5412 goto 149 else goto 212
 149: return TRACE 113 (ioctl)
 150: return TRACE 114 (ioctl)
 151: return TRACE 117 (ioctl)
 152: if nr == 167 (prctl) goto 153 else goto 163
 153: A = arg0.high
 154  A = A & 0x0
 155  if (arg0.high & 0x0) == 0x0 goto 156 else goto 212
 156: A = arg0.low
 157  if arg0.low == 0x16 goto 162 else goto 158
 158: if arg0.low == 0x4 goto 161 else goto 159
 159: if arg0.low == 0x3 goto 160 else goto 212
 160: return TRACE 41 (prctl)
 161: return TRACE 40 (prctl)
 162: return TRACE 51 (prctl)
 163: if nr == 208 (setsockopt) goto 164 else goto 177
 164: A = arg1.high
 165  A = A & 0x0
 166  if (arg1.high & 0x0) == 0x0 goto 167 else goto 212
 167: A = arg1.low
 168  if arg1.low == 0x1 goto 169 else goto 212
 169: A = arg2.high
 170  A = A & 0x0
 171  if (arg2.high & 0x0) == 0x0 goto 172 else goto 212
 172: A = arg2.low
 173  if arg2.low == 0x4c goto 176 else goto 174
 174: if arg2.low == 0x10 goto 175 else goto 212
 175: return TRACE 62 (setsockopt)
 176: return TRACE 63 (setsockopt)
 177: if nr == 95 (waitid) goto 178 else goto 197
 178: A = arg3.high
 179  A = A & 0x0
 180  if (arg3.high & 0x0) == 0x0 goto 181 else goto 184
 181: A = arg3.low
 182  A = A & 0x1
 183  if (arg3.low & 0x1) == 0x1 goto 196 else goto 184
 184: A = arg0.high
 185  A = A & 0x0
 186  if (arg0.high & 0x0) == 0x0 goto 187 else goto 212
 187: A = arg0.low
 188  if arg0.low == 0x3 goto 189 else goto 212
 189: A = arg3.high
 190  A = A & 0x0
 191  if (arg3.high & 0x0) == 0x0 goto 192 else goto 212
 192: A = arg3.low
 193  A = A & 0x1
 194  if (arg3.low & 0x1) == 0x0 goto 195 else goto 212
 195: return TRACE 92 (waitid)
 196: return TRACE 91 (waitid)
 197: if nr == 277 (seccomp) goto 198 else goto 212
 198: A = arg0.high
 199  A = A & 0x0
 200  if (arg0.high & 0x0) == 0x0 goto 201 else goto 212
 201: A = arg0.low
 202  if arg0.low == 0x1 goto 203 else goto 210
 203: A = arg1.high
 204  A = A & 0x0
 205  if (arg1.high & 0x0) == 0x0 goto 206 else goto 210
 206: A = arg1.low
 207  A = A & 0x8
 208  if (arg1.low & 0x8) == 0x8 goto 214 else goto 209
 209: if (arg1.low & 0x8) == 0x0 goto 213 else goto 210
 210: A = arg0.low
 211  if arg0.low == 0x0 goto 213 else goto 212
 212: return ALLOW
 213: return TRACE 50 (seccomp)
 214: return TRACE 109 (seccomp)
 215: return TRACE 120 (other ABI)
