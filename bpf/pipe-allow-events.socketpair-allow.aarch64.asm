   0  A = arch
   1  if arch == aarch64 goto 2 else goto 61
   2: A = nr
   3  if nr > 471 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: if nr >= 244 goto 6 else goto 8
   6: if nr > 259 goto 8 else goto 7
   7: return TRACE 121 (unknown call)
   8: if nr >= 295 goto 9 else goto 11
   9: if nr > 423 goto 11 else goto 10
  10: return TRACE 121 (unknown call)
  11: A = nr
  12  if nr == 261 (prlimit64) goto 13 else goto 16
  13: A = arg0.low
  14  if arg0.low == 0x0 goto 16 else goto 15
  15: return TRACE 80 (prlimit64)
  16: A = nr
  17  if nr == 118 (sched_setparam) goto 18 else goto 21
  18: A = arg0.low
  19  if arg0.low == 0x0 goto 21 else goto 20
  20: return TRACE 81 (sched_setparam)
  21: A = nr
  22  if nr == 119 (sched_setscheduler) goto 23 else goto 26
  23: A = arg0.low
  24  if arg0.low == 0x0 goto 26 else goto 25
  25: return TRACE 82 (sched_setscheduler)
  26: A = nr
  27  if nr == 122 (sched_setaffinity) goto 28 else goto 31
  28: A = arg0.low
  29  if arg0.low == 0x0 goto 31 else goto 30
  30: return TRACE 83 (sched_setaffinity)
  31: A = nr
  32  if nr == 274 (sched_setattr) goto 33 else goto 36
  33: A = arg0.low
  34  if arg0.low == 0x0 goto 36 else goto 35
  35: return TRACE 84 (sched_setattr)
  36: A = nr
  37  if nr == 140 (setpriority) goto 38 else goto 41
  38: A = arg1.low
  39  if arg1.low == 0x0 goto 41 else goto 40
  40: return TRACE 85 (setpriority)
  41: A = nr
  42  if nr == 140 (setpriority) goto 43 else goto 46
  43: A = arg0.low
  44  if arg0.low == 0x0 goto 46 else goto 45
  45: return TRACE 86 (setpriority)
  46: A = nr
  47  if nr == 30 (ioprio_set) goto 48 else goto 51
  48: A = arg1.low
  49  if arg1.low == 0x0 goto 51 else goto 50
  50: return TRACE 87 (ioprio_set)
  51: A = nr
  52  if nr == 30 (ioprio_set) goto 53 else goto 56
  53: A = arg0.low
  54  if arg0.low == 0x1 goto 56 else goto 55
  55: return TRACE 88 (ioprio_set)
  56: A = nr
  57  if nr == 199 (socketpair) goto 58 else goto 61
  58: A = arg0.low
  59  if arg0.low == 0x1 goto 61 else goto 60
  60: return TRACE 116 (socketpair)
  61: A = arch
  62  if arch == aarch64 goto 63 else goto 194
  63: A = nr
  64  if nr == 0 (io_setup) goto 65 else goto 66
  65: return TRACE 103 (io_setup)
  66: if nr == 2 (io_submit) goto 67 else goto 68
  67: return TRACE 104 (io_submit)
  68: if nr == 40 (mount) goto 69 else goto 70
  69: return TRACE 70 (mount)
  70: if nr == 64 (write) goto 71 else goto 72
  71: return TRACE 20 (write)
  72: if nr == 66 (writev) goto 73 else goto 74
  73: return TRACE 21 (writev)
  74: if nr == 71 (sendfile) goto 75 else goto 76
  75: return TRACE 33 (sendfile)
  76: if nr == 75 (vmsplice) goto 77 else goto 78
  77: return TRACE 32 (vmsplice)
  78: if nr == 76 (splice) goto 79 else goto 80
  79: return TRACE 30 (splice)
  80: if nr == 77 (tee) goto 81 else goto 82
  81: return TRACE 31 (tee)
  82: if nr == 117 (ptrace) goto 83 else goto 84
  83: return TRACE 110 (ptrace)
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
 108: if nr == 220 (clone) goto 109 else goto 116
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 191
 112: A = arg0.low
 113  A = A & 0x800000
 114  if (arg0.low & 0x800000) == 0x800000 goto 115 else goto 191
 115: return TRACE 107 (clone)
 116: if nr == 260 (wait4) goto 117 else goto 124
 117: A = arg2.high
 118  A = A & 0x0
 119  if (arg2.high & 0x0) == 0x0 goto 120 else goto 191
 120: A = arg2.low
 121  A = A & 0x1
 122  if (arg2.low & 0x1) == 0x1 goto 123 else goto 191
 123: return TRACE 90 (wait4)
 124: if nr == 59 (pipe2) goto 125 else goto 134
 125: A = arg1.high
 126  A = A & 0x0
 127  if (arg1.high & 0x0) == 0x0 goto 128 else goto 191
 128: A = arg1.low
 129  A = A & 0x80
 130  if (arg1.low & 0x80) == 0x80 goto 133 else goto 131
 131: if (arg1.low & 0x80) == 0x0 goto 132 else goto 191
 132: return TRACE 11 (pipe2)
 133: return TRACE 115 (pipe2)
 134: if nr == 29 (ioctl) goto 135 else goto 145
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
 145: if nr == 167 (prctl) goto 146 else goto 156
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
 156: if nr == 95 (waitid) goto 157 else goto 176
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
 176: if nr == 277 (seccomp) goto 177 else goto 191
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
