"""A gate before a server outside: open, shut, slow, or holding everybody who comes."""

import socket
import threading
import time
from contextlib import suppress

SLOWLY = 1.5  # seconds before each piece goes on
PIECE = 65_536


class Gate:
    """Passes connections on to a port of the loopback address, in the manner that `manner` names at the moment."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.manner = "open"  # or shut, slow, holding
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._let_in, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _let_in(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            if self.manner == "shut":
                return
            self._wait()
            with socket.create_connection(("127.0.0.1", self.to_port), timeout=5) as inside:
                inside.settimeout(None)
                back = threading.Thread(target=self._pass_on, args=(inside, caller), daemon=True)
                back.start()
                self._pass_on(caller, inside)
                back.join(30)

    def _pass_on(self, said: socket.socket, heard: socket.socket) -> None:
        with suppress(OSError):
            while piece := said.recv(PIECE):
                if self.manner == "shut":
                    break
                self._wait()
                heard.sendall(piece)
        with suppress(OSError):
            heard.shutdown(socket.SHUT_WR)

    def _wait(self) -> None:
        while self.manner == "holding":
            time.sleep(0.05)
        if self.manner == "slow":
            time.sleep(SLOWLY)
