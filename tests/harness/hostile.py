"""Names that are hostile to some form of text."""

from __future__ import annotations

#: Names that a program or a path may have, each hostile to some form of text.
HOSTILE = (
    "plain",
    "new\nline: {pipe: allow}",
    "carriage\rreturn",
    "next\x85line",
    "line\u2028separator\u2029",
    "colon: space",
    "hash # and ## and #",
    " leading and trailing ",
    "quote\"s and 'apostrophes'",
    "back\\slash \\n",
    "*glob?[a-z]",
    "**",
    "[!x]",
    "]closing[",
    "{flow}, [flow]",
    "& anchor * alias ! tag | > % @ `",
    "--- document ...",
    "- exe: x",
    "\x1b[31mred\x07",
    "\t tab",
    "::error::x ##[x] ##vso[x]",
    "\u202egnp.exe",
    "\ufeffmark",
    "emoji \U0001f600 and ü",
    "~ $HOME $(x) `x`",
    ".hidden",
    "null",
    "x" * 300,
)
