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
  16  if arch == aarch64 goto 17 else goto 169
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
  64: if nr == 59 (pipe2) goto 65 else goto 72
  65: A = arg1.high
  66  A = A & 0x0
  67  if (arg1.high & 0x0) == 0x0 goto 68 else goto 166
  68: A = arg1.low
  69  A = A & 0x80
  70  if (arg1.low & 0x80) == 0x80 goto 71 else goto 166
  71: return TRACE 115 (pipe2)
  72: if nr == 199 (socketpair) goto 73 else goto 79
  73: A = arg0.high
  74  A = A & 0x0
  75  if (arg0.high & 0x0) == 0x0 goto 76 else goto 166
  76: A = arg0.low
  77  if arg0.low == 0x1 goto 78 else goto 166
  78: return TRACE 12 (socketpair)
  79: if nr == 220 (clone) goto 80 else goto 87
  80: A = arg0.high
  81  A = A & 0x0
  82  if (arg0.high & 0x0) == 0x0 goto 83 else goto 166
  83: A = arg0.low
  84  A = A & 0x800000
  85  if (arg0.low & 0x800000) == 0x800000 goto 86 else goto 166
  86: return TRACE 107 (clone)
  87: if nr == 260 (wait4) goto 88 else goto 95
  88: A = arg2.high
  89  A = A & 0x0
  90  if (arg2.high & 0x0) == 0x0 goto 91 else goto 166
  91: A = arg2.low
  92  A = A & 0x1
  93  if (arg2.low & 0x1) == 0x1 goto 94 else goto 166
  94: return TRACE 90 (wait4)
  95: if nr == 29 (ioctl) goto 96 else goto 106
  96: A = arg1.high
  97  A = A & 0x0
  98  if (arg1.high & 0x0) == 0x0 goto 99 else goto 166
  99: A = arg1.low
 100  if arg1.low == 0xaa00 goto 105 else goto 101
 101: if arg1.low == 0x541c goto 104 else goto 102
 102: if arg1.low == 0x5412 goto 103 else goto 166
 103: return TRACE 113 (ioctl)
 104: return TRACE 114 (ioctl)
 105: return TRACE 117 (ioctl)
 106: if nr == 167 (prctl) goto 107 else goto 117
 107: A = arg0.high
 108  A = A & 0x0
 109  if (arg0.high & 0x0) == 0x0 goto 110 else goto 166
 110: A = arg0.low
 111  if arg0.low == 0x16 goto 116 else goto 112
 112: if arg0.low == 0x4 goto 115 else goto 113
 113: if arg0.low == 0x3 goto 114 else goto 166
 114: return TRACE 41 (prctl)
 115: return TRACE 40 (prctl)
 116: return TRACE 51 (prctl)
 117: if nr == 208 (setsockopt) goto 118 else goto 131
 118: A = arg1.high
 119  A = A & 0x0
 120  if (arg1.high & 0x0) == 0x0 goto 121 else goto 166
 121: A = arg1.low
 122  if arg1.low == 0x1 goto 123 else goto 166
 123: A = arg2.high
 124  A = A & 0x0
 125  if (arg2.high & 0x0) == 0x0 goto 126 else goto 166
 126: A = arg2.low
 127  if arg2.low == 0x4c goto 130 else goto 128
 128: if arg2.low == 0x10 goto 129 else goto 166
 129: return TRACE 62 (setsockopt)
 130: return TRACE 63 (setsockopt)
 131: if nr == 95 (waitid) goto 132 else goto 151
 132: A = arg3.high
 133  A = A & 0x0
 134  if (arg3.high & 0x0) == 0x0 goto 135 else goto 138
 135: A = arg3.low
 136  A = A & 0x1
 137  if (arg3.low & 0x1) == 0x1 goto 150 else goto 138
 138: A = arg0.high
 139  A = A & 0x0
 140  if (arg0.high & 0x0) == 0x0 goto 141 else goto 166
 141: A = arg0.low
 142  if arg0.low == 0x3 goto 143 else goto 166
 143: A = arg3.high
 144  A = A & 0x0
 145  if (arg3.high & 0x0) == 0x0 goto 146 else goto 166
 146: A = arg3.low
 147  A = A & 0x1
 148  if (arg3.low & 0x1) == 0x0 goto 149 else goto 166
 149: return TRACE 92 (waitid)
 150: return TRACE 91 (waitid)
 151: if nr == 277 (seccomp) goto 152 else goto 166
 152: A = arg0.high
 153  A = A & 0x0
 154  if (arg0.high & 0x0) == 0x0 goto 155 else goto 166
 155: A = arg0.low
 156  if arg0.low == 0x1 goto 157 else goto 164
 157: A = arg1.high
 158  A = A & 0x0
 159  if (arg1.high & 0x0) == 0x0 goto 160 else goto 164
 160: A = arg1.low
 161  A = A & 0x8
 162  if (arg1.low & 0x8) == 0x8 goto 168 else goto 163
 163: if (arg1.low & 0x8) == 0x0 goto 167 else goto 164
 164: A = arg0.low
 165  if arg0.low == 0x0 goto 167 else goto 166
 166: return ALLOW
 167: return TRACE 50 (seccomp)
 168: return TRACE 109 (seccomp)
 169: return TRACE 120 (other ABI)
