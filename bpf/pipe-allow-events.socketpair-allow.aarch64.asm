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
  16  if arch == aarch64 goto 17 else goto 148
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
  38: if nr == 211 (sendmsg) goto 39 else goto 40
  39: return TRACE 24 (sendmsg)
  40: if nr == 269 (sendmmsg) goto 41 else goto 42
  41: return TRACE 25 (sendmmsg)
  42: if nr == 271 (process_vm_writev) goto 43 else goto 44
  43: return TRACE 111 (process_vm_writev)
  44: if nr == 280 (bpf) goto 45 else goto 46
  45: return TRACE 106 (bpf)
  46: if nr == 282 (userfaultfd) goto 47 else goto 48
  47: return TRACE 105 (userfaultfd)
  48: if nr == 287 (pwritev2) goto 49 else goto 50
  49: return TRACE 22 (pwritev2)
  50: if nr == 425 (io_uring_setup) goto 51 else goto 52
  51: return TRACE 100 (io_uring_setup)
  52: if nr == 426 (io_uring_enter) goto 53 else goto 54
  53: return TRACE 101 (io_uring_enter)
  54: if nr == 427 (io_uring_register) goto 55 else goto 56
  55: return TRACE 102 (io_uring_register)
  56: if nr == 430 (fsopen) goto 57 else goto 58
  57: return TRACE 71 (fsopen)
  58: if nr == 435 (clone3) goto 59 else goto 60
  59: return ERRNO ENOSYS
  60: if nr == 438 (pidfd_getfd) goto 61 else goto 62
  61: return TRACE 112 (pidfd_getfd)
  62: if nr == 220 (clone) goto 63 else goto 70
  63: A = arg0.high
  64  A = A & 0x0
  65  if (arg0.high & 0x0) == 0x0 goto 66 else goto 145
  66: A = arg0.low
  67  A = A & 0x800000
  68  if (arg0.low & 0x800000) == 0x800000 goto 69 else goto 145
  69: return TRACE 107 (clone)
  70: if nr == 260 (wait4) goto 71 else goto 78
  71: A = arg2.high
  72  A = A & 0x0
  73  if (arg2.high & 0x0) == 0x0 goto 74 else goto 145
  74: A = arg2.low
  75  A = A & 0x1
  76  if (arg2.low & 0x1) == 0x1 goto 77 else goto 145
  77: return TRACE 90 (wait4)
  78: if nr == 59 (pipe2) goto 79 else goto 88
  79: A = arg1.high
  80  A = A & 0x0
  81  if (arg1.high & 0x0) == 0x0 goto 82 else goto 145
  82: A = arg1.low
  83  A = A & 0x80
  84  if (arg1.low & 0x80) == 0x80 goto 87 else goto 85
  85: if (arg1.low & 0x80) == 0x0 goto 86 else goto 145
  86: return TRACE 11 (pipe2)
  87: return TRACE 115 (pipe2)
  88: if nr == 29 (ioctl) goto 89 else goto 99
  89: A = arg1.high
  90  A = A & 0x0
  91  if (arg1.high & 0x0) == 0x0 goto 92 else goto 145
  92: A = arg1.low
  93  if arg1.low == 0xaa00 goto 98 else goto 94
  94: if arg1.low == 0x541c goto 97 else goto 95
  95: if arg1.low == 0x5412 goto 96 else goto 145
  96: return TRACE 113 (ioctl)
  97: return TRACE 114 (ioctl)
  98: return TRACE 117 (ioctl)
  99: if nr == 167 (prctl) goto 100 else goto 110
 100: A = arg0.high
 101  A = A & 0x0
 102  if (arg0.high & 0x0) == 0x0 goto 103 else goto 145
 103: A = arg0.low
 104  if arg0.low == 0x16 goto 109 else goto 105
 105: if arg0.low == 0x4 goto 108 else goto 106
 106: if arg0.low == 0x3 goto 107 else goto 145
 107: return TRACE 41 (prctl)
 108: return TRACE 40 (prctl)
 109: return TRACE 51 (prctl)
 110: if nr == 95 (waitid) goto 111 else goto 130
 111: A = arg3.high
 112  A = A & 0x0
 113  if (arg3.high & 0x0) == 0x0 goto 114 else goto 117
 114: A = arg3.low
 115  A = A & 0x1
 116  if (arg3.low & 0x1) == 0x1 goto 129 else goto 117
 117: A = arg0.high
 118  A = A & 0x0
 119  if (arg0.high & 0x0) == 0x0 goto 120 else goto 145
 120: A = arg0.low
 121  if arg0.low == 0x3 goto 122 else goto 145
 122: A = arg3.high
 123  A = A & 0x0
 124  if (arg3.high & 0x0) == 0x0 goto 125 else goto 145
 125: A = arg3.low
 126  A = A & 0x1
 127  if (arg3.low & 0x1) == 0x0 goto 128 else goto 145
 128: return TRACE 92 (waitid)
 129: return TRACE 91 (waitid)
 130: if nr == 277 (seccomp) goto 131 else goto 145
 131: A = arg0.high
 132  A = A & 0x0
 133  if (arg0.high & 0x0) == 0x0 goto 134 else goto 145
 134: A = arg0.low
 135  if arg0.low == 0x1 goto 136 else goto 143
 136: A = arg1.high
 137  A = A & 0x0
 138  if (arg1.high & 0x0) == 0x0 goto 139 else goto 143
 139: A = arg1.low
 140  A = A & 0x8
 141  if (arg1.low & 0x8) == 0x8 goto 147 else goto 142
 142: if (arg1.low & 0x8) == 0x0 goto 146 else goto 143
 143: A = arg0.low
 144  if arg0.low == 0x0 goto 146 else goto 145
 145: return ALLOW
 146: return TRACE 50 (seccomp)
 147: return TRACE 109 (seccomp)
 148: return TRACE 120 (other ABI)
