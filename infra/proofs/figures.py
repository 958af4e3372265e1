"""What a proof or a measurement found, for a person and for a program."""

import json
import random
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

ROOT = Path(__file__).resolve().parents[2]
SEEDS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one command found: the last lines for a person, the same for a program, and whether it is what we promise."""

    last_lines: Sequence[str]
    numbers: Mapping[str, object]
    is_kept: bool


class Command(Protocol):
    """One package beside this file, `prove_…` or `bench_…`."""

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def find_out(self, asked: Namespace) -> Figures:
        """Do it, saying on the way what a person wants to read."""
        ...


def run(what: str, about: str, commands: Mapping[str, str], words: Sequence[str]) -> int:
    """Do what was asked and print what was found. Return 1 if it is not what is promised, and 0 if it is.

    `commands` names the package of each command; it is imported when it is asked for.
    """
    parser = ArgumentParser(prog=f"infra/{what}", description=about)
    a_seed = random.SystemRandom().randrange(SEEDS)
    choices = parser.add_subparsers(dest="command", required=True)
    packages = {name: cast("Command", import_module(package)) for name, package in commands.items()}
    for name, package in packages.items():
        choice = choices.add_parser(name, help=(package.__doc__ or "").splitlines()[0])
        choice.add_argument("--seed", type=int, default=a_seed, help="let the dice fall as before")
        choice.add_argument("--json", action="store_true", help="print the figures as JSON, on the last line")
        package.add_arguments(choice)
    asked = parser.parse_args(words)
    command: str = asked.command
    print(f"{command}: seed {asked.seed}", flush=True)
    found = packages[command].find_out(asked)
    print("\n".join(found.last_lines), flush=True)
    if asked.json:
        print(json.dumps(dict(found.numbers)), flush=True)
    return 0 if found.is_kept else 1
