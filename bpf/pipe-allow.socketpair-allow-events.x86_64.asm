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
  18  if arch == x86_64 goto 19 else goto 173
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 173
  22: if nr == 1 (write) goto 23 else goto 24
  23: return TRACE 20 (write)
  24: if nr == 20 (writev) goto 25 else goto 26
  25: return TRACE 21 (writev)
  26: if nr == 40 (sendfile) goto 27 else goto 28
  27: return TRACE 33 (sendfile)
  28: if nr == 42 (connect) goto 29 else goto 30
  29: return TRACE 61 (connect)
  30: if nr == 44 (sendto) goto 31 else goto 32
  31: return TRACE 23 (sendto)
  32: if nr == 46 (sendmsg) goto 33 else goto 34
  33: return TRACE 24 (sendmsg)
  34: if nr == 49 (bind) goto 35 else goto 36
  35: return TRACE 60 (bind)
  36: if nr == 101 (ptrace) goto 37 else goto 38
  37: return TRACE 110 (ptrace)
  38: if nr == 165 (mount) goto 39 else goto 40
  39: return TRACE 70 (mount)
  40: if nr == 206 (io_setup) goto 41 else goto 42
  41: return TRACE 103 (io_setup)
  42: if nr == 209 (io_submit) goto 43 else goto 44
  43: return TRACE 104 (io_submit)
  44: if nr == 275 (splice) goto 45 else goto 46
  45: return TRACE 30 (splice)
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
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 170
  72: A = arg0.low
  73  if arg0.low == 0x1 goto 74 else goto 170
  74: return TRACE 12 (socketpair)
  75: if nr == 56 (clone) goto 76 else goto 83
  76: A = arg0.high
  77  A = A & 0x0
  78  if (arg0.high & 0x0) == 0x0 goto 79 else goto 170
  79: A = arg0.low
  80  A = A & 0x800000
  81  if (arg0.low & 0x800000) == 0x800000 goto 82 else goto 170
  82: return TRACE 107 (clone)
  83: if nr == 61 (wait4) goto 84 else goto 91
  84: A = arg2.high
  85  A = A & 0x0
  86  if (arg2.high & 0x0) == 0x0 goto 87 else goto 170
  87: A = arg2.low
  88  A = A & 0x1
  89  if (arg2.low & 0x1) == 0x1 goto 90 else goto 170
  90: return TRACE 90 (wait4)
  91: if nr == 293 (pipe2) goto 92 else goto 99
  92: A = arg1.high
  93  A = A & 0x0
  94  if (arg1.high & 0x0) == 0x0 goto 95 else goto 170
  95: A = arg1.low
  96  A = A & 0x80
  97  if (arg1.low & 0x80) == 0x80 goto 98 else goto 170
  98: return TRACE 115 (pipe2)
  99: if nr == 16 (ioctl) goto 100 else goto 110
 100: A = arg1.high
 101  A = A & 0x0
 102  if (arg1.high & 0x0) == 0x0 goto 103 else goto 170
 103: A = arg1.low
 104  if arg1.low == 0xaa00 goto 109 else goto 105
 105: if arg1.low == 0x541c goto 108 else goto 106
 106: if arg1.low == 0x5412 goto 107 else goto 170
 107: return TRACE 113 (ioctl)
 108: return TRACE 114 (ioctl)
 109: return TRACE 117 (ioctl)
 110: if nr == 157 (prctl) goto 111 else goto 121
 111: A = arg0.high
 112  A = A & 0x0
 113  if (arg0.high & 0x0) == 0x0 goto 114 else goto 170
 114: A = arg0.low
 115  if arg0.low == 0x16 goto 120 else goto 116
 116: if arg0.low == 0x4 goto 119 else goto 117
 117: if arg0.low == 0x3 goto 118 else goto 170
 118: return TRACE 41 (prctl)
 119: return TRACE 40 (prctl)
 120: return TRACE 51 (prctl)
 121: if nr == 54 (setsockopt) goto 122 else goto 135
 122: A = arg1.high
 123  A = A & 0x0
 124  if (arg1.high & 0x0) == 0x0 goto 125 else goto 170
 125: A = arg1.low
 126  if arg1.low == 0x1 goto 127 else goto 170
 127: A = arg2.high
 128  A = A & 0x0
 129  if (arg2.high & 0x0) == 0x0 goto 130 else goto 170
 130: A = arg2.low
 131  if arg2.low == 0x4c goto 134 else goto 132
 132: if arg2.low == 0x10 goto 133 else goto 170
 133: return TRACE 62 (setsockopt)
 134: return TRACE 63 (setsockopt)
 135: if nr == 247 (waitid) goto 136 else goto 155
 136: A = arg3.high
 137  A = A & 0x0
 138  if (arg3.high & 0x0) == 0x0 goto 139 else goto 142
 139: A = arg3.low
 140  A = A & 0x1
 141  if (arg3.low & 0x1) == 0x1 goto 154 else goto 142
 142: A = arg0.high
 143  A = A & 0x0
 144  if (arg0.high & 0x0) == 0x0 goto 145 else goto 170
 145: A = arg0.low
 146  if arg0.low == 0x3 goto 147 else goto 170
 147: A = arg3.high
 148  A = A & 0x0
 149  if (arg3.high & 0x0) == 0x0 goto 150 else goto 170
 150: A = arg3.low
 151  A = A & 0x1
 152  if (arg3.low & 0x1) == 0x0 goto 153 else goto 170
 153: return TRACE 92 (waitid)
 154: return TRACE 91 (waitid)
 155: if nr == 317 (seccomp) goto 156 else goto 170
 156: A = arg0.high
 157  A = A & 0x0
 158  if (arg0.high & 0x0) == 0x0 goto 159 else goto 170
 159: A = arg0.low
 160  if arg0.low == 0x1 goto 161 else goto 168
 161: A = arg1.high
 162  A = A & 0x0
 163  if (arg1.high & 0x0) == 0x0 goto 164 else goto 168
 164: A = arg1.low
 165  A = A & 0x8
 166  if (arg1.low & 0x8) == 0x8 goto 172 else goto 167
 167: if (arg1.low & 0x8) == 0x0 goto 171 else goto 168
 168: A = arg0.low
 169  if arg0.low == 0x0 goto 171 else goto 170
 170: return ALLOW
 171: return TRACE 50 (seccomp)
 172: return TRACE 109 (seccomp)
 173: return TRACE 120 (other ABI)
