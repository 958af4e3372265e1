"""The measures whose scores are kept: scales, ranges, who rates, and which way is better. No items, no descriptors."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from heft_platform.codes import choices_of

SDQ_DIFFICULTIES = ("emotional", "conduct", "hyperactivity", "peer")
RATERS = {
    "parent": "Parent or carer",
    "teacher": "Teacher",
    "self": "Pupil",
    "together": "Pupil and adult together",
}


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One number of a measure, from its lowest to its highest."""

    code: str
    words: str
    lowest: int
    highest: int
    is_better: str  # high, low, or empty if neither
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A measure. Scores of different editions are never compared."""

    code: str
    words: str
    editions: tuple[tuple[str, str], ...]
    raters: tuple[str, ...]
    scales: tuple[Scale, ...]
    is_about_a_target: bool = False
    credit: str = ""

    def scale(self, code: str) -> Scale:
        return next(one for one in self.scales if one.code == code)

    def edition_words(self, code: str) -> str:
        return dict(self.editions).get(code, code)


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of scores and what it is called, for one banding, rater and scale."""

    banding: str
    rater: str
    scale: str
    lowest: int
    highest: int
    words: str


def _sdq(code: str, words: str, highest: int = 10, is_better: str = "low", hint: str = "") -> Scale:
    return Scale(code=code, words=words, lowest=0, highest=highest, is_better=is_better, hint=hint)


def _one_to(highest: int, code: str, words: str, is_better: str = "high") -> Scale:
    return Scale(code=code, words=words, lowest=1, highest=highest, is_better=is_better)


def _strands(letters: str, part: str, is_better: str) -> tuple[Scale, ...]:
    return tuple(
        Scale(
            code=f"strand_{letter.lower()}",
            words=f"Strand {letter}, {part}",
            lowest=0,
            highest=20,
            is_better=is_better,
        )
        for letter in letters
    )


TOOLS = {
    tool.code: tool
    for tool in (
        Tool(
            code="sdq",
            words="Strengths and Difficulties Questionnaire (SDQ)",
            editions=(("four_bands", "Four bands"), ("three_bands", "Three bands (older)")),
            raters=("parent", "teacher", "self"),
            scales=(
                _sdq("emotional", "Emotional"),
                _sdq("conduct", "Conduct"),
                _sdq("hyperactivity", "Hyperactivity"),
                _sdq("peer", "Peer"),
                _sdq("prosocial", "Prosocial", is_better="high"),
                _sdq(
                    "total",
                    "Total difficulties",
                    40,
                    hint="The first four together. Left open, it is worked out",
                ),
            ),
            credit="Scores only. The questionnaire is Youth in Mind’s: score it on their website.",
        ),
        Tool(
            code="boxall",
            words="Boxall Profile",
            editions=(("primary", "Children, 4 to 11"), ("secondary", "Young people, 11 to 19")),
            raters=("teacher",),
            scales=(
                *_strands("ABCDEFGHIJ", "developmental", "high"),
                *_strands("QRSTUVWXYZ", "diagnostic", "low"),
            ),
            credit="Scores only. The profile is nurtureuk’s: fill it in there, on the same edition each time.",
        ),
        Tool(
            code="leuven",
            words="Leuven scales",
            editions=(("1_to_5", "Five levels"),),
            raters=("teacher",),
            scales=(_one_to(5, "wellbeing", "Well-being"), _one_to(5, "involvement", "Involvement")),
            credit="Levels only. The scales are by Ferre Laevers, CEGO.",
        ),
        Tool(
            code="gas",
            words="Goal attainment",
            editions=(("2_to_2", "Five levels, 0 as expected"),),
            raters=("together", "teacher", "parent", "self"),
            scales=(Scale(code="level", words="Level", lowest=-2, highest=2, is_better="high"),),
            is_about_a_target=True,
        ),
        Tool(
            code="tme",
            words="Target monitoring and evaluation",
            editions=(("1_to_10", "Ten steps"),),
            raters=("together", "teacher", "parent", "self"),
            scales=(
                _one_to(10, "baseline", "Where it started", ""),
                _one_to(10, "expected", "Where it is expected to get", ""),
                _one_to(10, "actual", "Where it is"),
            ),
            is_about_a_target=True,
            credit="After Dunsmuir and others, 2009.",
        ),
    )
}


@cache
def bands() -> tuple[Band, ...]:
    """Return the bands of the SDQ, as the list says them."""
    lines = files("heft_platform.codes").joinpath("sdq_bands.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Band(
            banding=row["banding"],
            rater=row["rater"],
            scale=row["scale"],
            lowest=int(row["lowest"]),
            highest=int(row["highest"]),
            words=row["words"],
        )
        for row in csv.DictReader(lines)
    )


def band_of(*, edition: str, rater: str, scale: str, score: int) -> str:
    """Return what a score of the SDQ is called; empty if no table of this banding is known for this rater."""
    of_this = (one for one in bands() if (one.banding, one.rater, one.scale) == (edition, rater, scale))
    return next((one.words for one in of_this if one.lowest <= score <= one.highest), "")


def level_words(tool: str, scale: str, score: int) -> str:
    """Return what a level is called, for scales whose levels have names."""
    group = {"leuven": f"leuven_{scale}", "gas": "gas"}.get(tool)
    return dict(choices_of("outcome_scales", group)).get(str(score), "") if group else ""
