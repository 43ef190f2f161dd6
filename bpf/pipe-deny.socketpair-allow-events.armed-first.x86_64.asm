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
  61  if arch == x86_64 goto 62 else goto 204
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 204
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
 104  if (arg0.high & 0x0) == 0x0 goto 105 else goto 201
 105: A = arg0.low
 106  if arg0.low == 0x1 goto 107 else goto 201
 107: return TRACE 12 (socketpair)
 108: if nr == 61 (wait4) goto 109 else goto 116
 109: A = arg2.high
 110  A = A & 0x0
 111  if (arg2.high & 0x0) == 0x0 goto 112 else goto 201
 112: A = arg2.low
 113  A = A & 0x1
 114  if (arg2.low & 0x1) == 0x1 goto 115 else goto 201
 115: return TRACE 90 (wait4)
 116: if nr == 293 (pipe2) goto 117 else goto 126
 117: A = arg1.high
 118  A = A & 0x0
 119  if (arg1.high & 0x0) == 0x0 goto 120 else goto 201
 120: A = arg1.low
 121  A = A & 0x80
 122  if (arg1.low & 0x80) == 0x80 goto 125 else goto 123
 123: if (arg1.low & 0x80) == 0x0 goto 124 else goto 201
 124: return TRACE 11 (pipe2)
 125: return TRACE 115 (pipe2)
 126: if nr == 56 (clone) goto 127 else goto 142
 127: A = arg0.high
 128  A = A & 0x0
 129  if (arg0.high & 0x0) == 0x0 goto 130 else goto 201
 130: A = arg0.low
 131  A = A & 0x800000
 132  if (arg0.low & 0x800000) == 0x800000 goto 141 else goto 133
 133: A = arg0.low
 134  A = A & 0x810400
 135  if (arg0.low & 0x810400) == 0x400 goto 140 else goto 136
 136: A = arg0.low
 137  A = A & 0x814500
 138  if (arg0.low & 0x814500) == 0x100 goto 139 else goto 201
 139: return TRACE 143 (clone)
 140: return TRACE 142 (clone)
 141: return TRACE 107 (clone)
 142: if nr == 157 (prctl) goto 143 else goto 153
 143: A = arg0.high
 144  A = A & 0x0
 145  if (arg0.high & 0x0) == 0x0 goto 146 else goto 201
 146: A = arg0.low
 147  if arg0.low == 0x16 goto 152 else goto 148
 148: if arg0.low == 0x4 goto 151 else goto 149
 149: if arg0.low == 0x3 goto 150 else goto 201
 150: return TRACE 41 (prctl)
 151: return TRACE 40 (prctl)
 152: return TRACE 51 (prctl)
 153: if nr == 16 (ioctl) goto 154 else goto 166
 154: A = arg1.high
 155  A = A & 0x0
 156  if (arg1.high & 0x0) == 0x0 goto 157 else goto 201
 157: A = arg1.low
 158  if arg1.low == 0xc0306201 goto 165 else goto 159
 159: if arg1.low == 0xaa00 goto 164 else goto 160
 160: if arg1.low == 0x541c goto 163 else goto 161
 161: if arg1.low == 0x5412 goto 162 else goto 201
 162: return TRACE 113 (ioctl)
 163: return TRACE 114 (ioctl)
 164: return TRACE 117 (ioctl)
 165: return TRACE 150 (ioctl)
 166: if nr == 247 (waitid) goto 167 else goto 186
 167: A = arg3.high
 168  A = A & 0x0
 169  if (arg3.high & 0x0) == 0x0 goto 170 else goto 173
 170: A = arg3.low
 171  A = A & 0x1
 172  if (arg3.low & 0x1) == 0x1 goto 185 else goto 173
 173: A = arg0.high
 174  A = A & 0x0
 175  if (arg0.high & 0x0) == 0x0 goto 176 else goto 201
 176: A = arg0.low
 177  if arg0.low == 0x3 goto 178 else goto 201
 178: A = arg3.high
 179  A = A & 0x0
 180  if (arg3.high & 0x0) == 0x0 goto 181 else goto 201
 181: A = arg3.low
 182  A = A & 0x1
 183  if (arg3.low & 0x1) == 0x0 goto 184 else goto 201
 184: return TRACE 92 (waitid)
 185: return TRACE 91 (waitid)
 186: if nr == 317 (seccomp) goto 187 else goto 201
 187: A = arg0.high
 188  A = A & 0x0
 189  if (arg0.high & 0x0) == 0x0 goto 190 else goto 201
 190: A = arg0.low
 191  if arg0.low == 0x1 goto 192 else goto 199
 192: A = arg1.high
 193  A = A & 0x0
 194  if (arg1.high & 0x0) == 0x0 goto 195 else goto 199
 195: A = arg1.low
 196  A = A & 0x8
 197  if (arg1.low & 0x8) == 0x8 goto 203 else goto 198
 198: if (arg1.low & 0x8) == 0x0 goto 202 else goto 199
 199: A = arg0.low
 200  if arg0.low == 0x0 goto 202 else goto 201
 201: return ALLOW
 202: return TRACE 50 (seccomp)
 203: return TRACE 109 (seccomp)
 204: return TRACE 120 (other ABI)
