"""Has anything grown? The judgement over a soak's samples, and its table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from .sampling import Sample

#: Medians of the second and of the last quarter may differ by less than the larger of these.
TOLERANCE = 0.03
TOLERANCE_KIB = 512
#: Fewer samples in a quarter say nothing.
FEWEST = 3

_ROWS: tuple[tuple[str, Callable[[Sample], float], str], ...] = (
    ("resident KiB", lambda sample: sample.resident, "{:.0f}"),
    ("anonymous KiB", lambda sample: sample.anonymous, "{:.0f}"),
    ("descriptors", lambda sample: sample.descriptors, "{:.0f}"),
    ("threads", lambda sample: sample.threads, "{:.0f}"),
    ("tracees", lambda sample: sample.tracees, "{:.0f}"),
    ("longest gap ms", lambda sample: sample.gap * 1000, "{:.0f}"),
)


def quarters(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The samples by quarters of the time they span."""
    begin, end = samples[0].seconds, samples[-1].seconds
    parts: list[list[Sample]] = [[], [], [], []]
    for sample in samples:
        parts[min(3, int(4 * (sample.seconds - begin) / (end - begin or 1)))].append(sample)
    return parts


def growth(samples: Sequence[Sample]) -> list[str]:
    """What has grown, in words; nothing if nothing has."""
    busy = quarters([sample for sample in samples if not sample.quiet])
    rest = [sample for sample in samples if sample.quiet]
    if min(map(len, busy)) < FEWEST or len(rest) < FEWEST:
        return [f"too few samples: {[len(part) for part in busy]} busy ones, {len(rest)} at rest"]
    found = []
    for name, value, _form in _ROWS[:2]:
        before, after = median(map(value, busy[1])), median(map(value, busy[3]))
        if after - before >= max(TOLERANCE_KIB, TOLERANCE * before):
            found.append(f"{name}: median {before:.0f} in the second quarter, {after:.0f} in the last")
    # At the first rest not everybody has been asked for a descriptor yet.
    for name, value, _form in _ROWS[2:5]:
        values = [value(sample) for sample in rest[1:]]
        if len(set(values)) > 1:
            found.append(f"{name} at rest: {values}")
    return found


def table(samples: Sequence[Sample]) -> list[str]:
    """Medians of each quarter while busy, and the range at rest."""
    busy = quarters([sample for sample in samples if not sample.quiet])
    rest = [sample for sample in samples if sample.quiet]
    lines = ["| | 1st quarter | 2nd | 3rd | 4th | largest | at rest |", "|---|---|---|---|---|---|---|"]
    for name, value, form in _ROWS:
        cells = [form.format(median(map(value, part))) if part else "-" for part in busy]
        cells.append(form.format(max(map(value, samples))))
        ranged = sorted({value(sample) for sample in rest[1:]})
        cells.append(" to ".join(form.format(edge) for edge in dict.fromkeys([*ranged[:1], *ranged[-1:]])))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def shares(samples: Sequence[Sample]) -> list[float]:
    """The supervisor's CPU time as a share of each quarter; more in the last would be growth, too."""
    found = []
    for part in quarters(samples):
        first, last = part[0], part[-1]
        found.append((last.cpu - first.cpu) / (last.seconds - first.seconds or 1))
    return found
