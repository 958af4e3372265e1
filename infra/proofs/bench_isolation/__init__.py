"""Measure what the fence costs, whether it costs more among many, what a gate costs, and how soon work is done."""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bench_isolation.grounds import grounds_in
from bench_isolation.outbox import drain
from bench_isolation.pages import compare_gate, compare_pages
from bench_isolation.pairs import AT_LEAST, Ratios
from figures import Figures

FEW, MANY = 20, 2000  # organisations
GOALS = {"page_ratio": 1.10, "growth_ratio": 1.05, "bell_p95_s": 0.3}  # at most
ROWS_PER_S = 500  # at least


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--pairs", type=int, default=21, help=f"pairs for each figure, at least {AT_LEAST} (21)"
    )
    parser.add_argument("--many", type=int, default=MANY, help=f"organisations in the larger crowd ({MANY})")
    parser.add_argument(
        "--pieces", type=int, default=400, help="pieces of work whose delay is measured (400)"
    )
    parser.add_argument("--backlog", type=int, default=5000, help="pieces of work that wait at once (5000)")


def find_out(asked: Namespace) -> Figures:
    with tempfile.TemporaryDirectory(prefix="heft-bench-") as folder, grounds_in(Path(folder)) as grounds:
        unfenced = grounds.unfenced()
        same = compare_pages(grounds.fenced, grounds.fenced, grounds.ids, pairs=AT_LEAST)
        cost = compare_pages(grounds.fenced, unfenced, grounds.ids, pairs=asked.pairs)
        few, many = grounds.crowded(FEW), grounds.crowded(asked.many)
        growth = compare_pages(many, few, grounds.ids, pairs=asked.pairs)
        gate = compare_gate(grounds.fenced, grounds.ids, pairs=asked.pairs)
    drained = drain(seed=asked.seed, pieces=asked.pieces, backlog=asked.backlog)
    numbers = {
        "page_ratio": round(cost.together.median, 3),
        "growth_ratio": round(growth.together.median, 3),
        "gate_ratio": round(gate.median, 3),
        "bell_p95_s": round(drained.bell_p95_s, 3),
        "rows_per_s": round(drained.rows_per_s),
    }
    return Figures(
        last_lines=[
            "median of interleaved pairs, and the interval in which the true median lies (95 %)",
            *_lines("the same against itself, to see the noise", same),
            *_lines("with the fence, against without policies, proofs and hygiene", cost),
            *_lines(f"among {asked.many} organisations, against among {FEW}", growth),
            f"reading through a gate, against as the school: {gate}",
            f"from asked to done, 95 of 100 within {drained.bell_p95_s:.3f} s; {drained.rows_per_s:.0f} pieces a second",
            ", ".join(f"{name} {number}" for name, number in numbers.items()),
        ],
        numbers=numbers,
        is_kept=all(numbers[name] <= goal for name, goal in GOALS.items())
        and drained.rows_per_s >= ROWS_PER_S,
    )


def _lines(what: str, found: Ratios) -> list[str]:
    return [f"{what}: {found.together}", *(f"    {page}: {ratio}" for page, ratio in found.each.items())]
