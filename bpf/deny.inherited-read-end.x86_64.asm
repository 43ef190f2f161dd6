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
  58  if arch == x86_64 goto 59 else goto 201
  59: A = nr
  60  if nr >= 0x40000000 goto 61 else goto 62
  61: if nr == 0xffffffff goto 62 else goto 201
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
 108: if nr == 53 (socketpair) goto 109 else goto 115
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 198
 112: A = arg0.low
 113  if arg0.low == 0x1 goto 114 else goto 198
 114: return TRACE 12 (socketpair)
 115: if nr == 56 (clone) goto 116 else goto 123
 116: A = arg0.high
 117  A = A & 0x0
 118  if (arg0.high & 0x0) == 0x0 goto 119 else goto 198
 119: A = arg0.low
 120  A = A & 0x800000
 121  if (arg0.low & 0x800000) == 0x800000 goto 122 else goto 198
 122: return TRACE 107 (clone)
 123: if nr == 61 (wait4) goto 124 else goto 131
 124: A = arg2.high
 125  A = A & 0x0
 126  if (arg2.high & 0x0) == 0x0 goto 127 else goto 198
 127: A = arg2.low
 128  A = A & 0x1
 129  if (arg2.low & 0x1) == 0x1 goto 130 else goto 198
 130: return TRACE 90 (wait4)
 131: if nr == 293 (pipe2) goto 132 else goto 141
 132: A = arg1.high
 133  A = A & 0x0
 134  if (arg1.high & 0x0) == 0x0 goto 135 else goto 198
 135: A = arg1.low
 136  A = A & 0x80
 137  if (arg1.low & 0x80) == 0x80 goto 140 else goto 138
 138: if (arg1.low & 0x80) == 0x0 goto 139 else goto 198
 139: return TRACE 11 (pipe2)
 140: return TRACE 115 (pipe2)
 141: if nr == 16 (ioctl) goto 142 else goto 152
 142: A = arg1.high
 143  A = A & 0x0
 144  if (arg1.high & 0x0) == 0x0 goto 145 else goto 198
 145: A = arg1.low
 146  if arg1.low == 0xaa00 goto 151 else goto 147
 147: if arg1.low == 0x541c goto 150 else goto 148
 148: if arg1.low == 0x5412 goto 149 else goto 198
 149: return TRACE 113 (ioctl)
 150: return TRACE 114 (ioctl)
 151: return TRACE 117 (ioctl)
 152: if nr == 157 (prctl) goto 153 else goto 163
 153: A = arg0.high
 154  A = A & 0x0
 155  if (arg0.high & 0x0) == 0x0 goto 156 else goto 198
 156: A = arg0.low
 157  if arg0.low == 0x16 goto 162 else goto 158
 158: if arg0.low == 0x4 goto 161 else goto 159
 159: if arg0.low == 0x3 goto 160 else goto 198
 160: return TRACE 41 (prctl)
 161: return TRACE 40 (prctl)
 162: return TRACE 51 (prctl)
 163: if nr == 247 (waitid) goto 164 else goto 183
 164: A = arg3.high
 165  A = A & 0x0
 166  if (arg3.high & 0x0) == 0x0 goto 167 else goto 170
 167: A = arg3.low
 168  A = A & 0x1
 169  if (arg3.low & 0x1) == 0x1 goto 182 else goto 170
 170: A = arg0.high
 171  A = A & 0x0
 172  if (arg0.high & 0x0) == 0x0 goto 173 else goto 198
 173: A = arg0.low
 174  if arg0.low == 0x3 goto 175 else goto 198
 175: A = arg3.high
 176  A = A & 0x0
 177  if (arg3.high & 0x0) == 0x0 goto 178 else goto 198
 178: A = arg3.low
 179  A = A & 0x1
 180  if (arg3.low & 0x1) == 0x0 goto 181 else goto 198
 181: return TRACE 92 (waitid)
 182: return TRACE 91 (waitid)
 183: if nr == 317 (seccomp) goto 184 else goto 198
 184: A = arg0.high
 185  A = A & 0x0
 186  if (arg0.high & 0x0) == 0x0 goto 187 else goto 198
 187: A = arg0.low
 188  if arg0.low == 0x1 goto 189 else goto 196
 189: A = arg1.high
 190  A = A & 0x0
 191  if (arg1.high & 0x0) == 0x0 goto 192 else goto 196
 192: A = arg1.low
 193  A = A & 0x8
 194  if (arg1.low & 0x8) == 0x8 goto 200 else goto 195
 195: if (arg1.low & 0x8) == 0x0 goto 199 else goto 196
 196: A = arg0.low
 197  if arg0.low == 0x0 goto 199 else goto 198
 198: return ALLOW
 199: return TRACE 50 (seccomp)
 200: return TRACE 109 (seccomp)
 201: return TRACE 120 (other ABI)
