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
  62  if arch == aarch64 goto 63 else goto 201
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
 108: if nr == 199 (socketpair) goto 109 else goto 115
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 198
 112: A = arg0.low
 113  if arg0.low == 0x1 goto 114 else goto 198
 114: return TRACE 12 (socketpair)
 115: if nr == 220 (clone) goto 116 else goto 123
 116: A = arg0.high
 117  A = A & 0x0
 118  if (arg0.high & 0x0) == 0x0 goto 119 else goto 198
 119: A = arg0.low
 120  A = A & 0x800000
 121  if (arg0.low & 0x800000) == 0x800000 goto 122 else goto 198
 122: return TRACE 107 (clone)
 123: if nr == 260 (wait4) goto 124 else goto 131
 124: A = arg2.high
 125  A = A & 0x0
 126  if (arg2.high & 0x0) == 0x0 goto 127 else goto 198
 127: A = arg2.low
 128  A = A & 0x1
 129  if (arg2.low & 0x1) == 0x1 goto 130 else goto 198
 130: return TRACE 90 (wait4)
 131: if nr == 59 (pipe2) goto 132 else goto 141
 132: A = arg1.high
 133  A = A & 0x0
 134  if (arg1.high & 0x0) == 0x0 goto 135 else goto 198
 135: A = arg1.low
 136  A = A & 0x80
 137  if (arg1.low & 0x80) == 0x80 goto 140 else goto 138
 138: if (arg1.low & 0x80) == 0x0 goto 139 else goto 198
 139: return TRACE 11 (pipe2)
 140: return TRACE 115 (pipe2)
 141: if nr == 29 (ioctl) goto 142 else goto 152
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
 152: if nr == 167 (prctl) goto 153 else goto 163
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
 163: if nr == 95 (waitid) goto 164 else goto 183
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
 183: if nr == 277 (seccomp) goto 184 else goto 198
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
