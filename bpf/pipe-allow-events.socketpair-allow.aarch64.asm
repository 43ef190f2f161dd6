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
  56  if arch == aarch64 goto 57 else goto 188
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
  78: if nr == 211 (sendmsg) goto 79 else goto 80
  79: return TRACE 24 (sendmsg)
  80: if nr == 269 (sendmmsg) goto 81 else goto 82
  81: return TRACE 25 (sendmmsg)
  82: if nr == 271 (process_vm_writev) goto 83 else goto 84
  83: return TRACE 111 (process_vm_writev)
  84: if nr == 280 (bpf) goto 85 else goto 86
  85: return TRACE 106 (bpf)
  86: if nr == 282 (userfaultfd) goto 87 else goto 88
  87: return TRACE 105 (userfaultfd)
  88: if nr == 287 (pwritev2) goto 89 else goto 90
  89: return TRACE 22 (pwritev2)
  90: if nr == 425 (io_uring_setup) goto 91 else goto 92
  91: return TRACE 100 (io_uring_setup)
  92: if nr == 426 (io_uring_enter) goto 93 else goto 94
  93: return TRACE 101 (io_uring_enter)
  94: if nr == 427 (io_uring_register) goto 95 else goto 96
  95: return TRACE 102 (io_uring_register)
  96: if nr == 430 (fsopen) goto 97 else goto 98
  97: return TRACE 71 (fsopen)
  98: if nr == 435 (clone3) goto 99 else goto 100
  99: return ERRNO ENOSYS
 100: if nr == 438 (pidfd_getfd) goto 101 else goto 102
 101: return TRACE 112 (pidfd_getfd)
 102: if nr == 220 (clone) goto 103 else goto 110
 103: A = arg0.high
 104  A = A & 0x0
 105  if (arg0.high & 0x0) == 0x0 goto 106 else goto 185
 106: A = arg0.low
 107  A = A & 0x800000
 108  if (arg0.low & 0x800000) == 0x800000 goto 109 else goto 185
 109: return TRACE 107 (clone)
 110: if nr == 260 (wait4) goto 111 else goto 118
 111: A = arg2.high
 112  A = A & 0x0
 113  if (arg2.high & 0x0) == 0x0 goto 114 else goto 185
 114: A = arg2.low
 115  A = A & 0x1
 116  if (arg2.low & 0x1) == 0x1 goto 117 else goto 185
 117: return TRACE 90 (wait4)
 118: if nr == 59 (pipe2) goto 119 else goto 128
 119: A = arg1.high
 120  A = A & 0x0
 121  if (arg1.high & 0x0) == 0x0 goto 122 else goto 185
 122: A = arg1.low
 123  A = A & 0x80
 124  if (arg1.low & 0x80) == 0x80 goto 127 else goto 125
 125: if (arg1.low & 0x80) == 0x0 goto 126 else goto 185
 126: return TRACE 11 (pipe2)
 127: return TRACE 115 (pipe2)
 128: if nr == 29 (ioctl) goto 129 else goto 139
 129: A = arg1.high
 130  A = A & 0x0
 131  if (arg1.high & 0x0) == 0x0 goto 132 else goto 185
 132: A = arg1.low
 133  if arg1.low == 0xaa00 goto 138 else goto 134
 134: if arg1.low == 0x541c goto 137 else goto 135
 135: if arg1.low == 0x5412 goto 136 else goto 185
 136: return TRACE 113 (ioctl)
 137: return TRACE 114 (ioctl)
 138: return TRACE 117 (ioctl)
 139: if nr == 167 (prctl) goto 140 else goto 150
 140: A = arg0.high
 141  A = A & 0x0
 142  if (arg0.high & 0x0) == 0x0 goto 143 else goto 185
 143: A = arg0.low
 144  if arg0.low == 0x16 goto 149 else goto 145
 145: if arg0.low == 0x4 goto 148 else goto 146
 146: if arg0.low == 0x3 goto 147 else goto 185
 147: return TRACE 41 (prctl)
 148: return TRACE 40 (prctl)
 149: return TRACE 51 (prctl)
 150: if nr == 95 (waitid) goto 151 else goto 170
 151: A = arg3.high
 152  A = A & 0x0
 153  if (arg3.high & 0x0) == 0x0 goto 154 else goto 157
 154: A = arg3.low
 155  A = A & 0x1
 156  if (arg3.low & 0x1) == 0x1 goto 169 else goto 157
 157: A = arg0.high
 158  A = A & 0x0
 159  if (arg0.high & 0x0) == 0x0 goto 160 else goto 185
 160: A = arg0.low
 161  if arg0.low == 0x3 goto 162 else goto 185
 162: A = arg3.high
 163  A = A & 0x0
 164  if (arg3.high & 0x0) == 0x0 goto 165 else goto 185
 165: A = arg3.low
 166  A = A & 0x1
 167  if (arg3.low & 0x1) == 0x0 goto 168 else goto 185
 168: return TRACE 92 (waitid)
 169: return TRACE 91 (waitid)
 170: if nr == 277 (seccomp) goto 171 else goto 185
 171: A = arg0.high
 172  A = A & 0x0
 173  if (arg0.high & 0x0) == 0x0 goto 174 else goto 185
 174: A = arg0.low
 175  if arg0.low == 0x1 goto 176 else goto 183
 176: A = arg1.high
 177  A = A & 0x0
 178  if (arg1.high & 0x0) == 0x0 goto 179 else goto 183
 179: A = arg1.low
 180  A = A & 0x8
 181  if (arg1.low & 0x8) == 0x8 goto 187 else goto 182
 182: if (arg1.low & 0x8) == 0x0 goto 186 else goto 183
 183: A = arg0.low
 184  if arg0.low == 0x0 goto 186 else goto 185
 185: return ALLOW
 186: return TRACE 50 (seccomp)
 187: return TRACE 109 (seccomp)
 188: return TRACE 120 (other ABI)
