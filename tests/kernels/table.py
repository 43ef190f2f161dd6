"""The table kernel x test, as text."""

from __future__ import annotations

from .results import SKIPPED, Outcome, Results


def columns(kernels: dict[str, Results]) -> list[tuple[str, str]]:
    """A kernel's name and a user for each column."""
    return [(name, user) for name, found in kernels.items() for user in found.users]


def tests(kernels: dict[str, Results]) -> list[str]:
    """The names of all tests in the order in which they were first met."""
    return list(
        dict.fromkeys(
            test for found in kernels.values() for user in found.users.values() for test in user.tests
        )
    )


def outcome(kernels: dict[str, Results], kernel: str, user: str, test: str) -> Outcome:
    """What came of a test; SKIPPED where it was not tried."""
    return kernels[kernel].users[user].tests.get(test, Outcome(SKIPPED))


def text(kernels: dict[str, Results]) -> str:
    """A line for each test, a column for each kernel and user."""
    heads = columns(kernels)
    lines = [["", *(f"{kernel} {user}" for kernel, user in heads)]]
    lines += [
        [test, *(outcome(kernels, kernel, user, test).word for kernel, user in heads)]
        for test in tests(kernels)
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
