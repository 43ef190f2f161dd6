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
  20: if nr == 54 (setsockopt) goto 47 else goto 21
  21: return ALLOW
  22: if nr == 72 (fcntl) goto 62 else goto 23
  23: if nr == 275 (splice) goto 37 else goto 24
  24: return ALLOW
  25: if nr >= 292 (dup3) goto 29 else goto 26
  26: if nr == 276 (tee) goto 42 else goto 27
  27: if nr == 278 (vmsplice) goto 32 else goto 28
  28: return ALLOW
  29: if nr == 292 (dup3) goto 32 else goto 30
  30: if nr == 328 (pwritev2) goto 32 else goto 31
  31: return ALLOW
  32: A = arg0.low
  33  if arg0.low == 0x4 goto 36 else goto 34
  34: if arg0.low == 0x5 goto 36 else goto 35
  35: return ALLOW
  36: return TRACE 0
  37: A = arg2.low
  38  if arg2.low == 0x4 goto 41 else goto 39
  39: if arg2.low == 0x5 goto 41 else goto 40
  40: return ALLOW
  41: return TRACE 0
  42: A = arg1.low
  43  if arg1.low == 0x4 goto 46 else goto 44
  44: if arg1.low == 0x5 goto 46 else goto 45
  45: return ALLOW
  46: return TRACE 0
  47: A = arg0.low
  48  if arg0.low == 0x4 goto 51 else goto 49
  49: if arg0.low == 0x5 goto 51 else goto 50
  50: return ALLOW
  51: A = arg1.low
  52  if arg1.low == 0x1 goto 53 else goto 56
  53: A = arg2.low
  54  if arg2.low == 0x10 goto 55 else goto 56
  55: return TRACE 0
  56: A = arg1.low
  57  if arg1.low == 0x1 goto 58 else goto 61
  58: A = arg2.low
  59  if arg2.low == 0x4c goto 60 else goto 61
  60: return TRACE 0
  61: return ALLOW
  62: A = arg0.low
  63  if arg0.low == 0x4 goto 66 else goto 64
  64: if arg0.low == 0x5 goto 66 else goto 65
  65: return ALLOW
  66: A = arg1.low
  67  if arg1.low == 0x0 goto 68 else goto 69
  68: return TRACE 0
  69: A = arg1.low
  70  if arg1.low == 0x406 goto 71 else goto 72
  71: return TRACE 0
  72: return ALLOW
