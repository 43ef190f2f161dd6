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
  18  if arch == x86_64 goto 19 else goto 197
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 197
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
  77  if (arg0.high & 0x0) == 0x0 goto 78 else goto 194
  78: A = arg0.low
  79  if arg0.low == 0x1 goto 80 else goto 194
  80: return TRACE 12 (socketpair)
  81: if nr == 56 (clone) goto 82 else goto 89
  82: A = arg0.high
  83  A = A & 0x0
  84  if (arg0.high & 0x0) == 0x0 goto 85 else goto 194
  85: A = arg0.low
  86  A = A & 0x800000
  87  if (arg0.low & 0x800000) == 0x800000 goto 88 else goto 194
  88: return TRACE 107 (clone)
  89: if nr == 61 (wait4) goto 90 else goto 97
  90: A = arg2.high
  91  A = A & 0x0
  92  if (arg2.high & 0x0) == 0x0 goto 93 else goto 194
  93: A = arg2.low
  94  A = A & 0x1
  95  if (arg2.low & 0x1) == 0x1 goto 96 else goto 194
  96: return TRACE 90 (wait4)
  97: if nr == 272 (unshare) goto 98 else goto 105
  98: A = arg0.high
  99  A = A & 0x0
 100  if (arg0.high & 0x0) == 0x0 goto 101 else goto 194
 101: A = arg0.low
 102  A = A & 0x400
 103  if (arg0.low & 0x400) == 0x400 goto 104 else goto 194
 104: return TRACE 118 (unshare)
 105: if nr == 436 (close_range) goto 106 else goto 113
 106: A = arg2.high
 107  A = A & 0x0
 108  if (arg2.high & 0x0) == 0x0 goto 109 else goto 194
 109: A = arg2.low
 110  A = A & 0x2
 111  if (arg2.low & 0x2) == 0x2 goto 112 else goto 194
 112: return TRACE 119 (close_range)
 113: if nr == 293 (pipe2) goto 114 else goto 123
 114: A = arg1.high
 115  A = A & 0x0
 116  if (arg1.high & 0x0) == 0x0 goto 117 else goto 194
 117: A = arg1.low
 118  A = A & 0x80
 119  if (arg1.low & 0x80) == 0x80 goto 122 else goto 120
 120: if (arg1.low & 0x80) == 0x0 goto 121 else goto 194
 121: return TRACE 11 (pipe2)
 122: return TRACE 115 (pipe2)
 123: if nr == 16 (ioctl) goto 124 else goto 134
 124: A = arg1.high
 125  A = A & 0x0
 126  if (arg1.high & 0x0) == 0x0 goto 127 else goto 194
 127: A = arg1.low
 128  if arg1.low == 0xaa00 goto 133 else goto 129
 129: if arg1.low == 0x541c goto 132 else goto 130
 130: if arg1.low == 0x5412 goto 131 else goto 194
 131: return TRACE 113 (ioctl)
 132: return TRACE 114 (ioctl)
 133: return TRACE 117 (ioctl)
 134: if nr == 157 (prctl) goto 135 else goto 145
 135: A = arg0.high
 136  A = A & 0x0
 137  if (arg0.high & 0x0) == 0x0 goto 138 else goto 194
 138: A = arg0.low
 139  if arg0.low == 0x16 goto 144 else goto 140
 140: if arg0.low == 0x4 goto 143 else goto 141
 141: if arg0.low == 0x3 goto 142 else goto 194
 142: return TRACE 41 (prctl)
 143: return TRACE 40 (prctl)
 144: return TRACE 51 (prctl)
 145: if nr == 54 (setsockopt) goto 146 else goto 159
 146: A = arg1.high
 147  A = A & 0x0
 148  if (arg1.high & 0x0) == 0x0 goto 149 else goto 194
 149: A = arg1.low
 150  if arg1.low == 0x1 goto 151 else goto 194
 151: A = arg2.high
 152  A = A & 0x0
 153  if (arg2.high & 0x0) == 0x0 goto 154 else goto 194
 154: A = arg2.low
 155  if arg2.low == 0x4c goto 158 else goto 156
 156: if arg2.low == 0x10 goto 157 else goto 194
 157: return TRACE 62 (setsockopt)
 158: return TRACE 63 (setsockopt)
 159: if nr == 247 (waitid) goto 160 else goto 179
 160: A = arg3.high
 161  A = A & 0x0
 162  if (arg3.high & 0x0) == 0x0 goto 163 else goto 166
 163: A = arg3.low
 164  A = A & 0x1
 165  if (arg3.low & 0x1) == 0x1 goto 178 else goto 166
 166: A = arg0.high
 167  A = A & 0x0
 168  if (arg0.high & 0x0) == 0x0 goto 169 else goto 194
 169: A = arg0.low
 170  if arg0.low == 0x3 goto 171 else goto 194
 171: A = arg3.high
 172  A = A & 0x0
 173  if (arg3.high & 0x0) == 0x0 goto 174 else goto 194
 174: A = arg3.low
 175  A = A & 0x1
 176  if (arg3.low & 0x1) == 0x0 goto 177 else goto 194
 177: return TRACE 92 (waitid)
 178: return TRACE 91 (waitid)
 179: if nr == 317 (seccomp) goto 180 else goto 194
 180: A = arg0.high
 181  A = A & 0x0
 182  if (arg0.high & 0x0) == 0x0 goto 183 else goto 194
 183: A = arg0.low
 184  if arg0.low == 0x1 goto 185 else goto 192
 185: A = arg1.high
 186  A = A & 0x0
 187  if (arg1.high & 0x0) == 0x0 goto 188 else goto 192
 188: A = arg1.low
 189  A = A & 0x8
 190  if (arg1.low & 0x8) == 0x8 goto 196 else goto 191
 191: if (arg1.low & 0x8) == 0x0 goto 195 else goto 192
 192: A = arg0.low
 193  if arg0.low == 0x0 goto 195 else goto 194
 194: return ALLOW
 195: return TRACE 50 (seccomp)
 196: return TRACE 109 (seccomp)
 197: return TRACE 120 (other ABI)
