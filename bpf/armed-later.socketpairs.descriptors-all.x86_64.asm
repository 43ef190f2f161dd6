   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 44 (sendto) goto 12 else goto 5
   5: if nr >= 40 (sendfile) goto 9 else goto 6
   6: if nr == 1 (write) goto 20 else goto 7
   7: if nr == 20 (writev) goto 20 else goto 8
   8: return ALLOW
   9: if nr == 40 (sendfile) goto 20 else goto 10
  10: if nr == 42 (connect) goto 20 else goto 11
  11: return ALLOW
  12: if nr >= 54 (setsockopt) goto 16 else goto 13
  13: if nr == 44 (sendto) goto 20 else goto 14
  14: if nr == 49 (bind) goto 20 else goto 15
  15: return ALLOW
  16: if nr == 54 (setsockopt) goto 21 else goto 17
  17: if nr == 275 (splice) goto 20 else goto 18
  18: if nr == 328 (pwritev2) goto 20 else goto 19
  19: return ALLOW
  20: return TRACE 0
  21: A = arg1.low
  22  if arg1.low == 0x1 goto 23 else goto 26
  23: A = arg2.low
  24  if arg2.low == 0x10 goto 25 else goto 26
  25: return TRACE 0
  26: A = arg1.low
  27  if arg1.low == 0x1 goto 28 else goto 31
  28: A = arg2.low
  29  if arg2.low == 0x4c goto 30 else goto 31
  30: return TRACE 0
  31: return ALLOW
