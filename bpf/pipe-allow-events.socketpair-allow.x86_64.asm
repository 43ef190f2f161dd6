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
  58  if arch == x86_64 goto 59 else goto 194
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 194
  62: if nr == 1 (write) goto 63 else goto 64
  63: return TRACE 20 (write)
  64: if nr == 20 (writev) goto 65 else goto 66
  65: return TRACE 21 (writev)
  66: if nr == 22 (pipe) goto 67 else goto 68
  67: return TRACE 10 (pipe)
  68: if nr == 40 (sendfile) goto 69 else goto 70
  69: return TRACE 33 (sendfile)
  70: if nr == 46 (sendmsg) goto 71 else goto 72
  71: return TRACE 24 (sendmsg)
  72: if nr == 101 (ptrace) goto 73 else goto 74
  73: return TRACE 110 (ptrace)
  74: if nr == 165 (mount) goto 75 else goto 76
  75: return TRACE 70 (mount)
  76: if nr == 206 (io_setup) goto 77 else goto 78
  77: return TRACE 103 (io_setup)
  78: if nr == 209 (io_submit) goto 79 else goto 80
  79: return TRACE 104 (io_submit)
  80: if nr == 275 (splice) goto 81 else goto 82
  81: return TRACE 30 (splice)
  82: if nr == 276 (tee) goto 83 else goto 84
  83: return TRACE 31 (tee)
  84: if nr == 278 (vmsplice) goto 85 else goto 86
  85: return TRACE 32 (vmsplice)
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
 108: if nr == 56 (clone) goto 109 else goto 116
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 191
 112: A = arg0.low
 113  A = A & 0x800000
 114  if (arg0.low & 0x800000) == 0x800000 goto 115 else goto 191
 115: return TRACE 107 (clone)
 116: if nr == 61 (wait4) goto 117 else goto 124
 117: A = arg2.high
 118  A = A & 0x0
 119  if (arg2.high & 0x0) == 0x0 goto 120 else goto 191
 120: A = arg2.low
 121  A = A & 0x1
 122  if (arg2.low & 0x1) == 0x1 goto 123 else goto 191
 123: return TRACE 90 (wait4)
 124: if nr == 293 (pipe2) goto 125 else goto 134
 125: A = arg1.high
 126  A = A & 0x0
 127  if (arg1.high & 0x0) == 0x0 goto 128 else goto 191
 128: A = arg1.low
 129  A = A & 0x80
 130  if (arg1.low & 0x80) == 0x80 goto 133 else goto 131
 131: if (arg1.low & 0x80) == 0x0 goto 132 else goto 191
 132: return TRACE 11 (pipe2)
 133: return TRACE 115 (pipe2)
 134: if nr == 16 (ioctl) goto 135 else goto 145
 135: A = arg1.high
 136  A = A & 0x0
 137  if (arg1.high & 0x0) == 0x0 goto 138 else goto 191
 138: A = arg1.low
 139  if arg1.low == 0xaa00 goto 144 else goto 140
 140: if arg1.low == 0x541c goto 143 else goto 141
 141: if arg1.low == 0x5412 goto 142 else goto 191
 142: return TRACE 113 (ioctl)
 143: return TRACE 114 (ioctl)
 144: return TRACE 117 (ioctl)
 145: if nr == 157 (prctl) goto 146 else goto 156
 146: A = arg0.high
 147  A = A & 0x0
 148  if (arg0.high & 0x0) == 0x0 goto 149 else goto 191
 149: A = arg0.low
 150  if arg0.low == 0x16 goto 155 else goto 151
 151: if arg0.low == 0x4 goto 154 else goto 152
 152: if arg0.low == 0x3 goto 153 else goto 191
 153: return TRACE 41 (prctl)
 154: return TRACE 40 (prctl)
 155: return TRACE 51 (prctl)
 156: if nr == 247 (waitid) goto 157 else goto 176
 157: A = arg3.high
 158  A = A & 0x0
 159  if (arg3.high & 0x0) == 0x0 goto 160 else goto 163
 160: A = arg3.low
 161  A = A & 0x1
 162  if (arg3.low & 0x1) == 0x1 goto 175 else goto 163
 163: A = arg0.high
 164  A = A & 0x0
 165  if (arg0.high & 0x0) == 0x0 goto 166 else goto 191
 166: A = arg0.low
 167  if arg0.low == 0x3 goto 168 else goto 191
 168: A = arg3.high
 169  A = A & 0x0
 170  if (arg3.high & 0x0) == 0x0 goto 171 else goto 191
 171: A = arg3.low
 172  A = A & 0x1
 173  if (arg3.low & 0x1) == 0x0 goto 174 else goto 191
 174: return TRACE 92 (waitid)
 175: return TRACE 91 (waitid)
 176: if nr == 317 (seccomp) goto 177 else goto 191
 177: A = arg0.high
 178  A = A & 0x0
 179  if (arg0.high & 0x0) == 0x0 goto 180 else goto 191
 180: A = arg0.low
 181  if arg0.low == 0x1 goto 182 else goto 189
 182: A = arg1.high
 183  A = A & 0x0
 184  if (arg1.high & 0x0) == 0x0 goto 185 else goto 189
 185: A = arg1.low
 186  A = A & 0x8
 187  if (arg1.low & 0x8) == 0x8 goto 193 else goto 188
 188: if (arg1.low & 0x8) == 0x0 goto 192 else goto 189
 189: A = arg0.low
 190  if arg0.low == 0x0 goto 192 else goto 191
 191: return ALLOW
 192: return TRACE 50 (seccomp)
 193: return TRACE 109 (seccomp)
 194: return TRACE 120 (other ABI)
