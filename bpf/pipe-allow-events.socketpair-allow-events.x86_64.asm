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
  18  if arch == x86_64 goto 19 else goto 181
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 181
  22: if nr == 1 (write) goto 23 else goto 24
  23: return TRACE 20 (write)
  24: if nr == 20 (writev) goto 25 else goto 26
  25: return TRACE 21 (writev)
  26: if nr == 22 (pipe) goto 27 else goto 28
  27: return TRACE 10 (pipe)
  28: if nr == 40 (sendfile) goto 29 else goto 30
  29: return TRACE 33 (sendfile)
  30: if nr == 42 (connect) goto 31 else goto 32
  31: return TRACE 61 (connect)
  32: if nr == 44 (sendto) goto 33 else goto 34
  33: return TRACE 23 (sendto)
  34: if nr == 46 (sendmsg) goto 35 else goto 36
  35: return TRACE 24 (sendmsg)
  36: if nr == 49 (bind) goto 37 else goto 38
  37: return TRACE 60 (bind)
  38: if nr == 101 (ptrace) goto 39 else goto 40
  39: return TRACE 110 (ptrace)
  40: if nr == 165 (mount) goto 41 else goto 42
  41: return TRACE 70 (mount)
  42: if nr == 206 (io_setup) goto 43 else goto 44
  43: return TRACE 103 (io_setup)
  44: if nr == 209 (io_submit) goto 45 else goto 46
  45: return TRACE 104 (io_submit)
  46: if nr == 275 (splice) goto 47 else goto 48
  47: return TRACE 30 (splice)
  48: if nr == 276 (tee) goto 49 else goto 50
  49: return TRACE 31 (tee)
  50: if nr == 278 (vmsplice) goto 51 else goto 52
  51: return TRACE 32 (vmsplice)
  52: if nr == 307 (sendmmsg) goto 53 else goto 54
  53: return TRACE 25 (sendmmsg)
  54: if nr == 311 (process_vm_writev) goto 55 else goto 56
  55: return TRACE 111 (process_vm_writev)
  56: if nr == 321 (bpf) goto 57 else goto 58
  57: return TRACE 106 (bpf)
  58: if nr == 323 (userfaultfd) goto 59 else goto 60
  59: return TRACE 105 (userfaultfd)
  60: if nr == 328 (pwritev2) goto 61 else goto 62
  61: return TRACE 22 (pwritev2)
  62: if nr == 425 (io_uring_setup) goto 63 else goto 64
  63: return TRACE 100 (io_uring_setup)
  64: if nr == 426 (io_uring_enter) goto 65 else goto 66
  65: return TRACE 101 (io_uring_enter)
  66: if nr == 427 (io_uring_register) goto 67 else goto 68
  67: return TRACE 102 (io_uring_register)
  68: if nr == 430 (fsopen) goto 69 else goto 70
  69: return TRACE 71 (fsopen)
  70: if nr == 435 (clone3) goto 71 else goto 72
  71: return ERRNO ENOSYS
  72: if nr == 438 (pidfd_getfd) goto 73 else goto 74
  73: return TRACE 112 (pidfd_getfd)
  74: if nr == 53 (socketpair) goto 75 else goto 81
  75: A = arg0.high
  76  A = A & 0x0
  77  if (arg0.high & 0x0) == 0x0 goto 78 else goto 178
  78: A = arg0.low
  79  if arg0.low == 0x1 goto 80 else goto 178
  80: return TRACE 12 (socketpair)
  81: if nr == 56 (clone) goto 82 else goto 89
  82: A = arg0.high
  83  A = A & 0x0
  84  if (arg0.high & 0x0) == 0x0 goto 85 else goto 178
  85: A = arg0.low
  86  A = A & 0x800000
  87  if (arg0.low & 0x800000) == 0x800000 goto 88 else goto 178
  88: return TRACE 107 (clone)
  89: if nr == 61 (wait4) goto 90 else goto 97
  90: A = arg2.high
  91  A = A & 0x0
  92  if (arg2.high & 0x0) == 0x0 goto 93 else goto 178
  93: A = arg2.low
  94  A = A & 0x1
  95  if (arg2.low & 0x1) == 0x1 goto 96 else goto 178
  96: return TRACE 90 (wait4)
  97: if nr == 293 (pipe2) goto 98 else goto 107
  98: A = arg1.high
  99  A = A & 0x0
 100  if (arg1.high & 0x0) == 0x0 goto 101 else goto 178
 101: A = arg1.low
 102  A = A & 0x80
 103  if (arg1.low & 0x80) == 0x80 goto 106 else goto 104
 104: if (arg1.low & 0x80) == 0x0 goto 105 else goto 178
 105: return TRACE 11 (pipe2)
 106: return TRACE 115 (pipe2)
 107: if nr == 16 (ioctl) goto 108 else goto 118
 108: A = arg1.high
 109  A = A & 0x0
 110  if (arg1.high & 0x0) == 0x0 goto 111 else goto 178
 111: A = arg1.low
 112  if arg1.low == 0xaa00 goto 117 else goto 113
 113: if arg1.low == 0x541c goto 116 else goto 114
 114: if arg1.low == 0x5412 goto 115 else goto 178
 115: return TRACE 113 (ioctl)
 116: return TRACE 114 (ioctl)
 117: return TRACE 117 (ioctl)
 118: if nr == 157 (prctl) goto 119 else goto 129
 119: A = arg0.high
 120  A = A & 0x0
 121  if (arg0.high & 0x0) == 0x0 goto 122 else goto 178
 122: A = arg0.low
 123  if arg0.low == 0x16 goto 128 else goto 124
 124: if arg0.low == 0x4 goto 127 else goto 125
 125: if arg0.low == 0x3 goto 126 else goto 178
 126: return TRACE 41 (prctl)
 127: return TRACE 40 (prctl)
 128: return TRACE 51 (prctl)
 129: if nr == 54 (setsockopt) goto 130 else goto 143
 130: A = arg1.high
 131  A = A & 0x0
 132  if (arg1.high & 0x0) == 0x0 goto 133 else goto 178
 133: A = arg1.low
 134  if arg1.low == 0x1 goto 135 else goto 178
 135: A = arg2.high
 136  A = A & 0x0
 137  if (arg2.high & 0x0) == 0x0 goto 138 else goto 178
 138: A = arg2.low
 139  if arg2.low == 0x4c goto 142 else goto 140
 140: if arg2.low == 0x10 goto 141 else goto 178
 141: return TRACE 62 (setsockopt)
 142: return TRACE 63 (setsockopt)
 143: if nr == 247 (waitid) goto 144 else goto 163
 144: A = arg3.high
 145  A = A & 0x0
 146  if (arg3.high & 0x0) == 0x0 goto 147 else goto 150
 147: A = arg3.low
 148  A = A & 0x1
 149  if (arg3.low & 0x1) == 0x1 goto 162 else goto 150
 150: A = arg0.high
 151  A = A & 0x0
 152  if (arg0.high & 0x0) == 0x0 goto 153 else goto 178
 153: A = arg0.low
 154  if arg0.low == 0x3 goto 155 else goto 178
 155: A = arg3.high
 156  A = A & 0x0
 157  if (arg3.high & 0x0) == 0x0 goto 158 else goto 178
 158: A = arg3.low
 159  A = A & 0x1
 160  if (arg3.low & 0x1) == 0x0 goto 161 else goto 178
 161: return TRACE 92 (waitid)
 162: return TRACE 91 (waitid)
 163: if nr == 317 (seccomp) goto 164 else goto 178
 164: A = arg0.high
 165  A = A & 0x0
 166  if (arg0.high & 0x0) == 0x0 goto 167 else goto 178
 167: A = arg0.low
 168  if arg0.low == 0x1 goto 169 else goto 176
 169: A = arg1.high
 170  A = A & 0x0
 171  if (arg1.high & 0x0) == 0x0 goto 172 else goto 176
 172: A = arg1.low
 173  A = A & 0x8
 174  if (arg1.low & 0x8) == 0x8 goto 180 else goto 175
 175: if (arg1.low & 0x8) == 0x0 goto 179 else goto 176
 176: A = arg0.low
 177  if arg0.low == 0x0 goto 179 else goto 178
 178: return ALLOW
 179: return TRACE 50 (seccomp)
 180: return TRACE 109 (seccomp)
 181: return TRACE 120 (other ABI)
