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
  18  if arch == x86_64 goto 19 else goto 177
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 177
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
  48: if nr == 307 (sendmmsg) goto 49 else goto 50
  49: return TRACE 25 (sendmmsg)
  50: if nr == 311 (process_vm_writev) goto 51 else goto 52
  51: return TRACE 111 (process_vm_writev)
  52: if nr == 321 (bpf) goto 53 else goto 54
  53: return TRACE 106 (bpf)
  54: if nr == 323 (userfaultfd) goto 55 else goto 56
  55: return TRACE 105 (userfaultfd)
  56: if nr == 328 (pwritev2) goto 57 else goto 58
  57: return TRACE 22 (pwritev2)
  58: if nr == 425 (io_uring_setup) goto 59 else goto 60
  59: return TRACE 100 (io_uring_setup)
  60: if nr == 426 (io_uring_enter) goto 61 else goto 62
  61: return TRACE 101 (io_uring_enter)
  62: if nr == 427 (io_uring_register) goto 63 else goto 64
  63: return TRACE 102 (io_uring_register)
  64: if nr == 430 (fsopen) goto 65 else goto 66
  65: return TRACE 71 (fsopen)
  66: if nr == 435 (clone3) goto 67 else goto 68
  67: return ERRNO ENOSYS
  68: if nr == 438 (pidfd_getfd) goto 69 else goto 70
  69: return TRACE 112 (pidfd_getfd)
  70: if nr == 53 (socketpair) goto 71 else goto 77
  71: A = arg0.high
  72  A = A & 0x0
  73  if (arg0.high & 0x0) == 0x0 goto 74 else goto 174
  74: A = arg0.low
  75  if arg0.low == 0x1 goto 76 else goto 174
  76: return TRACE 12 (socketpair)
  77: if nr == 56 (clone) goto 78 else goto 85
  78: A = arg0.high
  79  A = A & 0x0
  80  if (arg0.high & 0x0) == 0x0 goto 81 else goto 174
  81: A = arg0.low
  82  A = A & 0x800000
  83  if (arg0.low & 0x800000) == 0x800000 goto 84 else goto 174
  84: return TRACE 107 (clone)
  85: if nr == 61 (wait4) goto 86 else goto 93
  86: A = arg2.high
  87  A = A & 0x0
  88  if (arg2.high & 0x0) == 0x0 goto 89 else goto 174
  89: A = arg2.low
  90  A = A & 0x1
  91  if (arg2.low & 0x1) == 0x1 goto 92 else goto 174
  92: return TRACE 90 (wait4)
  93: if nr == 293 (pipe2) goto 94 else goto 103
  94: A = arg1.high
  95  A = A & 0x0
  96  if (arg1.high & 0x0) == 0x0 goto 97 else goto 174
  97: A = arg1.low
  98  A = A & 0x80
  99  if (arg1.low & 0x80) == 0x80 goto 102 else goto 100
 100: if (arg1.low & 0x80) == 0x0 goto 101 else goto 174
 101: return TRACE 11 (pipe2)
 102: return TRACE 115 (pipe2)
 103: if nr == 16 (ioctl) goto 104 else goto 114
 104: A = arg1.high
 105  A = A & 0x0
 106  if (arg1.high & 0x0) == 0x0 goto 107 else goto 174
 107: A = arg1.low
 108  if arg1.low == 0xaa00 goto 113 else goto 109
 109: if arg1.low == 0x541c goto 112 else goto 110
 110: if arg1.low == 0x5412 goto 111 else goto 174
 111: return TRACE 113 (ioctl)
 112: return TRACE 114 (ioctl)
 113: return TRACE 117 (ioctl)
 114: if nr == 157 (prctl) goto 115 else goto 125
 115: A = arg0.high
 116  A = A & 0x0
 117  if (arg0.high & 0x0) == 0x0 goto 118 else goto 174
 118: A = arg0.low
 119  if arg0.low == 0x16 goto 124 else goto 120
 120: if arg0.low == 0x4 goto 123 else goto 121
 121: if arg0.low == 0x3 goto 122 else goto 174
 122: return TRACE 41 (prctl)
 123: return TRACE 40 (prctl)
 124: return TRACE 51 (prctl)
 125: if nr == 54 (setsockopt) goto 126 else goto 139
 126: A = arg1.high
 127  A = A & 0x0
 128  if (arg1.high & 0x0) == 0x0 goto 129 else goto 174
 129: A = arg1.low
 130  if arg1.low == 0x1 goto 131 else goto 174
 131: A = arg2.high
 132  A = A & 0x0
 133  if (arg2.high & 0x0) == 0x0 goto 134 else goto 174
 134: A = arg2.low
 135  if arg2.low == 0x4c goto 138 else goto 136
 136: if arg2.low == 0x10 goto 137 else goto 174
 137: return TRACE 62 (setsockopt)
 138: return TRACE 63 (setsockopt)
 139: if nr == 247 (waitid) goto 140 else goto 159
 140: A = arg3.high
 141  A = A & 0x0
 142  if (arg3.high & 0x0) == 0x0 goto 143 else goto 146
 143: A = arg3.low
 144  A = A & 0x1
 145  if (arg3.low & 0x1) == 0x1 goto 158 else goto 146
 146: A = arg0.high
 147  A = A & 0x0
 148  if (arg0.high & 0x0) == 0x0 goto 149 else goto 174
 149: A = arg0.low
 150  if arg0.low == 0x3 goto 151 else goto 174
 151: A = arg3.high
 152  A = A & 0x0
 153  if (arg3.high & 0x0) == 0x0 goto 154 else goto 174
 154: A = arg3.low
 155  A = A & 0x1
 156  if (arg3.low & 0x1) == 0x0 goto 157 else goto 174
 157: return TRACE 92 (waitid)
 158: return TRACE 91 (waitid)
 159: if nr == 317 (seccomp) goto 160 else goto 174
 160: A = arg0.high
 161  A = A & 0x0
 162  if (arg0.high & 0x0) == 0x0 goto 163 else goto 174
 163: A = arg0.low
 164  if arg0.low == 0x1 goto 165 else goto 172
 165: A = arg1.high
 166  A = A & 0x0
 167  if (arg1.high & 0x0) == 0x0 goto 168 else goto 172
 168: A = arg1.low
 169  A = A & 0x8
 170  if (arg1.low & 0x8) == 0x8 goto 176 else goto 171
 171: if (arg1.low & 0x8) == 0x0 goto 175 else goto 172
 172: A = arg0.low
 173  if arg0.low == 0x0 goto 175 else goto 174
 174: return ALLOW
 175: return TRACE 50 (seccomp)
 176: return TRACE 109 (seccomp)
 177: return TRACE 120 (other ABI)
