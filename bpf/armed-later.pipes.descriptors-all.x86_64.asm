   0  A = arch
   1  if arch == x86_64 goto 3 else goto 2
   2: return ALLOW
   3: A = nr
   4  if nr >= 275 (splice) goto 9 else goto 5
   5: if nr == 1 (write) goto 16 else goto 6
   6: if nr == 20 (writev) goto 16 else goto 7
   7: if nr == 40 (sendfile) goto 16 else goto 8
   8: return ALLOW
   9: if nr >= 278 (vmsplice) goto 13 else goto 10
  10: if nr == 275 (splice) goto 16 else goto 11
  11: if nr == 276 (tee) goto 16 else goto 12
  12: return ALLOW
  13: if nr == 278 (vmsplice) goto 16 else goto 14
  14: if nr == 328 (pwritev2) goto 16 else goto 15
  15: return ALLOW
  16: return TRACE 0
