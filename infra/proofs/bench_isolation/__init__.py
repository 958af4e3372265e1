"""Not written yet."""

from argparse import ArgumentParser, Namespace

from figures import Figures


def add_arguments(parser: ArgumentParser) -> None:
    del parser


def find_out(asked: Namespace) -> Figures:
    raise NotImplementedError(asked.command)
