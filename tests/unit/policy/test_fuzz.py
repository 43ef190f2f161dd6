"""Whatever the bytes are, loading them gives settings or a PolicyError in one printable line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scpipe.errors import PolicyError
from scpipe.policy.model import Loaded
from scpipe.policy.parse import load

PIECES = st.sampled_from(
    [
        *"{}[]:,-?&*!|>'\"%@`#\\~=<",
        "\n",
        " ",
        "  ",
        "\t",
        "\r",
        "---\n",
        "...",
        "%YAML 1.1\n",
        "!!str ",
        "&a ",
        "*a",
        "<<: ",
        "@@SCONE_PIPE",
        "SCONE_PIPE=",
        "services:\n",
        "  - name: a\n",
        "    environment:\n",
        "(...)",
        "version: 1\n",
        "pipe: ",
        "deny",
        "rules:\n",
        "  - exe: ",
        "/bin/sh",
        "relax: ",
        "aio",
        "\\U",
        "FFFFFFFF",
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
        "\ud7ff",
        "😀",
        "0x",
        "1e9",
        "9" * 40,
        '"pipe"',
        '"services"',
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join).map(str.encode)
SESSIONS = (
    st.lists(PIECES, max_size=12)
    .map("".join)
    .map(lambda text: b"services:\n  - environment:\n      " + text.encode())
)


def holds(path: Path, data: bytes) -> None:
    """Load the bytes and check that only the two outcomes occur."""
    path.write_bytes(data)
    try:
        loaded = load(str(path), environ={"SCONE_PIPE": "deny"})
    except PolicyError as error:
        assert str(error).startswith(str(path)) and str(error).isprintable()
        lines = (
            data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + data.count(b"\xe2\x80\xa8") + 1
        )
        assert 0 <= error.line <= lines + 1
    else:
        assert isinstance(loaded, Loaded)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["p.yaml", "p.json"])
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=200), TEXTS, SESSIONS))
@example(data=b'"\\UFFFFFFFF"')
@example(data=b'"\\U00110000"')
@example(data=b"%YAML 1." + b"9" * 5000 + b"\n---\n")
@example(data=b"\xc2\x85\xe2\x80\xa8*/make")
@example(data=b"a\r*/make\r")
@example(data=b"- 1:1:1\n- 0b\n- .nan\n")
def test_arbitrary_bytes_never_surprise(tmp_path: Path, name: str, data: bytes) -> None:
    """Random bytes, and texts made of YAML's own pieces, raise nothing but PolicyError."""
    holds(tmp_path / name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["p.yaml", "p.json"])
@pytest.mark.parametrize(
    "unit",
    [
        b"[",
        b"{",
        b"- ",
        b"? ",
        b"{a: ",
        b'{"a":',
        b"!",
        b"&a ",
        b"'",
        b'"',
        b"-",
        b"a: ",
        b"\n",
        b"#",
        b"a: [\n",
        b"9",
    ],
)
def test_long_repetitions_end_soon(tmp_path: Path, name: str, unit: bytes) -> None:
    """64 KiB of one piece neither overflow the stack nor hang."""
    holds(tmp_path / name, unit * (65536 // len(unit)))
