   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 72 (fcntl) goto 13 else goto 5
   5: if nr >= 32 (dup) goto 9 else goto 6
   6: if nr == 1 (write) goto 22 else goto 7
   7: if nr == 20 (writev) goto 22 else goto 8
   8: return ALLOW
   9: if nr == 32 (dup) goto 22 else goto 10
  10: if nr == 33 (dup2) goto 22 else goto 11
  11: if nr == 40 (sendfile) goto 22 else goto 12
  12: return ALLOW
  13: if nr >= 278 (vmsplice) goto 18 else goto 14
  14: if nr == 72 (fcntl) goto 37 else goto 15
  15: if nr == 275 (splice) goto 27 else goto 16
  16: if nr == 276 (tee) goto 32 else goto 17
  17: return ALLOW
  18: if nr == 278 (vmsplice) goto 22 else goto 19
  19: if nr == 292 (dup3) goto 22 else goto 20
  20: if nr == 328 (pwritev2) goto 22 else goto 21
  21: return ALLOW
  22: A = arg0.low
  23  if arg0.low == 0x4 goto 26 else goto 24
  24: if arg0.low == 0x5 goto 26 else goto 25
  25: return ALLOW
  26: return TRACE 0
  27: A = arg2.low
  28  if arg2.low == 0x4 goto 31 else goto 29
  29: if arg2.low == 0x5 goto 31 else goto 30
  30: return ALLOW
  31: return TRACE 0
  32: A = arg1.low
  33  if arg1.low == 0x4 goto 36 else goto 34
  34: if arg1.low == 0x5 goto 36 else goto 35
  35: return ALLOW
  36: return TRACE 0
  37: A = arg0.low
  38  if arg0.low == 0x4 goto 41 else goto 39
  39: if arg0.low == 0x5 goto 41 else goto 40
  40: return ALLOW
  41: A = arg1.low
  42  if arg1.low == 0x0 goto 43 else goto 44
  43: return TRACE 0
  44: A = arg1.low
  45  if arg1.low == 0x406 goto 46 else goto 47
  46: return TRACE 0
  47: return ALLOW
