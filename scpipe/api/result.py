"""What a finished run was: status, return code, output, violations; and the errors that carry it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, AnyStr, Generic

from scpipe.errors import EXIT_TIMEOUT, EXIT_VIOLATION, ScpipeError
from scpipe.outcome import Status
from scpipe.report.events import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A call the policy does not allow; ``enforced`` is False where it was only reported.
Violation = Refusal


@dataclass(frozen=True, slots=True)
class Result(Generic[AnyStr]):
    """A finished run. ``returncode`` as Popen's; ``status`` is the first thing that decided the run's end.

    ``stdout`` and ``stderr`` are None where they were not captured. ``refusals`` counts violations
    also beyond the number that ``violations`` keeps.
    """

    args: str | Sequence[str]
    returncode: int
    stdout: AnyStr | None
    stderr: AnyStr | None
    status: Status
    violations: tuple[Violation, ...] = ()
    refusals: int = 0
    detail: str = ""

    def check(self) -> None:
        """Raise ViolationError if there were violations, CalledProcessError for a status other than 0."""
        if self.refusals:
            raise ViolationError(self)
        if self.returncode:
            raise subprocess.CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class ViolationError(ScpipeError, subprocess.CalledProcessError):
    """run(check=True): the policy did not allow something. ``result`` has everything else."""

    status = EXIT_VIOLATION

    def __init__(self, result: Result[str] | Result[bytes]) -> None:
        super().__init__(result.returncode, result.args, result.stdout, result.stderr)
        self.result = result
        self.violations = result.violations

    def __str__(self) -> str:
        many = "1 violation" if self.result.refusals == 1 else f"{self.result.refusals} violations"
        if not self.violations:
            return many
        first = self.violations[0]
        what = f"{first.syscall} by {first.exe} (pid {first.pid}) on a {first.pair.kind}: {first.verdict}"
        return f"{many}; the first: {what}; {first.advice.text}"


class RunTimeoutError(ScpipeError, subprocess.TimeoutExpired):
    """run(timeout=...): the time is over and the sandbox was killed. ``result`` has status TIMEOUT."""

    status = EXIT_TIMEOUT

    def __init__(self, result: Result[str] | Result[bytes], timeout: float) -> None:
        super().__init__(result.args, timeout, result.stdout, result.stderr)
        self.result = result

    def __str__(self) -> str:
        return subprocess.TimeoutExpired.__str__(self)
