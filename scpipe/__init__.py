"""scpipe runs any Linux program under SCONE 7.0's pipe and socketpair protection.

Importing it loads nothing but this file; each name is loaded when it is first used.
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.api.aio import AsyncSandbox as AsyncSandbox
    from scpipe.api.aio import launch_async as launch_async
    from scpipe.api.launch import launch as launch
    from scpipe.api.launch import run as run
    from scpipe.api.options import DEVNULL as DEVNULL
    from scpipe.api.options import PIPE as PIPE
    from scpipe.api.options import STDOUT as STDOUT
    from scpipe.api.policies import Policy as Policy
    from scpipe.api.result import Result as Result
    from scpipe.api.result import RunTimeoutError as RunTimeoutError
    from scpipe.api.result import Violation as Violation
    from scpipe.api.result import ViolationError as ViolationError
    from scpipe.api.sandbox import Sandbox as Sandbox
    from scpipe.errors import CommandNotExecutableError as CommandNotExecutableError
    from scpipe.errors import CommandNotFoundError as CommandNotFoundError
    from scpipe.errors import PolicyError as PolicyError
    from scpipe.errors import ReportError as ReportError
    from scpipe.errors import ScpipeError as ScpipeError
    from scpipe.errors import SetupError as SetupError
    from scpipe.errors import UsageError as UsageError
    from scpipe.outcome import Status as Status
    from scpipe.policy.model import FirstMessage as FirstMessage
    from scpipe.policy.model import OnViolation as OnViolation
    from scpipe.policy.model import PairMode as PairMode
    from scpipe.policy.model import Rule as Rule
    from scpipe.report import events as events

_HOMES = {
    "AsyncSandbox": "scpipe.api.aio",
    "CommandNotExecutableError": "scpipe.errors",
    "CommandNotFoundError": "scpipe.errors",
    "DEVNULL": "scpipe.api.options",
    "FirstMessage": "scpipe.policy.model",
    "OnViolation": "scpipe.policy.model",
    "PIPE": "scpipe.api.options",
    "PairMode": "scpipe.policy.model",
    "Policy": "scpipe.api.policies",
    "PolicyError": "scpipe.errors",
    "ReportError": "scpipe.errors",
    "Result": "scpipe.api.result",
    "Rule": "scpipe.policy.model",
    "RunTimeoutError": "scpipe.api.result",
    "STDOUT": "scpipe.api.options",
    "Sandbox": "scpipe.api.sandbox",
    "ScpipeError": "scpipe.errors",
    "SetupError": "scpipe.errors",
    "Status": "scpipe.outcome",
    "UsageError": "scpipe.errors",
    "Violation": "scpipe.api.result",
    "ViolationError": "scpipe.api.result",
    "events": "scpipe.report",
    "launch": "scpipe.api.launch",
    "launch_async": "scpipe.api.aio",
    "run": "scpipe.api.launch",
}

__all__ = [  # noqa: PLE0604 - the names above
    "__version__",
    *_HOMES,
]


def __getattr__(name: str) -> object:
    """Load a public name at its first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'scpipe' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name, None)
    if value is None:  # a module
        value = import_module(f"{home}.{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted({*globals(), *_HOMES})
