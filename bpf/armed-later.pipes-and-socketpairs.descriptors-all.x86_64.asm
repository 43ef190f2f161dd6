   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 49 (bind) goto 13 else goto 5
   5: if nr >= 40 (sendfile) goto 9 else goto 6
   6: if nr == 1 (write) goto 22 else goto 7
   7: if nr == 20 (writev) goto 22 else goto 8
   8: return ALLOW
   9: if nr == 40 (sendfile) goto 22 else goto 10
  10: if nr == 42 (connect) goto 22 else goto 11
  11: if nr == 44 (sendto) goto 22 else goto 12
  12: return ALLOW
  13: if nr >= 276 (tee) goto 18 else goto 14
  14: if nr == 49 (bind) goto 22 else goto 15
  15: if nr == 54 (setsockopt) goto 23 else goto 16
  16: if nr == 275 (splice) goto 22 else goto 17
  17: return ALLOW
  18: if nr == 276 (tee) goto 22 else goto 19
  19: if nr == 278 (vmsplice) goto 22 else goto 20
  20: if nr == 328 (pwritev2) goto 22 else goto 21
  21: return ALLOW
  22: return TRACE 0
  23: A = arg1.low
  24  if arg1.low == 0x1 goto 25 else goto 28
  25: A = arg2.low
  26  if arg2.low == 0x10 goto 27 else goto 28
  27: return TRACE 0
  28: A = arg1.low
  29  if arg1.low == 0x1 goto 30 else goto 33
  30: A = arg2.low
  31  if arg2.low == 0x4c goto 32 else goto 33
  32: return TRACE 0
  33: return ALLOW
