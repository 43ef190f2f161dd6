"""--trap armed: servers that have begun stop no thread any more, whatever they are asked for."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from harness import trap
from harness.machine import needs_x86_64
from harness.processes import PATIENCE
from harness.runner import Runner
from harness.waiting import wait_for

from .launching import GUESTS, python, start

pytestmark = [
    needs_x86_64,
    pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7"),
]

#: Each looks a name up for each request, for which the C library asks the kernel by netlink.
_NODE = """
const dns = require("dns"), fs = require("fs"), http = require("http");
const server = http.createServer((request, response) => {
  dns.lookup("localhost", { hints: dns.ADDRCONFIG }, () => response.end("hello"));
});
server.listen(0, "127.0.0.1", () => {
  fs.writeFileSync("port.new", String(server.address().port));
  fs.renameSync("port.new", "port");
});
"""
_TOLD = """
def tell(port):
    with open("port.new", "w") as file:
        file.write(str(port))
    os.rename("port.new", "port")
"""
_ASYNCIO = f"""
import asyncio, os, socket
{_TOLD}
async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    await asyncio.get_running_loop().getaddrinfo("localhost", 80, flags=socket.AI_ADDRCONFIG)
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello")
    await writer.drain()
    writer.close()

async def serve():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    tell(server.sockets[0].getsockname()[1])
    await server.serve_forever()

asyncio.run(serve())
"""
#: How a server of threads ends that has a class named Answer.
_SERVES = """
    def log_message(self, *words):
        pass

read_end, write_end = os.pipe()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
tell(server.server_port)
server.serve_forever()
"""
_THREADS = f"""
import http.server, os, socket
{_TOLD}
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        socket.getaddrinfo("localhost", 80, flags=socket.AI_ADDRCONFIG)
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

{_SERVES}"""
#: UDP has threads that receive with recvmsg, and is asked by others of the same program.
_DATAGRAMS = f"""
import http.server, os, socket, threading
{_TOLD}
echo = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
echo.bind(("127.0.0.1", 0))

def send_back():
    while True:
        data, _control, _flags, sender = echo.recvmsg(2000)
        echo.sendto(data, sender)

for _ in range(3):
    threading.Thread(target=send_back, daemon=True).start()

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.sendto(b"hello", echo.getsockname())
            data = asking.recvmsg(2000)[0]
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

{_SERVES}"""


def _command(runner: Runner, kind: str) -> list[str]:
    if kind == "node":
        node = shutil.which("node")
        if node is None:
            pytest.skip("node is not installed")
        return [node, str(runner.write("server.js", _NODE))]
    return python(runner, {"asyncio": _ASYNCIO, "threads": _THREADS, "datagrams": _DATAGRAMS}[kind])


@contextmanager
def _server(runner: Runner, kind: str, *more: str) -> Iterator[tuple[int, Path]]:
    """A server in the sandbox: its port, and a file as long as threads were asked to stop."""
    count = runner.home / "count"
    inside = ["-q", "--trap", "armed", "--", "sh", "-c", 'cd "$0" && exec "$@"', str(runner.home)]
    words = [runner.python, str(GUESTS / "counted.py"), *more, str(count), *inside, *_command(runner, kind)]
    process = start(runner, words)
    try:
        port = runner.home / "port"
        wait_for(lambda: port.exists() or process.poll() is not None, "the server does not begin")
        assert process.poll() is None, process.communicate()
        yield int(port.read_text()), count
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _ask(port: int, times: int) -> None:
    for _ in range(times):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        client.request("GET", "/")
        assert client.getresponse().read() == b"hello"
        client.close()


@pytest.mark.parametrize("kind", ["node", "asyncio", "threads", "datagrams"])
def test_no_thread_is_stopped_for_a_request(runner: Runner, kind: str) -> None:
    """50 requests, after some with which the server has made its threads."""
    with _server(runner, kind) as (port, count):
        _ask(port, 10)
        before = count.stat().st_size
        _ask(port, 50)
        assert count.stat().st_size - before == 0


def test_a_thread_that_is_stopped_is_seen(runner: Runner) -> None:
    """Where the call that receives is the program's own, the others stand still for it."""
    with _server(runner, "datagrams", "--as-itself") as (port, count):
        _ask(port, 50)
        assert count.stat().st_size > 0
