"""Measure the pages of one large school, alone and among 500 others: their time, their statements, their growth."""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from statistics import median

import psycopg

from bench_isolation.grounds import Grounds, crowd_of, grounds_in
from bench_programmes.counting import Taken
from bench_programmes.pages import measured, seconds_of_documents
from bench_programmes.school import grow
from figures import Figures
from heft_testing.counting import MOST
from heft_testing.database import DATABASE, let_go

OTHERS = 500  # schools
MOST_MS, MOST_GROWTH, MOST_SECONDS = 60, 1.25, 0.3


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=40, help="times that each page is asked for (40)")
    parser.add_argument(
        "--others", type=int, default=OTHERS, help=f"other schools in the second run ({OTHERS})"
    )


def find_out(asked: Namespace) -> Figures:
    with tempfile.TemporaryDirectory(prefix="heft-bench-") as folder, grounds_in(Path(folder)) as grounds:
        crowded = grounds.crowded(asked.others)
        make_large(grounds, crowd_of(asked.others))
        make_large(grounds, DATABASE)
        alone = measured(grounds.fenced, grounds.ids, times=asked.times)
        word_s, pdf_s = seconds_of_documents(grounds.fenced, grounds.ids["story"])
        among = measured(crowded, grounds.ids, times=asked.times)
    growth = median(among[name].median_ms / alone[name].median_ms for name in alone)
    numbers = {
        "pages": {name: taken.numbers for name, taken in alone.items()},
        "growth_ratio": round(growth, 3),
        "word_s": round(word_s, 3),
        "pdf_s": round(pdf_s, 3),
    }
    missed = [f"missed: {words}" for words in _missed(alone, growth, word_s, pdf_s)]
    return Figures(
        last_lines=[
            "1,600 pupils, 120 programmes, 60 school days of reports and 30 sessions each",
            f"{'':18}{'median ms':>10}{'p95 ms':>10}{'statements':>12}{f'among {asked.others}, ms':>18}",
            *(_line(name, taken, among[name]) for name, taken in alone.items()),
            f"growth ratio {growth:.3f}, Word {word_s:.3f} s, PDF {pdf_s:.3f} s",
            *missed,
        ],
        numbers=numbers,
        is_kept=not missed,
    )


def make_large(grounds: Grounds, database: str) -> None:
    """Let the school of the story become large: in the database that is lived in, or in its copy with a crowd."""
    let_go(grounds.fenced)
    with psycopg.connect(grounds.server.server.url(database=database), autocommit=True) as connection:
        grow(connection, reference=grounds.ids["story"])


def _line(name: str, alone: Taken, among: Taken) -> str:
    return f"{name:18}{alone.median_ms:>10.1f}{alone.p95_ms:>10.1f}{alone.statements:>12}{among.median_ms:>18.1f}"


def _missed(pages: dict[str, Taken], growth: float, word_s: float, pdf_s: float) -> list[str]:
    return [
        *(f"{name} asks {one.statements} times" for name, one in pages.items() if one.statements > MOST),
        *(f"{name} takes {one.p95_ms:.0f} ms" for name, one in pages.items() if one.p95_ms > MOST_MS),
        *([f"growth {growth:.2f}"] if growth > MOST_GROWTH else []),
        *(
            f"{name} {taken:.2f} s"
            for name, taken in (("Word", word_s), ("PDF", pdf_s))
            if taken > MOST_SECONDS
        ),
    ]
