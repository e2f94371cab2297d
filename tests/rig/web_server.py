"""Base classes of the tests' web servers."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_LOOK = 0.02
"""Seconds after which a server that is to end looks whether it is."""


@dataclass(frozen=True)
class Asked:
    """One request that a server got; the names of ``headers`` are in small letters.

    ``body`` is the JSON that was sent, None for a request that sends none.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: Any = None


class Handler(BaseHTTPRequestHandler):
    """Passes each request to ``answer``; logs nothing and accepts disconnects."""

    def answer(self, asked: Asked) -> None:
        raise NotImplementedError

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            return

    def do_HEAD(self) -> None:
        self.answer(self._asked())

    def do_GET(self) -> None:
        self.answer(self._asked())

    def do_POST(self) -> None:
        self.answer(self._asked(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

    def _asked(self, body: Any = None) -> Asked:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.command, self.path, headers, body)


class Listener:
    """Has the port from the beginning, listens from ``start`` and ends with ``close``.

    ``handler`` is called for each connection, on a thread of its own, with what a
    BaseHTTPRequestHandler is made of.
    """

    def __init__(
        self,
        handler: Callable[[Any, Any, ThreadingHTTPServer], Handler],
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        class Server(ThreadingHTTPServer):
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
            daemon_threads = False

        self._server = Server((host, port), handler)
        self.host, self.port = host, self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK,), name="web-server", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Vanish for good, once what is being answered is; also where it never began."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
