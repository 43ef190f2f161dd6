"""One lesson: the policy to begin with, the file it goes to, and what is written and said when the run is over."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from scpipe import __version__
from scpipe.errors import UsageError
from scpipe.learning import writing
from scpipe.learning.derive import Learnt, audited, derive, scone_mode, widen
from scpipe.learning.merging import insert_rules
from scpipe.learning.naming import why_unnamed
from scpipe.learning.needs import Needs
from scpipe.learning.target import Target, TargetError
from scpipe.learning.wording import about_left_out, command_line, count
from scpipe.policy.model import Effective, Loaded, PairKind, Policy
from scpipe.policy.parse import load_text
from scpipe.policy.resolve import Flags, resolve
from scpipe.record import Record
from scpipe.report.advice import variable
from scpipe.report.escape import escape

_MOST_NAMED = 6
_MOST_LEFT_OUT = 10


class LessonWords(Record):
    """Where a policy is to be written, whether to a policy that is there, and what is settled before."""

    output: str
    merge: bool = False
    force: bool = False
    flags: Flags = Flags()


class Said(Record):
    """What is told at the end: lines, and among them warnings."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...] = ()


class Lesson:
    """Raises UsageError and PolicyError before anything has run."""

    def __init__(self, words: LessonWords, command: Sequence[str]) -> None:
        if words.merge and words.force:
            raise UsageError("--merge and --force contradict each other: one keeps what is there")
        if words.output.lower().endswith(".json"):
            raise UsageError(f"-o {escape(words.output)}: a learnt policy is YAML, and .json means JSON")
        self.target = Target(words.output, over=words.merge or words.force)
        self._command = command_line(command)
        self._text = self.target.text if words.merge else None
        given = Loaded("native") if self._text is None else self._loaded(self._text)
        if self._text is not None and (words.flags.first_message or words.flags.relax):
            raise UsageError("--merge takes first-message and relax from the file: change them there")
        self.base = resolve(words.flags, given, {}).policy
        #: What the run is judged by; nothing is refused.
        self.effective = Effective(audited(self.base), {"on-violation": "learn"}, given.warnings)

    def finish(self, needs: Needs, needed: Mapping[str, str], ended: str, failed: bool) -> Said:
        """Write the policy, and say what is in it. ``needed``: for each variable of SCONE what the run needed.

        ``ended``: how the command ended, in words. Raises TargetError.
        """
        if self._text is None:
            learnt = derive(needs, self.base, why_unnamed)
        else:
            learnt = widen(needs, self.base, why_unnamed)
        modes = {variable(kind.value): scone_mode(learnt.policy, kind, needed[variable(kind.value)]) for kind in PairKind}
        scone = " ".join(f"{name}={mode.value}" for name, mode in modes.items())
        path = escape(self.target.path, 1000)
        warnings = [about_left_out(left) for left in learnt.left_out[:_MOST_LEFT_OUT]]
        if len(learnt.left_out) > _MOST_LEFT_OUT:
            warnings.append(f"and {len(learnt.left_out) - _MOST_LEFT_OUT} more programs that no rule can name")
        if failed:
            warnings.append(f"the command {ended}: a run that fails shows little of what it needs")
        if self._text is not None and not learnt.added:
            lines = [f"{path}: this run needed nothing more; it is as it was"]
        else:
            text, whole = self._new_text(needs, learnt, ended, scone, failed)
            self._check(text, learnt.policy)
            self.target.write(text)
            lines = [f"{path}: {self._summary(learnt)}"]
            if not whole:
                warnings.append(f"{path}: its rules were in a form that cannot be added to; written anew, the old text is in comments")
        return Said((*lines, f"for SCONE, which knows no rules: {scone}"), tuple(warnings))

    def _new_text(
        self, needs: Needs, learnt: Learnt, ended: str, scone: str, failed: bool
    ) -> tuple[str, bool]:
        """The text to write, and whether the old one is still in it as it was."""
        date = time.strftime("%Y-%m-%d")
        head = [f"Learnt by scpipe {__version__} on {date} from one run of this command, which {ended}:"]
        head += [f"  {self._command}", "It is what that run needed, and no more. Another run can take other ways;"]
        head += ["scpipe learn --merge adds what they need.", f"For SCONE, which knows no rules: {scone}"]
        if failed:
            head.append("WARNING: the command failed. Such a run shows little of what it needs.")
        if self._text is None:
            return writing.new_text(head, needs, learnt), True
        about = [f"Added by scpipe learn on {date}, from a run of: {self._command}"]
        rules = [*writing.comment(about), *writing.rule_lines(learnt.added, needs, "")]
        merged = insert_rules(self._text, self.target.path, rules)
        if merged is not None and self._reads_as(merged, learnt.policy):
            return merged, True
        return writing.rewritten(learnt.policy, about, self._text), False

    def _summary(self, learnt: Learnt) -> str:
        policy = learnt.policy
        names = [each.maker.path.rpartition("/")[2] for each in learnt.added]
        shown = ", ".join(escape(name, 60) for name in names[:_MOST_NAMED])
        more = f", and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        rules = count(len(names), "rule" if self._text is None else "new rule")
        own = ", ".join(f"{kind.value}: {policy.mode(kind).value}" for kind in PairKind)
        return f"{own}; {rules} ({shown}{more})" if names else f"{own}; no rules"

    def _check(self, text: str, meant: Policy) -> None:
        """Raise TargetError for a text that does not read back as what was meant: then nothing is written."""
        if not self._reads_as(text, meant):
            raise TargetError("internal error: the policy does not read back as what was learnt; nothing is written")

    def _reads_as(self, text: str, meant: Policy) -> bool:
        from scpipe.errors import PolicyError

        try:
            return resolve(Flags(), load_text(text, self.target.path), {}).policy == meant
        except PolicyError:
            return False

    def _loaded(self, text: str) -> Loaded:
        loaded = load_text(text, self.target.path)
        if loaded.form != "native":
            raise UsageError(f"{escape(self.target.path)} is a SCONE session: --merge adds to scpipe's own form")
        return loaded
