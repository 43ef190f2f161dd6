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
  18  if arch == x86_64 goto 19 else goto 133
  19: A = nr
  20  if nr >= 0x40000000 goto 21 else goto 22
  21: if nr == 0xffffffff goto 22 else goto 133
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
  71  if (arg0.high & 0x0) == 0x0 goto 72 else goto 130
  72: A = arg0.low
  73  if arg0.low == 0x1 goto 74 else goto 130
  74: return TRACE 12 (socketpair)
  75: if nr == 56 (clone) goto 76 else goto 83
  76: A = arg0.high
  77  A = A & 0x0
  78  if (arg0.high & 0x0) == 0x0 goto 79 else goto 130
  79: A = arg0.low
  80  A = A & 0x800000
  81  if (arg0.low & 0x800000) == 0x800000 goto 82 else goto 130
  82: return TRACE 107 (clone)
  83: if nr == 293 (pipe2) goto 84 else goto 93
  84: A = arg1.high
  85  A = A & 0x0
  86  if (arg1.high & 0x0) == 0x0 goto 87 else goto 130
  87: A = arg1.low
  88  A = A & 0x80
  89  if (arg1.low & 0x80) == 0x80 goto 92 else goto 90
  90: if (arg1.low & 0x80) == 0x0 goto 91 else goto 130
  91: return TRACE 11 (pipe2)
  92: return TRACE 115 (pipe2)
  93: if nr == 16 (ioctl) goto 94 else goto 104
  94: A = arg1.high
  95  A = A & 0x0
  96  if (arg1.high & 0x0) == 0x0 goto 97 else goto 130
  97: A = arg1.low
  98  if arg1.low == 0xaa00 goto 103 else goto 99
  99: if arg1.low == 0x541c goto 102 else goto 100
 100: if arg1.low == 0x5412 goto 101 else goto 130
 101: return TRACE 113 (ioctl)
 102: return TRACE 114 (ioctl)
 103: return TRACE 117 (ioctl)
 104: if nr == 157 (prctl) goto 105 else goto 115
 105: A = arg0.high
 106  A = A & 0x0
 107  if (arg0.high & 0x0) == 0x0 goto 108 else goto 130
 108: A = arg0.low
 109  if arg0.low == 0x16 goto 114 else goto 110
 110: if arg0.low == 0x4 goto 113 else goto 111
 111: if arg0.low == 0x3 goto 112 else goto 130
 112: return TRACE 41 (prctl)
 113: return TRACE 40 (prctl)
 114: return TRACE 51 (prctl)
 115: if nr == 317 (seccomp) goto 116 else goto 130
 116: A = arg0.high
 117  A = A & 0x0
 118  if (arg0.high & 0x0) == 0x0 goto 119 else goto 130
 119: A = arg0.low
 120  if arg0.low == 0x1 goto 121 else goto 128
 121: A = arg1.high
 122  A = A & 0x0
 123  if (arg1.high & 0x0) == 0x0 goto 124 else goto 128
 124: A = arg1.low
 125  A = A & 0x8
 126  if (arg1.low & 0x8) == 0x8 goto 132 else goto 127
 127: if (arg1.low & 0x8) == 0x0 goto 131 else goto 128
 128: A = arg0.low
 129  if arg0.low == 0x0 goto 131 else goto 130
 130: return ALLOW
 131: return TRACE 50 (seccomp)
 132: return TRACE 109 (seccomp)
 133: return TRACE 120 (other ABI)
