"""Break everything that can break while letters are sent, then count: lost, doubled, ghosts."""

from argparse import ArgumentParser, Namespace

from breakable.ground import DEADLY, Ground
from figures import Figures
from prove_delivery.mutants import MUTANTS, find_in
from prove_delivery.running import Run, break_things


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--faults", type=int, default=500, help="how many faults must hit (500)")
    parser.add_argument("--every", type=float, default=0.8, help="seconds from one fault to the next (0.8)")
    parser.add_argument(
        "--only", nargs="*", choices=MUTANTS, help="only these weakened copies, and no run of our own"
    )


def find_out(asked: Namespace) -> Figures:
    ours = Run(faults=0) if asked.only else _our_own(asked)
    chosen = asked.only or MUTANTS
    caught = [name for name in chosen if _said(name, find_in(name, seed=asked.seed))]
    return Figures(
        last_lines=[*ours.sentences(), f"mutants {len(chosen)}, caught {len(caught)}", ours.last_line()],
        numbers={**ours.numbers(), "mutants": len(chosen), "caught": len(caught)},
        is_kept=not ours.wrong
        and len(caught) == len(chosen)
        and (bool(asked.only) or ours.faults == asked.faults),
    )


def _our_own(asked: Namespace) -> Run:
    with Ground(seed=asked.seed, deadly=DEADLY) as ground:
        ground.start()
        run = break_things(ground, seed=asked.seed, faults=asked.faults, every=asked.every)
    print(f"  {run.last_line()}", flush=True)
    return run


def _said(name: str, found: int) -> bool:
    by = f"caught, {MUTANTS[name].shows}: {found}" if found else "NOT CAUGHT"
    print(f"  weakened copy {name.replace('_', ' ')}: {by}", flush=True)
    return found > 0
