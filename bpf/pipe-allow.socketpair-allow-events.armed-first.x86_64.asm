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
  58  if arch == x86_64 goto 59 else goto 200
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 200
  62: if nr == 46 (sendmsg) goto 63 else goto 64
  63: return TRACE 24 (sendmsg)
  64: if nr == 47 (recvmsg) goto 65 else goto 66
  65: return TRACE 140 (recvmsg)
  66: if nr == 101 (ptrace) goto 67 else goto 68
  67: return TRACE 110 (ptrace)
  68: if nr == 165 (mount) goto 69 else goto 70
  69: return TRACE 70 (mount)
  70: if nr == 206 (io_setup) goto 71 else goto 72
  71: return TRACE 103 (io_setup)
  72: if nr == 209 (io_submit) goto 73 else goto 74
  73: return TRACE 104 (io_submit)
  74: if nr == 299 (recvmmsg) goto 75 else goto 76
  75: return TRACE 141 (recvmmsg)
  76: if nr == 307 (sendmmsg) goto 77 else goto 78
  77: return TRACE 25 (sendmmsg)
  78: if nr == 311 (process_vm_writev) goto 79 else goto 80
  79: return TRACE 111 (process_vm_writev)
  80: if nr == 321 (bpf) goto 81 else goto 82
  81: return TRACE 106 (bpf)
  82: if nr == 323 (userfaultfd) goto 83 else goto 84
  83: return TRACE 105 (userfaultfd)
  84: if nr == 425 (io_uring_setup) goto 85 else goto 86
  85: return TRACE 100 (io_uring_setup)
  86: if nr == 426 (io_uring_enter) goto 87 else goto 88
  87: return TRACE 101 (io_uring_enter)
  88: if nr == 427 (io_uring_register) goto 89 else goto 90
  89: return TRACE 102 (io_uring_register)
  90: if nr == 430 (fsopen) goto 91 else goto 92
  91: return TRACE 71 (fsopen)
  92: if nr == 435 (clone3) goto 93 else goto 94
  93: return ERRNO ENOSYS
  94: if nr == 438 (pidfd_getfd) goto 95 else goto 96
  95: return TRACE 112 (pidfd_getfd)
  96: if nr == 53 (socketpair) goto 97 else goto 103
  97: A = arg0.high
  98  A = A & 0x0
  99  if (arg0.high & 0x0) == 0x0 goto 100 else goto 197
 100: A = arg0.low
 101  if arg0.low == 0x1 goto 102 else goto 197
 102: return TRACE 12 (socketpair)
 103: if nr == 61 (wait4) goto 104 else goto 111
 104: A = arg2.high
 105  A = A & 0x0
 106  if (arg2.high & 0x0) == 0x0 goto 107 else goto 197
 107: A = arg2.low
 108  A = A & 0x1
 109  if (arg2.low & 0x1) == 0x1 goto 110 else goto 197
 110: return TRACE 90 (wait4)
 111: if nr == 293 (pipe2) goto 112 else goto 119
 112: A = arg1.high
 113  A = A & 0x0
 114  if (arg1.high & 0x0) == 0x0 goto 115 else goto 197
 115: A = arg1.low
 116  A = A & 0x80
 117  if (arg1.low & 0x80) == 0x80 goto 118 else goto 197
 118: return TRACE 115 (pipe2)
 119: if nr == 16 (ioctl) goto 120 else goto 130
 120: A = arg1.high
 121  A = A & 0x0
 122  if (arg1.high & 0x0) == 0x0 goto 123 else goto 197
 123: A = arg1.low
 124  if arg1.low == 0xaa00 goto 129 else goto 125
 125: if arg1.low == 0x541c goto 128 else goto 126
 126: if arg1.low == 0x5412 goto 127 else goto 197
 127: return TRACE 113 (ioctl)
 128: return TRACE 114 (ioctl)
 129: return TRACE 117 (ioctl)
 130: if nr == 157 (prctl) goto 131 else goto 141
 131: A = arg0.high
 132  A = A & 0x0
 133  if (arg0.high & 0x0) == 0x0 goto 134 else goto 197
 134: A = arg0.low
 135  if arg0.low == 0x16 goto 140 else goto 136
 136: if arg0.low == 0x4 goto 139 else goto 137
 137: if arg0.low == 0x3 goto 138 else goto 197
 138: return TRACE 41 (prctl)
 139: return TRACE 40 (prctl)
 140: return TRACE 51 (prctl)
 141: if nr == 56 (clone) goto 142 else goto 162
 142: A = arg0.high
 143  A = A & 0x0
 144  if (arg0.high & 0x0) == 0x0 goto 145 else goto 197
 145: A = arg0.low
 146  A = A & 0x800000
 147  if (arg0.low & 0x800000) == 0x800000 goto 161 else goto 148
 148: A = arg0.low
 149  A = A & 0x814500
 150  if (arg0.low & 0x814500) == 0x14100 goto 160 else goto 151
 151: A = A & 0x810500
 152  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 160 else goto 153
 153: A = A & 0x800400
 154  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 159 else goto 155
 155: A = arg0.low
 156  A = A & 0x804500
 157  if (arg0.low & 0x804500) == 0x100 goto 158 else goto 197
 158: return TRACE 143 (clone)
 159: return TRACE 142 (clone)
 160: return TRACE 149 (clone)
 161: return TRACE 107 (clone)
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
