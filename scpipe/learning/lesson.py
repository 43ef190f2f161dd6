"""One lesson: the policy to begin with, the file it goes to, and what is written and said at the end."""

from __future__ import annotations

from scpipe.errors import PolicyError, UsageError
from scpipe.learning import composing
from scpipe.learning.composing import Told
from scpipe.learning.derive import Learnt, audited, derive, widen
from scpipe.learning.naming import why_unnamed
from scpipe.learning.needs import Needs
from scpipe.learning.target import Target, TargetError, check_yaml_name
from scpipe.learning.wording import about_left_out
from scpipe.policy.model import Effective, Loaded, Policy
from scpipe.policy.parse import load_text
from scpipe.policy.resolve import Flags, resolve
from scpipe.record import Record
from scpipe.report.escape import escape

_PATH_LIMIT = 1000
_MOST_LEFT_OUT = 10


class LessonWords(Record):
    """Where a policy is to be written, whether to a policy that is there, and what is settled before."""

    output: str
    merge: bool = False
    force: bool = False
    flags: Flags = Flags()


class Said(Record):
    """What is told at the end: lines, and warnings before them."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...] = ()


class Lesson:
    """Made before anything runs. Raises UsageError and PolicyError for what cannot be learnt to."""

    def __init__(self, words: LessonWords) -> None:
        if words.merge and words.force:
            raise UsageError("--merge and --force contradict each other: one keeps what is there")
        check_yaml_name(words.output)
        self._target = Target(words.output, over=words.merge or words.force)
        #: The name of the file, and the same for people.
        self.path, self.shown = words.output, escape(words.output, _PATH_LIMIT)
        self._old = self._target.text if words.merge else None
        given = Loaded("native") if self._old is None else self._loaded(self._old)
        if self._old is not None and (words.flags.first_message or words.flags.relax):
            raise UsageError("--merge takes first-message and relax from the file: change them there")
        self._base = resolve(words.flags, given, {}).policy
        #: What the run is judged by; nothing is refused.
        self.effective = Effective(audited(self._base), {"on-violation": "learn"}, given.warnings)

    def finish(self, needs: Needs, told: Told) -> Said:
        """Write the policy, and say what is in it. Raises TargetError: then nothing is written."""
        merges = self._old is not None
        learnt = (widen if merges else derive)(needs, self._base, why_unnamed)
        warnings = [about_left_out(left) for left in learnt.left_out[:_MOST_LEFT_OUT]]
        if len(learnt.left_out) > _MOST_LEFT_OUT:
            warnings.append(
                f"and {len(learnt.left_out) - _MOST_LEFT_OUT} more programs that no rule can name"
            )
        if told.failed:
            warnings.append(f"the command {told.ended}: a run that fails shows little of what it needs")
        if merges and not learnt.added:
            said = "no rule can give more" if learnt.left_out else "this run needed nothing more"
            said += "; the file is as it was"
        else:
            said = composing.summary(learnt, merged=merges)
            warnings += self._write(needs, learnt, told)
        scone = f"for SCONE, which knows no rules: {composing.scone(told, learnt)}"
        return Said((f"{self.shown}: {said}", scone), tuple(warnings))

    def _write(self, needs: Needs, learnt: Learnt, told: Told) -> list[str]:
        """Write it, and say what was lost by that. What does not read back as it was meant is not written."""
        lost = []
        if self._old is None:
            text = composing.new_text(told, needs, learnt)
        else:
            merged = composing.merged_text(told, needs, learnt, self._old, self.path)
            if merged is None or not self._reads_as(merged, learnt.policy):
                merged = composing.rewritten_text(told, needs, learnt, self._old)
                lost.append(f"{self.shown}: written anew, as rules cannot be added to its form; see its end")
            text = merged
        if not self._reads_as(text, learnt.policy):
            raise TargetError("internal error: the policy does not read back as it was learnt; not written")
        self._target.write(text)
        return lost

    def _reads_as(self, text: str, meant: Policy) -> bool:
        try:
            return resolve(Flags(), load_text(text, self.path), {}).policy == meant
        except PolicyError:
            return False

    def _loaded(self, text: str) -> Loaded:
        loaded = load_text(text, self.path)
        if loaded.form != "native":
            raise UsageError(f"{self.shown} is a SCONE session: --merge adds to scpipe's own form only")
        return loaded
