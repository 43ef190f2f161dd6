"""A program that makes a pipe in one function and writes data to it in another: in a thread, if asked to."""

import os
import sys
import threading


class Worker:
    """Writes."""

    def send(self, fd: int) -> None:
        """Is refused."""
        try:
            os.write(fd, b"data")  # here it is refused
        except OSError as error:
            print(error.errno)


def make() -> tuple[int, int]:
    """Make the pair."""
    return os.pipe()  # here the pair is made


def main() -> None:
    """Do both."""
    _read, write = make()
    if sys.argv[1:] == ["thread"]:
        thread = threading.Thread(target=Worker().send, args=[write])
        thread.start()
        thread.join()
    else:
        Worker().send(write)


main()
