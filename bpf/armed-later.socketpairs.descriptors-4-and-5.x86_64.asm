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
  17: if nr == 54 (setsockopt) goto 36 else goto 18
  18: return ALLOW
  19: if nr >= 292 (dup3) goto 23 else goto 20
  20: if nr == 72 (fcntl) goto 51 else goto 21
  21: if nr == 275 (splice) goto 31 else goto 22
  22: return ALLOW
  23: if nr == 292 (dup3) goto 26 else goto 24
  24: if nr == 328 (pwritev2) goto 26 else goto 25
  25: return ALLOW
  26: A = arg0.low
  27  if arg0.low == 0x4 goto 30 else goto 28
  28: if arg0.low == 0x5 goto 30 else goto 29
  29: return ALLOW
  30: return TRACE 0
  31: A = arg2.low
  32  if arg2.low == 0x4 goto 35 else goto 33
  33: if arg2.low == 0x5 goto 35 else goto 34
  34: return ALLOW
  35: return TRACE 0
  36: A = arg0.low
  37  if arg0.low == 0x4 goto 40 else goto 38
  38: if arg0.low == 0x5 goto 40 else goto 39
  39: return ALLOW
  40: A = arg1.low
  41  if arg1.low == 0x1 goto 42 else goto 45
  42: A = arg2.low
  43  if arg2.low == 0x10 goto 44 else goto 45
  44: return TRACE 0
  45: A = arg1.low
  46  if arg1.low == 0x1 goto 47 else goto 50
  47: A = arg2.low
  48  if arg2.low == 0x4c goto 49 else goto 50
  49: return TRACE 0
  50: return ALLOW
  51: A = arg0.low
  52  if arg0.low == 0x4 goto 55 else goto 53
  53: if arg0.low == 0x5 goto 55 else goto 54
  54: return ALLOW
  55: A = arg1.low
  56  if arg1.low == 0x0 goto 57 else goto 58
  57: return TRACE 0
  58: A = arg1.low
  59  if arg1.low == 0x406 goto 60 else goto 61
  60: return TRACE 0
  61: return ALLOW
