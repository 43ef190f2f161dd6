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
  16  if arch == aarch64 goto 17 else goto 191
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
  30: if nr == 75 (vmsplice) goto 31 else goto 32
  31: return TRACE 32 (vmsplice)
  32: if nr == 76 (splice) goto 33 else goto 34
  33: return TRACE 30 (splice)
  34: if nr == 77 (tee) goto 35 else goto 36
  35: return TRACE 31 (tee)
  36: if nr == 117 (ptrace) goto 37 else goto 38
  37: return TRACE 110 (ptrace)
  38: if nr == 200 (bind) goto 39 else goto 40
  39: return TRACE 60 (bind)
  40: if nr == 203 (connect) goto 41 else goto 42
  41: return TRACE 61 (connect)
  42: if nr == 206 (sendto) goto 43 else goto 44
  43: return TRACE 23 (sendto)
  44: if nr == 211 (sendmsg) goto 45 else goto 46
  45: return TRACE 24 (sendmsg)
  46: if nr == 269 (sendmmsg) goto 47 else goto 48
  47: return TRACE 25 (sendmmsg)
  48: if nr == 271 (process_vm_writev) goto 49 else goto 50
  49: return TRACE 111 (process_vm_writev)
  50: if nr == 280 (bpf) goto 51 else goto 52
  51: return TRACE 106 (bpf)
  52: if nr == 282 (userfaultfd) goto 53 else goto 54
  53: return TRACE 105 (userfaultfd)
  54: if nr == 287 (pwritev2) goto 55 else goto 56
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
  68: if nr == 97 (unshare) goto 69 else goto 76
  69: A = arg0.high
  70  A = A & 0x0
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 188
  72: A = arg0.low
  73  A = A & 0x400
  74  if (arg0.low & 0x400) == 0x400 goto 75 else goto 188
  75: return TRACE 118 (unshare)
  76: if nr == 199 (socketpair) goto 77 else goto 83
  77: A = arg0.high
  78  A = A & 0x0
  79  if (arg0.high & 0x0) == 0x0 goto 80 else goto 188
  80: A = arg0.low
  81  if arg0.low == 0x1 goto 82 else goto 188
  82: return TRACE 12 (socketpair)
  83: if nr == 220 (clone) goto 84 else goto 91
  84: A = arg0.high
  85  A = A & 0x0
  86  if (arg0.high & 0x0) == 0x0 goto 87 else goto 188
  87: A = arg0.low
  88  A = A & 0x800000
  89  if (arg0.low & 0x800000) == 0x800000 goto 90 else goto 188
  90: return TRACE 107 (clone)
  91: if nr == 260 (wait4) goto 92 else goto 99
  92: A = arg2.high
  93  A = A & 0x0
  94  if (arg2.high & 0x0) == 0x0 goto 95 else goto 188
  95: A = arg2.low
  96  A = A & 0x1
  97  if (arg2.low & 0x1) == 0x1 goto 98 else goto 188
  98: return TRACE 90 (wait4)
  99: if nr == 436 (close_range) goto 100 else goto 107
 100: A = arg2.high
 101  A = A & 0x0
 102  if (arg2.high & 0x0) == 0x0 goto 103 else goto 188
 103: A = arg2.low
 104  A = A & 0x2
 105  if (arg2.low & 0x2) == 0x2 goto 106 else goto 188
 106: return TRACE 119 (close_range)
 107: if nr == 59 (pipe2) goto 108 else goto 117
 108: A = arg1.high
 109  A = A & 0x0
 110  if (arg1.high & 0x0) == 0x0 goto 111 else goto 188
 111: A = arg1.low
 112  A = A & 0x80
 113  if (arg1.low & 0x80) == 0x80 goto 116 else goto 114
 114: if (arg1.low & 0x80) == 0x0 goto 115 else goto 188
 115: return TRACE 11 (pipe2)
 116: return TRACE 115 (pipe2)
 117: if nr == 29 (ioctl) goto 118 else goto 128
 118: A = arg1.high
 119  A = A & 0x0
 120  if (arg1.high & 0x0) == 0x0 goto 121 else goto 188
 121: A = arg1.low
 122  if arg1.low == 0xaa00 goto 127 else goto 123
 123: if arg1.low == 0x541c goto 126 else goto 124
 124: if arg1.low == 0x5412 goto 125 else goto 188
 125: return TRACE 113 (ioctl)
 126: return TRACE 114 (ioctl)
 127: return TRACE 117 (ioctl)
 128: if nr == 167 (prctl) goto 129 else goto 139
 129: A = arg0.high
 130  A = A & 0x0
 131  if (arg0.high & 0x0) == 0x0 goto 132 else goto 188
 132: A = arg0.low
 133  if arg0.low == 0x16 goto 138 else goto 134
 134: if arg0.low == 0x4 goto 137 else goto 135
 135: if arg0.low == 0x3 goto 136 else goto 188
 136: return TRACE 41 (prctl)
 137: return TRACE 40 (prctl)
 138: return TRACE 51 (prctl)
 139: if nr == 208 (setsockopt) goto 140 else goto 153
 140: A = arg1.high
 141  A = A & 0x0
 142  if (arg1.high & 0x0) == 0x0 goto 143 else goto 188
 143: A = arg1.low
 144  if arg1.low == 0x1 goto 145 else goto 188
 145: A = arg2.high
 146  A = A & 0x0
 147  if (arg2.high & 0x0) == 0x0 goto 148 else goto 188
 148: A = arg2.low
 149  if arg2.low == 0x4c goto 152 else goto 150
 150: if arg2.low == 0x10 goto 151 else goto 188
 151: return TRACE 62 (setsockopt)
 152: return TRACE 63 (setsockopt)
 153: if nr == 95 (waitid) goto 154 else goto 173
 154: A = arg3.high
 155  A = A & 0x0
 156  if (arg3.high & 0x0) == 0x0 goto 157 else goto 160
 157: A = arg3.low
 158  A = A & 0x1
 159  if (arg3.low & 0x1) == 0x1 goto 172 else goto 160
 160: A = arg0.high
 161  A = A & 0x0
 162  if (arg0.high & 0x0) == 0x0 goto 163 else goto 188
 163: A = arg0.low
 164  if arg0.low == 0x3 goto 165 else goto 188
 165: A = arg3.high
 166  A = A & 0x0
 167  if (arg3.high & 0x0) == 0x0 goto 168 else goto 188
 168: A = arg3.low
 169  A = A & 0x1
 170  if (arg3.low & 0x1) == 0x0 goto 171 else goto 188
 171: return TRACE 92 (waitid)
 172: return TRACE 91 (waitid)
 173: if nr == 277 (seccomp) goto 174 else goto 188
 174: A = arg0.high
 175  A = A & 0x0
 176  if (arg0.high & 0x0) == 0x0 goto 177 else goto 188
 177: A = arg0.low
 178  if arg0.low == 0x1 goto 179 else goto 186
 179: A = arg1.high
 180  A = A & 0x0
 181  if (arg1.high & 0x0) == 0x0 goto 182 else goto 186
 182: A = arg1.low
 183  A = A & 0x8
 184  if (arg1.low & 0x8) == 0x8 goto 190 else goto 185
 185: if (arg1.low & 0x8) == 0x0 goto 189 else goto 186
 186: A = arg0.low
 187  if arg0.low == 0x0 goto 189 else goto 188
 188: return ALLOW
 189: return TRACE 50 (seccomp)
 190: return TRACE 109 (seccomp)
 191: return TRACE 120 (other ABI)
