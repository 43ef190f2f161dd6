"""Policies to start from, with comments that say what they do."""

from __future__ import annotations

from collections.abc import Mapping

_CI = """\
# A policy for a CI step that builds and tests: pipes and socket pairs carry events, and data only where a
# rule below says so. Run it so that the step fails where anything was refused:
#
#     scpipe-run --policy ci.yaml --fail-on-violation -- make test
#
# Most builds need rules: pipelines, $(...) and captured output are data in pipes. This adds those that a
# step needs, with comments that say why:
#
#     scpipe learn --merge -o ci.yaml -- make test
version: 1

# Pairs made by pipe and pipe2: the first message sets one byte value, which all others must repeat.
pipe: allow-events

# Pairs made by socketpair: the same.
socketpair: allow-events

# A first message whose bytes differ is refused, too ("any" would let it pass whole).
first-message: uniform

# What is refused fails with EACCES ("kill" ends the step with status 120, "report" refuses nothing).
on-violation: refuse

# No safety refusal of the filter is lifted.
relax: []

# Programs that may make pairs for data. An allow rule trusts everything that can execute the program: make
# runs $(shell ...), so with this rule whoever can start make in the step can move data. An example:
#
#   - exe: /usr/bin/make
#     pipe: allow
rules: []
"""

_SCONE = """\
# What SCONE 7.0 does where nothing is set: SCONE_PIPE=allow-events and SCONE_SOCKETPAIR=allow-events, and the
# first message of a pair may be anything. Run a program under it to see whether it will live in an enclave:
#
#     scpipe-run --policy scone.yaml -- CMD
#
# The last lines of such a run say which values the program needs.
version: 1

# SCONE_PIPE. To SCONE, deny makes pipe and pipe2 fail, and allow restricts nothing; so it is here.
pipe: allow-events

# SCONE_SOCKETPAIR, the same for socketpair.
socketpair: allow-events

# SCONE takes the first message of a pair whole, whatever it is, and its first byte is the event byte.
# scpipe's own default is uniform: a first message whose bytes differ is refused.
first-message: any

# What is refused fails with EACCES.
on-violation: refuse

# SCONE knows no rules for single programs.
rules: []
"""

_STRICT = """\
# The strictest policy: no program can make a pipe or a socket pair, and who tries ends everything.
# For programs that need no pair at all; shells, build tools and event loops do.
#
#     scpipe-run --policy strict.yaml -- CMD
#
# To see what a program would need, run it once with --audit, which refuses nothing.
version: 1

# pipe and pipe2 are refused.
pipe: deny

# socketpair is refused.
socketpair: deny

# Pairs that a rule allows for events: a first message whose bytes differ is refused.
first-message: uniform

# A call that is refused gets SIGKILL for everything in the sandbox; scpipe-run ends with status 120.
# "refuse" would make the call fail with EACCES, and the program go on.
on-violation: kill

# No safety refusal of the filter is lifted.
relax: []

# No program is excepted. A rule with allow trusts everything that can execute its program.
rules: []
"""

#: By the word that ``scpipe init`` knows them by.
TEMPLATES: Mapping[str, str] = {"ci": _CI, "scone": _SCONE, "strict": _STRICT}
