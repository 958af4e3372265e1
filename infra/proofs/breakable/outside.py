"""What stands outside Heft: a mail server that misbehaves and remembers, a store of files, a listener for forged calls."""

import asyncio
import logging
import random
import threading
from collections import Counter
from email import message_from_bytes
from typing import Any
from uuid import uuid4

import boto3
from aiosmtpd.controller import Controller
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from breakable.gates import Gate
from processes import free_port

REFUSES, LOSES, IS_LATE = 0.06, 0.12, 0.15  # shares of the messages, one above the other
LATE = 1.0


class MailServer:
    """Takes messages, and now and then refuses one, takes one and loses its answer, or answers late."""

    def __init__(self, dice: random.Random) -> None:
        self.taken: Counter[str] = Counter()
        self.happened: Counter[str] = Counter()
        self.is_calm = False
        self._dice = dice
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()
        self.gate = Gate(self._controller.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        del session
        luck = 1.0 if self.is_calm else self._dice.random()
        if luck < REFUSES:
            self.happened["mail is refused"] += 1
            return "451 Come again later"
        key = str(message_from_bytes(envelope.content)["Message-ID"]).strip("<>").partition("@")[0]
        self.taken[key] += 1
        if luck < LOSES:
            self.happened["mail is taken and the answer lost"] += 1
            server.transport.close()
        elif luck < IS_LATE:
            self.happened["mail is answered late"] += 1
            await asyncio.sleep(LATE)
        return "250 Taken"

    def close(self) -> None:
        self.gate.close()
        self._controller.stop()


class FileStore:
    """An S3 of our own, behind a gate."""

    def __init__(self) -> None:
        self.bucket = f"heft-{uuid4()}"  # the stores of one process share all
        self._server = make_server(
            "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        port = self._server.server_port
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it would print every request
        self.gate = Gate(port)
        boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="eu-west-2",
            aws_access_key_id="proof",
            aws_secret_access_key="proof",  # noqa: S106  (moto lets everybody in)
        ).create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})

    def close(self) -> None:
        self.gate.close()
        self._server.shutdown()
        self._server.server_close()
