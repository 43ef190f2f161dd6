   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 44 (sendto) goto 14 else goto 5
   5: if nr >= 33 (dup2) goto 10 else goto 6
   6: if nr == 1 (write) goto 26 else goto 7
   7: if nr == 20 (writev) goto 26 else goto 8
   8: if nr == 32 (dup) goto 26 else goto 9
   9: return ALLOW
  10: if nr == 33 (dup2) goto 26 else goto 11
  11: if nr == 40 (sendfile) goto 26 else goto 12
  12: if nr == 42 (connect) goto 26 else goto 13
  13: return ALLOW
  14: if nr >= 72 (fcntl) goto 19 else goto 15
  15: if nr == 44 (sendto) goto 26 else goto 16
  16: if nr == 49 (bind) goto 26 else goto 17
  17: if nr == 54 (setsockopt) goto 34 else goto 18
  18: return ALLOW
  19: if nr >= 292 (dup3) goto 23 else goto 20
  20: if nr == 72 (fcntl) goto 48 else goto 21
  21: if nr == 275 (splice) goto 30 else goto 22
  22: return ALLOW
  23: if nr == 292 (dup3) goto 26 else goto 24
  24: if nr == 328 (pwritev2) goto 26 else goto 25
  25: return ALLOW
  26: A = arg0.low
  27  if arg0.low == 0x4 goto 29 else goto 28
  28: return ALLOW
  29: return TRACE 0
  30: A = arg2.low
  31  if arg2.low == 0x4 goto 33 else goto 32
  32: return ALLOW
  33: return TRACE 0
  34: A = arg0.low
  35  if arg0.low == 0x4 goto 37 else goto 36
  36: return ALLOW
  37: A = arg1.low
  38  if arg1.low == 0x1 goto 39 else goto 42
  39: A = arg2.low
  40  if arg2.low == 0x10 goto 41 else goto 42
  41: return TRACE 0
  42: A = arg1.low
  43  if arg1.low == 0x1 goto 44 else goto 47
  44: A = arg2.low
  45  if arg2.low == 0x4c goto 46 else goto 47
  46: return TRACE 0
  47: return ALLOW
  48: A = arg0.low
  49  if arg0.low == 0x4 goto 51 else goto 50
  50: return ALLOW
  51: A = arg1.low
  52  if arg1.low == 0x0 goto 53 else goto 54
  53: return TRACE 0
  54: A = arg1.low
  55  if arg1.low == 0x406 goto 56 else goto 57
  56: return TRACE 0
  57: return ALLOW
