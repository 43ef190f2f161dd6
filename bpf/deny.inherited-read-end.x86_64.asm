   0  A = arch
   1  if arch == x86_64 goto 2 else goto 17
   2: A = nr
   3  if nr == 0xffffffff goto 6 else goto 4
   4: if nr >= 0x40000000 goto 7 else goto 5
   5: if nr > 469 goto 6 else goto 7
   6: return TRACE 121 (unknown call)
   7: A = nr
   8  if nr == 302 (prlimit64) goto 9 else goto 12
   9: A = arg0.low
  10  if arg0.low == 0x0 goto 12 else goto 11
  11: return TRACE 80 (prlimit64)
  12: A = nr
  13  if nr == 53 (socketpair) goto 14 else goto 17
  14: A = arg0.low
  15  if arg0.low == 0x1 goto 17 else goto 16
  16: return TRACE 116 (socketpair)
  17: A = arch
  18  if arch == x86_64 goto 19 else goto 161
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 161
  22: if nr == 1 (write) goto 23 else goto 24
  23: return TRACE 20 (write)
  24: if nr == 20 (writev) goto 25 else goto 26
  25: return TRACE 21 (writev)
  26: if nr == 22 (pipe) goto 27 else goto 28
  27: return TRACE 10 (pipe)
  28: if nr == 40 (sendfile) goto 29 else goto 30
  29: return TRACE 33 (sendfile)
  30: if nr == 46 (sendmsg) goto 31 else goto 32
  31: return TRACE 24 (sendmsg)
  32: if nr == 101 (ptrace) goto 33 else goto 34
  33: return TRACE 110 (ptrace)
  34: if nr == 165 (mount) goto 35 else goto 36
  35: return TRACE 70 (mount)
  36: if nr == 206 (io_setup) goto 37 else goto 38
  37: return TRACE 103 (io_setup)
  38: if nr == 209 (io_submit) goto 39 else goto 40
  39: return TRACE 104 (io_submit)
  40: if nr == 275 (splice) goto 41 else goto 42
  41: return TRACE 30 (splice)
  42: if nr == 276 (tee) goto 43 else goto 44
  43: return TRACE 31 (tee)
  44: if nr == 278 (vmsplice) goto 45 else goto 46
  45: return TRACE 32 (vmsplice)
  46: if nr == 307 (sendmmsg) goto 47 else goto 48
  47: return TRACE 25 (sendmmsg)
  48: if nr == 311 (process_vm_writev) goto 49 else goto 50
  49: return TRACE 111 (process_vm_writev)
  50: if nr == 321 (bpf) goto 51 else goto 52
  51: return TRACE 106 (bpf)
  52: if nr == 323 (userfaultfd) goto 53 else goto 54
  53: return TRACE 105 (userfaultfd)
  54: if nr == 328 (pwritev2) goto 55 else goto 56
  55: return TRACE 22 (pwritev2)
  56: if nr == 425 (io_uring_setup) goto 57 else goto 58
  57: return TRACE 100 (io_uring_setup)
  58: if nr == 426 (io_uring_enter) goto 59 else goto 60
  59: return TRACE 101 (io_uring_enter)
  60: if nr == 427 (io_uring_register) goto 61 else goto 62
  61: return TRACE 102 (io_uring_register)
  62: if nr == 430 (fsopen) goto 63 else goto 64
  63: return TRACE 71 (fsopen)
  64: if nr == 435 (clone3) goto 65 else goto 66
  65: return ERRNO ENOSYS
  66: if nr == 438 (pidfd_getfd) goto 67 else goto 68
  67: return TRACE 112 (pidfd_getfd)
  68: if nr == 53 (socketpair) goto 69 else goto 75
  69: A = arg0.high
  70  A = A & 0x0
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 158
  72: A = arg0.low
  73  if arg0.low == 0x1 goto 74 else goto 158
  74: return TRACE 12 (socketpair)
  75: if nr == 56 (clone) goto 76 else goto 83
  76: A = arg0.high
  77  A = A & 0x0
  78  if (arg0.high & 0x0) == 0x0 goto 79 else goto 158
  79: A = arg0.low
  80  A = A & 0x800000
  81  if (arg0.low & 0x800000) == 0x800000 goto 82 else goto 158
  82: return TRACE 107 (clone)
  83: if nr == 61 (wait4) goto 84 else goto 91
  84: A = arg2.high
  85  A = A & 0x0
  86  if (arg2.high & 0x0) == 0x0 goto 87 else goto 158
  87: A = arg2.low
  88  A = A & 0x1
  89  if (arg2.low & 0x1) == 0x1 goto 90 else goto 158
  90: return TRACE 90 (wait4)
  91: if nr == 293 (pipe2) goto 92 else goto 101
  92: A = arg1.high
  93  A = A & 0x0
  94  if (arg1.high & 0x0) == 0x0 goto 95 else goto 158
  95: A = arg1.low
  96  A = A & 0x80
  97  if (arg1.low & 0x80) == 0x80 goto 100 else goto 98
  98: if (arg1.low & 0x80) == 0x0 goto 99 else goto 158
  99: return TRACE 11 (pipe2)
 100: return TRACE 115 (pipe2)
 101: if nr == 16 (ioctl) goto 102 else goto 112
 102: A = arg1.high
 103  A = A & 0x0
 104  if (arg1.high & 0x0) == 0x0 goto 105 else goto 158
 105: A = arg1.low
 106  if arg1.low == 0xaa00 goto 111 else goto 107
 107: if arg1.low == 0x541c goto 110 else goto 108
 108: if arg1.low == 0x5412 goto 109 else goto 158
 109: return TRACE 113 (ioctl)
 110: return TRACE 114 (ioctl)
 111: return TRACE 117 (ioctl)
 112: if nr == 157 (prctl) goto 113 else goto 123
 113: A = arg0.high
 114  A = A & 0x0
 115  if (arg0.high & 0x0) == 0x0 goto 116 else goto 158
 116: A = arg0.low
 117  if arg0.low == 0x16 goto 122 else goto 118
 118: if arg0.low == 0x4 goto 121 else goto 119
 119: if arg0.low == 0x3 goto 120 else goto 158
 120: return TRACE 41 (prctl)
 121: return TRACE 40 (prctl)
 122: return TRACE 51 (prctl)
 123: if nr == 247 (waitid) goto 124 else goto 143
 124: A = arg3.high
 125  A = A & 0x0
 126  if (arg3.high & 0x0) == 0x0 goto 127 else goto 130
 127: A = arg3.low
 128  A = A & 0x1
 129  if (arg3.low & 0x1) == 0x1 goto 142 else goto 130
 130: A = arg0.high
 131  A = A & 0x0
 132  if (arg0.high & 0x0) == 0x0 goto 133 else goto 158
 133: A = arg0.low
 134  if arg0.low == 0x3 goto 135 else goto 158
 135: A = arg3.high
 136  A = A & 0x0
 137  if (arg3.high & 0x0) == 0x0 goto 138 else goto 158
 138: A = arg3.low
 139  A = A & 0x1
 140  if (arg3.low & 0x1) == 0x0 goto 141 else goto 158
 141: return TRACE 92 (waitid)
 142: return TRACE 91 (waitid)
 143: if nr == 317 (seccomp) goto 144 else goto 158
 144: A = arg0.high
 145  A = A & 0x0
 146  if (arg0.high & 0x0) == 0x0 goto 147 else goto 158
 147: A = arg0.low
 148  if arg0.low == 0x1 goto 149 else goto 156
 149: A = arg1.high
 150  A = A & 0x0
 151  if (arg1.high & 0x0) == 0x0 goto 152 else goto 156
 152: A = arg1.low
 153  A = A & 0x8
 154  if (arg1.low & 0x8) == 0x8 goto 160 else goto 155
 155: if (arg1.low & 0x8) == 0x0 goto 159 else goto 156
 156: A = arg0.low
 157  if arg0.low == 0x0 goto 159 else goto 158
 158: return ALLOW
 159: return TRACE 50 (seccomp)
 160: return TRACE 109 (seccomp)
 161: return TRACE 120 (other ABI)
