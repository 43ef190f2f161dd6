"""A tornado server whose handler works in a thread, and its client in the same loop."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

import asyncio

import tornado.httpclient
import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web


class Hello(tornado.web.RequestHandler):
    """Answers with the result of a function that ran in a thread."""

    async def get(self) -> None:
        """Writes 1024."""
        result = await tornado.ioloop.IOLoop.current().run_in_executor(None, pow, 2, 10)
        self.write(str(result))


async def main() -> None:
    """Fetches the page five times and wakes the loop from its own callback queue."""
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/", Hello)]))
    server.add_sockets(sockets)
    port = sockets[0].getsockname()[1]
    client = tornado.httpclient.AsyncHTTPClient()
    pages = [(await client.fetch(f"http://127.0.0.1:{port}/")).body.decode() for _ in range(5)]
    server.stop()
    print(" ".join(pages))


asyncio.run(main())
