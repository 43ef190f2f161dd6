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
  61  if arch == x86_64 goto 62 else goto 205
  62: A = nr
  63  if nr >= 0x40000000 goto 64 else goto 65
  64: if nr == 0xffffffff goto 65 else goto 205
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
 102  if (arg0.high & 0x0) == 0x0 goto 103 else goto 202
 103: A = arg0.low
 104  if arg0.low == 0x1 goto 105 else goto 202
 105: return TRACE 12 (socketpair)
 106: if nr == 61 (wait4) goto 107 else goto 114
 107: A = arg2.high
 108  A = A & 0x0
 109  if (arg2.high & 0x0) == 0x0 goto 110 else goto 202
 110: A = arg2.low
 111  A = A & 0x1
 112  if (arg2.low & 0x1) == 0x1 goto 113 else goto 202
 113: return TRACE 90 (wait4)
 114: if nr == 293 (pipe2) goto 115 else goto 122
 115: A = arg1.high
 116  A = A & 0x0
 117  if (arg1.high & 0x0) == 0x0 goto 118 else goto 202
 118: A = arg1.low
 119  A = A & 0x80
 120  if (arg1.low & 0x80) == 0x80 goto 121 else goto 202
 121: return TRACE 115 (pipe2)
 122: if nr == 157 (prctl) goto 123 else goto 133
 123: A = arg0.high
 124  A = A & 0x0
 125  if (arg0.high & 0x0) == 0x0 goto 126 else goto 202
 126: A = arg0.low
 127  if arg0.low == 0x16 goto 132 else goto 128
 128: if arg0.low == 0x4 goto 131 else goto 129
 129: if arg0.low == 0x3 goto 130 else goto 202
 130: return TRACE 41 (prctl)
 131: return TRACE 40 (prctl)
 132: return TRACE 51 (prctl)
 133: if nr == 16 (ioctl) goto 134 else goto 146
 134: A = arg1.high
 135  A = A & 0x0
 136  if (arg1.high & 0x0) == 0x0 goto 137 else goto 202
 137: A = arg1.low
 138  if arg1.low == 0xc0306201 goto 145 else goto 139
 139: if arg1.low == 0xaa00 goto 144 else goto 140
 140: if arg1.low == 0x541c goto 143 else goto 141
 141: if arg1.low == 0x5412 goto 142 else goto 202
 142: return TRACE 113 (ioctl)
 143: return TRACE 114 (ioctl)
 144: return TRACE 117 (ioctl)
 145: return TRACE 150 (ioctl)
 146: if nr == 56 (clone) goto 147 else goto 167
 147: A = arg0.high
 148  A = A & 0x0
 149  if (arg0.high & 0x0) == 0x0 goto 150 else goto 202
 150: A = arg0.low
 151  A = A & 0x800000
 152  if (arg0.low & 0x800000) == 0x800000 goto 166 else goto 153
 153: A = arg0.low
 154  A = A & 0x814500
 155  if (arg0.low & 0x814500) == 0x14100 goto 165 else goto 156
 156: A = A & 0x810500
 157  if ((arg0.low & 0x814500) & 0x810500) == 0x10000 goto 165 else goto 158
 158: A = A & 0x800400
 159  if (((arg0.low & 0x814500) & 0x810500) & 0x800400) == 0x400 goto 164 else goto 160
 160: A = arg0.low
 161  A = A & 0x804500
 162  if (arg0.low & 0x804500) == 0x100 goto 163 else goto 202
 163: return TRACE 143 (clone)
 164: return TRACE 142 (clone)
 165: return TRACE 149 (clone)
 166: return TRACE 107 (clone)
 167: if nr == 247 (waitid) goto 168 else goto 187
 168: A = arg3.high
 169  A = A & 0x0
 170  if (arg3.high & 0x0) == 0x0 goto 171 else goto 174
 171: A = arg3.low
 172  A = A & 0x1
 173  if (arg3.low & 0x1) == 0x1 goto 186 else goto 174
 174: A = arg0.high
 175  A = A & 0x0
 176  if (arg0.high & 0x0) == 0x0 goto 177 else goto 202
 177: A = arg0.low
 178  if arg0.low == 0x3 goto 179 else goto 202
 179: A = arg3.high
 180  A = A & 0x0
 181  if (arg3.high & 0x0) == 0x0 goto 182 else goto 202
 182: A = arg3.low
 183  A = A & 0x1
 184  if (arg3.low & 0x1) == 0x0 goto 185 else goto 202
 185: return TRACE 92 (waitid)
 186: return TRACE 91 (waitid)
 187: if nr == 317 (seccomp) goto 188 else goto 202
 188: A = arg0.high
 189  A = A & 0x0
 190  if (arg0.high & 0x0) == 0x0 goto 191 else goto 202
 191: A = arg0.low
 192  if arg0.low == 0x1 goto 193 else goto 200
 193: A = arg1.high
 194  A = A & 0x0
 195  if (arg1.high & 0x0) == 0x0 goto 196 else goto 200
 196: A = arg1.low
 197  A = A & 0x8
 198  if (arg1.low & 0x8) == 0x8 goto 204 else goto 199
 199: if (arg1.low & 0x8) == 0x0 goto 203 else goto 200
 200: A = arg0.low
 201  if arg0.low == 0x0 goto 203 else goto 202
 202: return ALLOW
 203: return TRACE 50 (seccomp)
 204: return TRACE 109 (seccomp)
 205: return TRACE 120 (other ABI)
