"""``python -m scpipe``: the program scpipe, in an isolated interpreter.

Python itself puts the current directory and PYTHONPATH first before it comes here, unless it is started
as ``python -I -m scpipe``.
"""

import __future__  # noqa: F401 - before the path grows

import os
import sys

if not sys.flags.isolated:
    if not sys.executable:
        sys.exit("scpipe: sys.executable is empty: there is no interpreter to start")
    os.execv(sys.executable, [sys.executable, "-I", os.path.abspath(__file__), *sys.argv[1:]])

own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, own)
from scpipe import isolation  # noqa: E402 - found by now

isolation.restrict_path(own)
from scpipe.command.entry import main  # noqa: E402 - the path is what it is to be

main()
