"""In which surroundings scpipe runs, as far as files, the environment and the control group tell.

They are signs and no proof: each is told together with what it is in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scpipe.record import Record

DOCKER = "Docker"
PODMAN = "Podman"
KUBERNETES = "Kubernetes"
GITHUB = "GitHub Actions"
GITLAB = "GitLab CI"
SYSTEMD = "systemd unit"
#: One that its engine names by the variable ``container`` (systemd's container interface).
CONTAINER = "container"

#: Files that engines put into their containers.
_FILES = {
    "/run/.containerenv": PODMAN,
    "/.dockerenv": DOCKER,
    "/var/run/secrets/kubernetes.io": KUBERNETES,
}
_VARIABLES = {"KUBERNETES_SERVICE_HOST": KUBERNETES}
#: What CI systems set to "true" for each job.
_JOBS = {"GITHUB_ACTIONS": GITHUB, "GITLAB_CI": GITLAB}
#: A unit's processes have both, since systemd 248; a session's shells have a control group that says more.
_OF_UNITS = ("INVOCATION_ID", "SYSTEMD_EXEC_PID")


class Place(Record):
    """``sign``: the file or variable that says so."""

    name: str
    sign: str


def recognise(
    environment: Mapping[str, str], exists: Callable[[str], bool], cgroup: str
) -> tuple[Place, ...]:
    """What there are signs of, each once. ``cgroup``: what /proc/self/cgroup says, "" if unknown."""
    found: dict[str, str] = {}
    for name, sign in _signs(environment, exists, cgroup):
        found.setdefault(name, sign)
    return tuple(Place(name, sign) for name, sign in found.items())


def _signs(
    environment: Mapping[str, str], exists: Callable[[str], bool], cgroup: str
) -> Iterator[tuple[str, str]]:
    for variable, name in _JOBS.items():
        if environment.get(variable) == "true":
            yield name, f"{variable}=true"
    yield from ((name, variable) for variable, name in _VARIABLES.items() if environment.get(variable))
    yield from ((name, path) for path, name in _FILES.items() if exists(path))
    engine = environment.get("container")
    if engine:
        yield PODMAN if engine == "podman" else CONTAINER, f"container={engine}"
    unit = _unit(cgroup)
    if unit:
        yield SYSTEMD, unit
    elif not _told(cgroup) and all(environment.get(name) for name in _OF_UNITS):
        yield SYSTEMD, _OF_UNITS[0]


def _unit(cgroup: str) -> str:
    """The service that the control group is of; "" for a session's scope, a container, and where none is."""
    return next((name for name in _told(cgroup) if name.endswith(".service")), "")


def _told(cgroup: str) -> list[str]:
    """The innermost groups of systemd's own hierarchy (``name=systemd``), or of the unified one."""
    paths = [line.split(":", 2) for line in cgroup.splitlines() if line.count(":") >= 2]
    own = [path for _number, kind, path in paths if kind in ("", "name=systemd")]
    return [path.rpartition("/")[2] for path in own if path.strip("/")]
