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
  61  if arch == x86_64 goto 62 else goto 200
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 200
  65: if nr == 46 (sendmsg) goto 66 else goto 67
  66: return TRACE 24 (sendmsg)
  67: if nr == 47 (recvmsg) goto 68 else goto 69
  68: return TRACE 140 (recvmsg)
  69: if nr == 101 (ptrace) goto 70 else goto 71
  70: return TRACE 110 (ptrace)
  71: if nr == 165 (mount) goto 72 else goto 73
  72: return TRACE 70 (mount)
  73: if nr == 206 (io_setup) goto 74 else goto 75
  74: return TRACE 103 (io_setup)
  75: if nr == 209 (io_submit) goto 76 else goto 77
  76: return TRACE 104 (io_submit)
  77: if nr == 299 (recvmmsg) goto 78 else goto 79
  78: return TRACE 141 (recvmmsg)
  79: if nr == 307 (sendmmsg) goto 80 else goto 81
  80: return TRACE 25 (sendmmsg)
  81: if nr == 311 (process_vm_writev) goto 82 else goto 83
  82: return TRACE 111 (process_vm_writev)
  83: if nr == 321 (bpf) goto 84 else goto 85
  84: return TRACE 106 (bpf)
  85: if nr == 323 (userfaultfd) goto 86 else goto 87
  86: return TRACE 105 (userfaultfd)
  87: if nr == 425 (io_uring_setup) goto 88 else goto 89
  88: return TRACE 100 (io_uring_setup)
  89: if nr == 426 (io_uring_enter) goto 90 else goto 91
  90: return TRACE 101 (io_uring_enter)
  91: if nr == 427 (io_uring_register) goto 92 else goto 93
  92: return TRACE 102 (io_uring_register)
  93: if nr == 430 (fsopen) goto 94 else goto 95
  94: return TRACE 71 (fsopen)
  95: if nr == 435 (clone3) goto 96 else goto 97
  96: return ERRNO ENOSYS
  97: if nr == 438 (pidfd_getfd) goto 98 else goto 99
  98: return TRACE 112 (pidfd_getfd)
  99: if nr == 53 (socketpair) goto 100 else goto 106
 100: A = arg0.high
 101  A = A & 0x0
 102  if (arg0.high & 0x0) == 0x0 goto 103 else goto 197
 103: A = arg0.low
 104  if arg0.low == 0x1 goto 105 else goto 197
 105: return TRACE 12 (socketpair)
 106: if nr == 61 (wait4) goto 107 else goto 114
 107: A = arg2.high
 108  A = A & 0x0
 109  if (arg2.high & 0x0) == 0x0 goto 110 else goto 197
 110: A = arg2.low
 111  A = A & 0x1
 112  if (arg2.low & 0x1) == 0x1 goto 113 else goto 197
 113: return TRACE 90 (wait4)
 114: if nr == 293 (pipe2) goto 115 else goto 122
 115: A = arg1.high
 116  A = A & 0x0
 117  if (arg1.high & 0x0) == 0x0 goto 118 else goto 197
 118: A = arg1.low
 119  A = A & 0x80
 120  if (arg1.low & 0x80) == 0x80 goto 121 else goto 197
 121: return TRACE 115 (pipe2)
 122: if nr == 56 (clone) goto 123 else goto 138
 123: A = arg0.high
 124  A = A & 0x0
 125  if (arg0.high & 0x0) == 0x0 goto 126 else goto 197
 126: A = arg0.low
 127  A = A & 0x800000
 128  if (arg0.low & 0x800000) == 0x800000 goto 137 else goto 129
 129: A = arg0.low
 130  A = A & 0x810400
 131  if (arg0.low & 0x810400) == 0x400 goto 136 else goto 132
 132: A = arg0.low
 133  A = A & 0x814500
 134  if (arg0.low & 0x814500) == 0x100 goto 135 else goto 197
 135: return TRACE 143 (clone)
 136: return TRACE 142 (clone)
 137: return TRACE 107 (clone)
 138: if nr == 157 (prctl) goto 139 else goto 149
 139: A = arg0.high
 140  A = A & 0x0
 141  if (arg0.high & 0x0) == 0x0 goto 142 else goto 197
 142: A = arg0.low
 143  if arg0.low == 0x16 goto 148 else goto 144
 144: if arg0.low == 0x4 goto 147 else goto 145
 145: if arg0.low == 0x3 goto 146 else goto 197
 146: return TRACE 41 (prctl)
 147: return TRACE 40 (prctl)
 148: return TRACE 51 (prctl)
 149: if nr == 16 (ioctl) goto 150 else goto 162
 150: A = arg1.high
 151  A = A & 0x0
 152  if (arg1.high & 0x0) == 0x0 goto 153 else goto 197
 153: A = arg1.low
 154  if arg1.low == 0xc0306201 goto 161 else goto 155
 155: if arg1.low == 0xaa00 goto 160 else goto 156
 156: if arg1.low == 0x541c goto 159 else goto 157
 157: if arg1.low == 0x5412 goto 158 else goto 197
 158: return TRACE 113 (ioctl)
 159: return TRACE 114 (ioctl)
 160: return TRACE 117 (ioctl)
 161: return TRACE 150 (ioctl)
 162: if nr == 247 (waitid) goto 163 else goto 182
 163: A = arg3.high
 164  A = A & 0x0
 165  if (arg3.high & 0x0) == 0x0 goto 166 else goto 169
 166: A = arg3.low
 167  A = A & 0x1
 168  if (arg3.low & 0x1) == 0x1 goto 181 else goto 169
 169: A = arg0.high
 170  A = A & 0x0
 171  if (arg0.high & 0x0) == 0x0 goto 172 else goto 197
 172: A = arg0.low
 173  if arg0.low == 0x3 goto 174 else goto 197
 174: A = arg3.high
 175  A = A & 0x0
 176  if (arg3.high & 0x0) == 0x0 goto 177 else goto 197
 177: A = arg3.low
 178  A = A & 0x1
 179  if (arg3.low & 0x1) == 0x0 goto 180 else goto 197
 180: return TRACE 92 (waitid)
 181: return TRACE 91 (waitid)
 182: if nr == 317 (seccomp) goto 183 else goto 197
 183: A = arg0.high
 184  A = A & 0x0
 185  if (arg0.high & 0x0) == 0x0 goto 186 else goto 197
 186: A = arg0.low
 187  if arg0.low == 0x1 goto 188 else goto 195
 188: A = arg1.high
 189  A = A & 0x0
 190  if (arg1.high & 0x0) == 0x0 goto 191 else goto 195
 191: A = arg1.low
 192  A = A & 0x8
 193  if (arg1.low & 0x8) == 0x8 goto 199 else goto 194
 194: if (arg1.low & 0x8) == 0x0 goto 198 else goto 195
 195: A = arg0.low
 196  if arg0.low == 0x0 goto 198 else goto 197
 197: return ALLOW
 198: return TRACE 50 (seccomp)
 199: return TRACE 109 (seccomp)
 200: return TRACE 120 (other ABI)
