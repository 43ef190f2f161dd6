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
  18  if arch == x86_64 goto 19 else goto 154
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 154
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
  68: if nr == 56 (clone) goto 69 else goto 76
  69: A = arg0.high
  70  A = A & 0x0
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 151
  72: A = arg0.low
  73  A = A & 0x800000
  74  if (arg0.low & 0x800000) == 0x800000 goto 75 else goto 151
  75: return TRACE 107 (clone)
  76: if nr == 61 (wait4) goto 77 else goto 84
  77: A = arg2.high
  78  A = A & 0x0
  79  if (arg2.high & 0x0) == 0x0 goto 80 else goto 151
  80: A = arg2.low
  81  A = A & 0x1
  82  if (arg2.low & 0x1) == 0x1 goto 83 else goto 151
  83: return TRACE 90 (wait4)
  84: if nr == 293 (pipe2) goto 85 else goto 94
  85: A = arg1.high
  86  A = A & 0x0
  87  if (arg1.high & 0x0) == 0x0 goto 88 else goto 151
  88: A = arg1.low
  89  A = A & 0x80
  90  if (arg1.low & 0x80) == 0x80 goto 93 else goto 91
  91: if (arg1.low & 0x80) == 0x0 goto 92 else goto 151
  92: return TRACE 11 (pipe2)
  93: return TRACE 115 (pipe2)
  94: if nr == 16 (ioctl) goto 95 else goto 105
  95: A = arg1.high
  96  A = A & 0x0
  97  if (arg1.high & 0x0) == 0x0 goto 98 else goto 151
  98: A = arg1.low
  99  if arg1.low == 0xaa00 goto 104 else goto 100
 100: if arg1.low == 0x541c goto 103 else goto 101
 101: if arg1.low == 0x5412 goto 102 else goto 151
 102: return TRACE 113 (ioctl)
 103: return TRACE 114 (ioctl)
 104: return TRACE 117 (ioctl)
 105: if nr == 157 (prctl) goto 106 else goto 116
 106: A = arg0.high
 107  A = A & 0x0
 108  if (arg0.high & 0x0) == 0x0 goto 109 else goto 151
 109: A = arg0.low
 110  if arg0.low == 0x16 goto 115 else goto 111
 111: if arg0.low == 0x4 goto 114 else goto 112
 112: if arg0.low == 0x3 goto 113 else goto 151
 113: return TRACE 41 (prctl)
 114: return TRACE 40 (prctl)
 115: return TRACE 51 (prctl)
 116: if nr == 247 (waitid) goto 117 else goto 136
 117: A = arg3.high
 118  A = A & 0x0
 119  if (arg3.high & 0x0) == 0x0 goto 120 else goto 123
 120: A = arg3.low
 121  A = A & 0x1
 122  if (arg3.low & 0x1) == 0x1 goto 135 else goto 123
 123: A = arg0.high
 124  A = A & 0x0
 125  if (arg0.high & 0x0) == 0x0 goto 126 else goto 151
 126: A = arg0.low
 127  if arg0.low == 0x3 goto 128 else goto 151
 128: A = arg3.high
 129  A = A & 0x0
 130  if (arg3.high & 0x0) == 0x0 goto 131 else goto 151
 131: A = arg3.low
 132  A = A & 0x1
 133  if (arg3.low & 0x1) == 0x0 goto 134 else goto 151
 134: return TRACE 92 (waitid)
 135: return TRACE 91 (waitid)
 136: if nr == 317 (seccomp) goto 137 else goto 151
 137: A = arg0.high
 138  A = A & 0x0
 139  if (arg0.high & 0x0) == 0x0 goto 140 else goto 151
 140: A = arg0.low
 141  if arg0.low == 0x1 goto 142 else goto 149
 142: A = arg1.high
 143  A = A & 0x0
 144  if (arg1.high & 0x0) == 0x0 goto 145 else goto 149
 145: A = arg1.low
 146  A = A & 0x8
 147  if (arg1.low & 0x8) == 0x8 goto 153 else goto 148
 148: if (arg1.low & 0x8) == 0x0 goto 152 else goto 149
 149: A = arg0.low
 150  if arg0.low == 0x0 goto 152 else goto 151
 151: return ALLOW
 152: return TRACE 50 (seccomp)
 153: return TRACE 109 (seccomp)
 154: return TRACE 120 (other ABI)
