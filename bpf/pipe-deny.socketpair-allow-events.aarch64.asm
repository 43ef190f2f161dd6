   0  A = arch
   1  if arch == aarch64 goto 2 else goto 15
   2: A = nr
   3  if nr > 469 goto 4 else goto 5
   4: return TRACE 121 (unknown call)
   5: A = nr
   6  if nr == 261 (prlimit64) goto 7 else goto 10
   7: A = arg0.low
   8  if arg0.low == 0x0 goto 10 else goto 9
   9: return TRACE 80 (prlimit64)
  10: A = nr
  11  if nr == 199 (socketpair) goto 12 else goto 15
  12: A = arg0.low
  13  if arg0.low == 0x1 goto 15 else goto 14
  14: return TRACE 116 (socketpair)
  15: A = arch
  16  if arch == aarch64 goto 17 else goto 171
  17: A = nr
  18  if nr == 0 (io_setup) goto 19 else goto 20
  19: return TRACE 103 (io_setup)
  20: if nr == 2 (io_submit) goto 21 else goto 22
  21: return TRACE 104 (io_submit)
  22: if nr == 40 (mount) goto 23 else goto 24
  23: return TRACE 70 (mount)
  24: if nr == 64 (write) goto 25 else goto 26
  25: return TRACE 20 (write)
  26: if nr == 66 (writev) goto 27 else goto 28
  27: return TRACE 21 (writev)
  28: if nr == 71 (sendfile) goto 29 else goto 30
  29: return TRACE 33 (sendfile)
  30: if nr == 76 (splice) goto 31 else goto 32
  31: return TRACE 30 (splice)
  32: if nr == 117 (ptrace) goto 33 else goto 34
  33: return TRACE 110 (ptrace)
  34: if nr == 200 (bind) goto 35 else goto 36
  35: return TRACE 60 (bind)
  36: if nr == 203 (connect) goto 37 else goto 38
  37: return TRACE 61 (connect)
  38: if nr == 206 (sendto) goto 39 else goto 40
  39: return TRACE 23 (sendto)
  40: if nr == 211 (sendmsg) goto 41 else goto 42
  41: return TRACE 24 (sendmsg)
  42: if nr == 269 (sendmmsg) goto 43 else goto 44
  43: return TRACE 25 (sendmmsg)
  44: if nr == 271 (process_vm_writev) goto 45 else goto 46
  45: return TRACE 111 (process_vm_writev)
  46: if nr == 280 (bpf) goto 47 else goto 48
  47: return TRACE 106 (bpf)
  48: if nr == 282 (userfaultfd) goto 49 else goto 50
  49: return TRACE 105 (userfaultfd)
  50: if nr == 287 (pwritev2) goto 51 else goto 52
  51: return TRACE 22 (pwritev2)
  52: if nr == 425 (io_uring_setup) goto 53 else goto 54
  53: return TRACE 100 (io_uring_setup)
  54: if nr == 426 (io_uring_enter) goto 55 else goto 56
  55: return TRACE 101 (io_uring_enter)
  56: if nr == 427 (io_uring_register) goto 57 else goto 58
  57: return TRACE 102 (io_uring_register)
  58: if nr == 430 (fsopen) goto 59 else goto 60
  59: return TRACE 71 (fsopen)
  60: if nr == 435 (clone3) goto 61 else goto 62
  61: return ERRNO ENOSYS
  62: if nr == 438 (pidfd_getfd) goto 63 else goto 64
  63: return TRACE 112 (pidfd_getfd)
  64: if nr == 199 (socketpair) goto 65 else goto 71
  65: A = arg0.high
  66  A = A & 0x0
  67  if (arg0.high & 0x0) == 0x0 goto 68 else goto 168
  68: A = arg0.low
  69  if arg0.low == 0x1 goto 70 else goto 168
  70: return TRACE 12 (socketpair)
  71: if nr == 220 (clone) goto 72 else goto 79
  72: A = arg0.high
  73  A = A & 0x0
  74  if (arg0.high & 0x0) == 0x0 goto 75 else goto 168
  75: A = arg0.low
  76  A = A & 0x800000
  77  if (arg0.low & 0x800000) == 0x800000 goto 78 else goto 168
  78: return TRACE 107 (clone)
  79: if nr == 260 (wait4) goto 80 else goto 87
  80: A = arg2.high
  81  A = A & 0x0
  82  if (arg2.high & 0x0) == 0x0 goto 83 else goto 168
  83: A = arg2.low
  84  A = A & 0x1
  85  if (arg2.low & 0x1) == 0x1 goto 86 else goto 168
  86: return TRACE 90 (wait4)
  87: if nr == 59 (pipe2) goto 88 else goto 97
  88: A = arg1.high
  89  A = A & 0x0
  90  if (arg1.high & 0x0) == 0x0 goto 91 else goto 168
  91: A = arg1.low
  92  A = A & 0x80
  93  if (arg1.low & 0x80) == 0x80 goto 96 else goto 94
  94: if (arg1.low & 0x80) == 0x0 goto 95 else goto 168
  95: return TRACE 11 (pipe2)
  96: return TRACE 115 (pipe2)
  97: if nr == 29 (ioctl) goto 98 else goto 108
  98: A = arg1.high
  99  A = A & 0x0
 100  if (arg1.high & 0x0) == 0x0 goto 101 else goto 168
 101: A = arg1.low
 102  if arg1.low == 0xaa00 goto 107 else goto 103
 103: if arg1.low == 0x541c goto 106 else goto 104
 104: if arg1.low == 0x5412 goto 105 else goto 168
 105: return TRACE 113 (ioctl)
 106: return TRACE 114 (ioctl)
 107: return TRACE 117 (ioctl)
 108: if nr == 167 (prctl) goto 109 else goto 119
 109: A = arg0.high
 110  A = A & 0x0
 111  if (arg0.high & 0x0) == 0x0 goto 112 else goto 168
 112: A = arg0.low
 113  if arg0.low == 0x16 goto 118 else goto 114
 114: if arg0.low == 0x4 goto 117 else goto 115
 115: if arg0.low == 0x3 goto 116 else goto 168
 116: return TRACE 41 (prctl)
 117: return TRACE 40 (prctl)
 118: return TRACE 51 (prctl)
 119: if nr == 208 (setsockopt) goto 120 else goto 133
 120: A = arg1.high
 121  A = A & 0x0
 122  if (arg1.high & 0x0) == 0x0 goto 123 else goto 168
 123: A = arg1.low
 124  if arg1.low == 0x1 goto 125 else goto 168
 125: A = arg2.high
 126  A = A & 0x0
 127  if (arg2.high & 0x0) == 0x0 goto 128 else goto 168
 128: A = arg2.low
 129  if arg2.low == 0x4c goto 132 else goto 130
 130: if arg2.low == 0x10 goto 131 else goto 168
 131: return TRACE 62 (setsockopt)
 132: return TRACE 63 (setsockopt)
 133: if nr == 95 (waitid) goto 134 else goto 153
 134: A = arg3.high
 135  A = A & 0x0
 136  if (arg3.high & 0x0) == 0x0 goto 137 else goto 140
 137: A = arg3.low
 138  A = A & 0x1
 139  if (arg3.low & 0x1) == 0x1 goto 152 else goto 140
 140: A = arg0.high
 141  A = A & 0x0
 142  if (arg0.high & 0x0) == 0x0 goto 143 else goto 168
 143: A = arg0.low
 144  if arg0.low == 0x3 goto 145 else goto 168
 145: A = arg3.high
 146  A = A & 0x0
 147  if (arg3.high & 0x0) == 0x0 goto 148 else goto 168
 148: A = arg3.low
 149  A = A & 0x1
 150  if (arg3.low & 0x1) == 0x0 goto 151 else goto 168
 151: return TRACE 92 (waitid)
 152: return TRACE 91 (waitid)
 153: if nr == 277 (seccomp) goto 154 else goto 168
 154: A = arg0.high
 155  A = A & 0x0
 156  if (arg0.high & 0x0) == 0x0 goto 157 else goto 168
 157: A = arg0.low
 158  if arg0.low == 0x1 goto 159 else goto 166
 159: A = arg1.high
 160  A = A & 0x0
 161  if (arg1.high & 0x0) == 0x0 goto 162 else goto 166
 162: A = arg1.low
 163  A = A & 0x8
 164  if (arg1.low & 0x8) == 0x8 goto 170 else goto 165
 165: if (arg1.low & 0x8) == 0x0 goto 169 else goto 166
 166: A = arg0.low
 167  if arg0.low == 0x0 goto 169 else goto 168
 168: return ALLOW
 169: return TRACE 50 (seccomp)
 170: return TRACE 109 (seccomp)
 171: return TRACE 120 (other ABI)
