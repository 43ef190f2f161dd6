"""nginx, memcached and haproxy."""

from __future__ import annotations

import pytest
from harness.identity import require_program
from harness.runner import Runner

from .clients import answers, converse, fetch, free_port
from .report_file import refusals

NGINX = """
{account}
daemon off;
master_process on;
worker_processes 2;
pid {home}/nginx.pid;
error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {home}/tmp/body;
    proxy_temp_path {home}/tmp/proxy;
    fastcgi_temp_path {home}/tmp/fastcgi;
    uwsgi_temp_path {home}/tmp/uwsgi;
    scgi_temp_path {home}/tmp/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{ root {home}/www; }}
    }}
}}
"""

HAPROXY = """
global
    stats socket {home}/stats level admin
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
frontend web
    bind 127.0.0.1:{port}
    http-request return status 200 content-type text/plain string hello
"""


def test_nginx(runner: Runner) -> None:
    """nginx with two workers serves and stops; its channel to the workers may cost alerts."""
    port = free_port()
    # Without privileges nginx ignores (and warns about) the account of its workers.
    account = "user nobody nogroup;" if runner.user is None else ""
    runner.write("www/index.html", "hello\n")
    runner.home.chmod(0o755)
    config = runner.write("nginx.conf", NGINX.format(account=account, home=runner.home, port=port))
    command = [require_program("nginx"), "-p", str(runner.home), "-e", "stderr", "-c", str(config)]
    with runner.serving(command) as service:
        service.wait_for(lambda: answers(port))
        pages = [fetch(port, "/index.html") for _ in range(20)]
        assert service.stop() == 0
    assert pages == ["hello\n"] * 20
    assert "[emerg]" not in service.output()


def test_memcached(runner: Runner) -> None:
    """memcached wakes its worker threads and stores a value."""
    ports = runner.home / "ports"
    command = [require_program("memcached"), "-l", "127.0.0.1", "-p", "-1", "-U", "0", "-t", "2"]
    if runner.user is None:
        command += ["-u", "root"]
    with runner.serving(command, env={"MEMCACHED_PORT_FILENAME": str(ports)}) as service:
        service.wait_for(lambda: ports.exists() and "TCP" in ports.read_text())
        port = int(ports.read_text().split()[-1])
        for number in range(10):
            assert converse(port, f"set k{number} 0 0 2\r\n{number:02}\r\n", "\r\n") == "STORED\r\n"
        assert converse(port, "get k7\r\n", "END\r\n") == "VALUE k7 0 2\r\n07\r\nEND\r\n"
        service.stop()
    assert "refused" not in service.output()


def ask_worker(runner: Runner, *flags: str) -> str:
    """The worker's answer to a request that haproxy's master hands over, or what came instead of it."""
    port, master = free_port(), runner.home / "master"
    config = runner.write("haproxy.cfg", HAPROXY.format(home=runner.home, port=port))
    command = [require_program("haproxy"), "-W", "-S", str(master), "-f", str(config)]
    with runner.serving(command, policy_flags=flags) as service:
        # The master executes itself again once it has started its worker, and drops connections until then.
        service.wait_for(lambda: answers(master) and "worker" in converse(master, "show proc\n", "worker"))
        service.wait_for(lambda: answers(port))
        answer = converse(master, "@1 show info\n", "Uptime_sec")
        service.stop()
    return answer


@pytest.mark.refused
def test_haproxy_cannot_hand_over_a_descriptor(runner: Runner) -> None:
    """The master's two zero bytes with SCM_RIGHTS to its worker is refused: a descriptor is data."""
    report = runner.home / "report.jsonl"
    assert "Uptime_sec" not in ask_worker(runner, "--report", str(report))
    handed_over = [event for event in refusals(report) if event["message"] and event["message"]["ancillary"]]
    assert handed_over, refusals(report)
    event = handed_over[0]
    assert (event["syscall"], event["pair"]["kind"]) == ("sendmsg", "socketpair")
    assert (event["message"]["length"], event["message"]["first_byte"]) == (2, 0)
    assert (event["errno"], event["enforced"]) == ("EACCES", True)


def test_haproxy_with_socketpair_allowed(runner: Runner) -> None:
    """Allowing socketpairs is the remedy for haproxy's master and worker."""
    assert "Uptime_sec" in ask_worker(runner, "--socketpair", "allow")


def test_haproxy_without_a_master(runner: Runner) -> None:
    """Without -W haproxy has nobody to hand connections to, and nothing is refused."""
    port = free_port()
    config = runner.write("haproxy.cfg", HAPROXY.format(home=runner.home, port=port))
    with runner.serving([require_program("haproxy"), "-db", "-f", str(config)]) as service:
        service.wait_for(lambda: answers(port))
        assert fetch(port) == "hello"
        service.stop()
    assert "refused" not in service.output()
