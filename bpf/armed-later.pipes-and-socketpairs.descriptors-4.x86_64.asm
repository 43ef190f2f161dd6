   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 49 (bind) goto 17 else goto 5
   5: if nr >= 33 (dup2) goto 10 else goto 6
   6: if nr == 1 (write) goto 32 else goto 7
   7: if nr == 20 (writev) goto 32 else goto 8
   8: if nr == 32 (dup) goto 32 else goto 9
   9: return ALLOW
  10: if nr >= 42 (connect) goto 14 else goto 11
  11: if nr == 33 (dup2) goto 32 else goto 12
  12: if nr == 40 (sendfile) goto 32 else goto 13
  13: return ALLOW
  14: if nr == 42 (connect) goto 32 else goto 15
  15: if nr == 44 (sendto) goto 32 else goto 16
  16: return ALLOW
  17: if nr >= 276 (tee) goto 25 else goto 18
  18: if nr >= 72 (fcntl) goto 22 else goto 19
  19: if nr == 49 (bind) goto 32 else goto 20
  20: if nr == 54 (setsockopt) goto 44 else goto 21
  21: return ALLOW
  22: if nr == 72 (fcntl) goto 58 else goto 23
  23: if nr == 275 (splice) goto 36 else goto 24
  24: return ALLOW
  25: if nr >= 292 (dup3) goto 29 else goto 26
  26: if nr == 276 (tee) goto 40 else goto 27
  27: if nr == 278 (vmsplice) goto 32 else goto 28
  28: return ALLOW
  29: if nr == 292 (dup3) goto 32 else goto 30
  30: if nr == 328 (pwritev2) goto 32 else goto 31
  31: return ALLOW
  32: A = arg0.low
  33  if arg0.low == 0x4 goto 35 else goto 34
  34: return ALLOW
  35: return TRACE 0
  36: A = arg2.low
  37  if arg2.low == 0x4 goto 39 else goto 38
  38: return ALLOW
  39: return TRACE 0
  40: A = arg1.low
  41  if arg1.low == 0x4 goto 43 else goto 42
  42: return ALLOW
  43: return TRACE 0
  44: A = arg0.low
  45  if arg0.low == 0x4 goto 47 else goto 46
  46: return ALLOW
  47: A = arg1.low
  48  if arg1.low == 0x1 goto 49 else goto 52
  49: A = arg2.low
  50  if arg2.low == 0x10 goto 51 else goto 52
  51: return TRACE 0
  52: A = arg1.low
  53  if arg1.low == 0x1 goto 54 else goto 57
  54: A = arg2.low
  55  if arg2.low == 0x4c goto 56 else goto 57
  56: return TRACE 0
  57: return ALLOW
  58: A = arg0.low
  59  if arg0.low == 0x4 goto 61 else goto 60
  60: return ALLOW
  61: A = arg1.low
  62  if arg1.low == 0x0 goto 63 else goto 64
  63: return TRACE 0
  64: A = arg1.low
  65  if arg1.low == 0x406 goto 66 else goto 67
  66: return TRACE 0
  67: return ALLOW
