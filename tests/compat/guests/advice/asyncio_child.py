"""An asyncio program and the output of its child: through a pipe, or (argument "file") through a file."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio
import sys
import tempfile


async def main() -> None:
    """Prints what the child said."""
    if sys.argv[1:] == ["file"]:
        with tempfile.TemporaryFile() as out:
            child = await asyncio.create_subprocess_exec("echo", "hello", stdout=out)
            await child.wait()
            out.seek(0)
            print("said", out.read())
    else:
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec("echo", "hello", stdout=pipe, stderr=pipe)
        print("said", (await child.communicate())[0])


asyncio.run(main())
