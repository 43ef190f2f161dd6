"""Surroundings are recognised by files, variables and control groups, and each says by which."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from scpipe.doctor.places import Place, recognise

SESSION = "0::/user.slice/user-1000.slice/session-3.scope\n"
TERMINAL = "0::/user.slice/user-1000.slice/user@1000.service/app.slice/vte-spawn-1.scope\n"
SERVICE = "0::/system.slice/cron.service\n"
MIXED = "9:name=systemd:/system.slice/a.service\n4:memory:/b.service\n0::/\n"
IN_UNIT = {"INVOCATION_ID": "ab", "SYSTEMD_EXEC_PID": "7"}


@pytest.mark.parametrize(
    ("environment", "files", "cgroup", "found"),
    [
        ({}, (), "", []),
        ({}, (), SESSION, []),
        ({}, ("/.dockerenv",), "0::/\n", [("Docker", "/.dockerenv")]),
        ({"container": "podman"}, (), "", [("Podman", "container=podman")]),
        ({"container": "podman"}, ("/run/.containerenv",), "", [("Podman", "/run/.containerenv")]),
        ({"container": "lxc"}, (), "", [("container", "container=lxc")]),
        ({"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, (), "", [("Kubernetes", "KUBERNETES_SERVICE_HOST")]),
        (
            {},
            ("/var/run/secrets/kubernetes.io",),
            "0::/kubepods/pod1/abc\n",
            [("Kubernetes", "/var/run/secrets/kubernetes.io")],
        ),
        ({"GITHUB_ACTIONS": "true"}, (), SESSION, [("GitHub Actions", "GITHUB_ACTIONS=true")]),
        ({"GITHUB_ACTIONS": "false", "GITLAB_CI": ""}, (), "", []),
        (
            {"GITLAB_CI": "true"},
            ("/.dockerenv",),
            "",
            [("GitLab CI", "GITLAB_CI=true"), ("Docker", "/.dockerenv")],
        ),
        ({}, (), SERVICE, [("systemd unit", "cron.service")]),
        ({}, (), MIXED, [("systemd unit", "a.service")]),
        (IN_UNIT, (), "", [("systemd unit", "INVOCATION_ID")]),
        (IN_UNIT, (), "0::/\n", [("systemd unit", "INVOCATION_ID")]),
        (IN_UNIT, (), TERMINAL, []),
        ({"INVOCATION_ID": "ab"}, (), "", []),
        ({}, (), "no control group\n", []),
    ],
)
def test_signs(
    environment: Mapping[str, str], files: tuple[str, ...], cgroup: str, found: list[tuple[str, str]]
) -> None:
    """Each is told once, with its first sign; a session and a terminal are no unit."""
    assert recognise(environment, files.__contains__, cgroup) == tuple(Place(*each) for each in found)
