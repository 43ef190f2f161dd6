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
  14: if nr == 72 (fcntl) goto 34 else goto 15
  15: if nr == 275 (splice) goto 26 else goto 16
  16: if nr == 276 (tee) goto 30 else goto 17
  17: return ALLOW
  18: if nr == 278 (vmsplice) goto 22 else goto 19
  19: if nr == 292 (dup3) goto 22 else goto 20
  20: if nr == 328 (pwritev2) goto 22 else goto 21
  21: return ALLOW
  22: A = arg0.low
  23  if arg0.low == 0x4 goto 25 else goto 24
  24: return ALLOW
  25: return TRACE 0
  26: A = arg2.low
  27  if arg2.low == 0x4 goto 29 else goto 28
  28: return ALLOW
  29: return TRACE 0
  30: A = arg1.low
  31  if arg1.low == 0x4 goto 33 else goto 32
  32: return ALLOW
  33: return TRACE 0
  34: A = arg0.low
  35  if arg0.low == 0x4 goto 37 else goto 36
  36: return ALLOW
  37: A = arg1.low
  38  if arg1.low == 0x0 goto 39 else goto 40
  39: return TRACE 0
  40: A = arg1.low
  41  if arg1.low == 0x406 goto 42 else goto 43
  42: return TRACE 0
  43: return ALLOW
