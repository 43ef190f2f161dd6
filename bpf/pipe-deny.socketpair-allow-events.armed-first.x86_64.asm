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
  58  if arch == x86_64 goto 59 else goto 204
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 204
  62: if nr == 22 (pipe) goto 63 else goto 64
  63: return TRACE 10 (pipe)
  64: if nr == 46 (sendmsg) goto 65 else goto 66
  65: return TRACE 24 (sendmsg)
  66: if nr == 47 (recvmsg) goto 67 else goto 68
  67: return TRACE 140 (recvmsg)
  68: if nr == 101 (ptrace) goto 69 else goto 70
  69: return TRACE 110 (ptrace)
  70: if nr == 165 (mount) goto 71 else goto 72
  71: return TRACE 70 (mount)
  72: if nr == 206 (io_setup) goto 73 else goto 74
  73: return TRACE 103 (io_setup)
  74: if nr == 209 (io_submit) goto 75 else goto 76
  75: return TRACE 104 (io_submit)
  76: if nr == 299 (recvmmsg) goto 77 else goto 78
  77: return TRACE 141 (recvmmsg)
  78: if nr == 307 (sendmmsg) goto 79 else goto 80
  79: return TRACE 25 (sendmmsg)
  80: if nr == 311 (process_vm_writev) goto 81 else goto 82
  81: return TRACE 111 (process_vm_writev)
  82: if nr == 321 (bpf) goto 83 else goto 84
  83: return TRACE 106 (bpf)
  84: if nr == 323 (userfaultfd) goto 85 else goto 86
  85: return TRACE 105 (userfaultfd)
  86: if nr == 425 (io_uring_setup) goto 87 else goto 88
  87: return TRACE 100 (io_uring_setup)
  88: if nr == 426 (io_uring_enter) goto 89 else goto 90
  89: return TRACE 101 (io_uring_enter)
  90: if nr == 427 (io_uring_register) goto 91 else goto 92
  91: return TRACE 102 (io_uring_register)
  92: if nr == 430 (fsopen) goto 93 else goto 94
  93: return TRACE 71 (fsopen)
  94: if nr == 435 (clone3) goto 95 else goto 96
  95: return ERRNO ENOSYS
  96: if nr == 438 (pidfd_getfd) goto 97 else goto 98
  97: return TRACE 112 (pidfd_getfd)
  98: if nr == 53 (socketpair) goto 99 else goto 105
  99: A = arg0.high
 100  A = A & 0x0
 101  if (arg0.high & 0x0) == 0x0 goto 102 else goto 201
 102: A = arg0.low
 103  if arg0.low == 0x1 goto 104 else goto 201
 104: return TRACE 12 (socketpair)
 105: if nr == 61 (wait4) goto 106 else goto 113
 106: A = arg2.high
 107  A = A & 0x0
 108  if (arg2.high & 0x0) == 0x0 goto 109 else goto 201
 109: A = arg2.low
 110  A = A & 0x1
 111  if (arg2.low & 0x1) == 0x1 goto 112 else goto 201
 112: return TRACE 90 (wait4)
 113: if nr == 293 (pipe2) goto 114 else goto 123
 114: A = arg1.high
 115  A = A & 0x0
 116  if (arg1.high & 0x0) == 0x0 goto 117 else goto 201
 117: A = arg1.low
 118  A = A & 0x80
 119  if (arg1.low & 0x80) == 0x80 goto 122 else goto 120
 120: if (arg1.low & 0x80) == 0x0 goto 121 else goto 201
 121: return TRACE 11 (pipe2)
 122: return TRACE 115 (pipe2)
 123: if nr == 16 (ioctl) goto 124 else goto 134
 124: A = arg1.high
 125  A = A & 0x0
 126  if (arg1.high & 0x0) == 0x0 goto 127 else goto 201
 127: A = arg1.low
 128  if arg1.low == 0xaa00 goto 133 else goto 129
 129: if arg1.low == 0x541c goto 132 else goto 130
 130: if arg1.low == 0x5412 goto 131 else goto 201
 131: return TRACE 113 (ioctl)
 132: return TRACE 114 (ioctl)
 133: return TRACE 117 (ioctl)
 134: if nr == 157 (prctl) goto 135 else goto 145
 135: A = arg0.high
 136  A = A & 0x0
 137  if (arg0.high & 0x0) == 0x0 goto 138 else goto 201
 138: A = arg0.low
 139  if arg0.low == 0x16 goto 144 else goto 140
 140: if arg0.low == 0x4 goto 143 else goto 141
 141: if arg0.low == 0x3 goto 142 else goto 201
 142: return TRACE 41 (prctl)
 143: return TRACE 40 (prctl)
 144: return TRACE 51 (prctl)
 145: if nr == 56 (clone) goto 146 else goto 166
 146: A = arg0.high
 147  A = A & 0x0
 148  if (arg0.high & 0x0) == 0x0 goto 149 else goto 201
 149: A = arg0.low
 150  A = A & 0x800000
 151  if (arg0.low & 0x800000) == 0x800000 goto 165 else goto 152
 152: A = arg0.low
 153  A = A & 0x814500
 154  if (arg0.low & 0x814500) == 0x14100 goto 164 else goto 155
 155: A = A & 0x810500
 156  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 164 else goto 157
 157: A = A & 0x800400
 158  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 163 else goto 159
 159: A = arg0.low
 160  A = A & 0x804500
 161  if (arg0.low & 0x804500) == 0x100 goto 162 else goto 201
 162: return TRACE 143 (clone)
 163: return TRACE 142 (clone)
 164: return TRACE 149 (clone)
 165: return TRACE 107 (clone)
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
