"""What `./infra/run` may be asked. Standard library only: it is read before anything is installed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from install import ROOT

EXPLAINED = """\
Set Heft up, start its demonstration on this machine, and print its address. Ctrl-C stops it.

Without settings it brings its own PostgreSQL and Valkey, and keeps files and mail in the data folder. These name
real services instead:

  HEFT_DATABASE_URL   postgresql://… as a role that is a superuser, or may create roles and owns the database
  HEFT_REDIS_URL      redis://… or rediss://…
  HEFT_S3_BUCKET      with HEFT_S3_ENDPOINT, if it is not Amazon's; keys as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
  HEFT_SMTP_URL       smtp://… or smtps://…

HEFT_FILES_KEY, 1:… and 64 hexadecimal digits, is the key of all files, if it shall not lie in the data folder.
"""


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./infra/run", description=EXPLAINED, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=_port, help="the port to listen on (8400, or a free one)")
    parser.add_argument(
        "--data", type=_folder, default=ROOT / "var", help="the folder to keep everything in (var/)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="start on fresh data, do the main job over HTTP as the demo people, stop",
    )
    return parser.parse_args(words)


def _port(said: str) -> int:
    port = int(said)
    if not 0 < port < 65536:
        raise ValueError
    return port


def _folder(said: str) -> Path:
    return Path(said).expanduser().absolute()
