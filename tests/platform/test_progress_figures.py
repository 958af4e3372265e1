"""What daily reports add up to: a sentence by rule, weeks, and gaps."""

from datetime import date, timedelta
from uuid import UUID

from heft_platform.daily_reports.chart import chart_of
from heft_platform.daily_reports.progress import TOGETHER, DayScore, Progress, work_out

KIND, START = UUID(int=1), UUID(int=2)
TARGETS = ((KIND, "Kind words"), (START, "Start my work"))
MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
WEEKS = ((1, MONDAY, 5), (2, MONDAY + 7 * DAY, 5))


def scores(*shares: tuple[int, int]) -> list[DayScore]:
    """Give four lessons on each day from Monday: points of the first target and of the second, of 8 each."""
    days = [MONDAY + DAY * (number + number // 5 * 2) for number in range(len(shares))]
    return [
        DayScore(day=day, target_id=target, points=points, lessons=4)
        for day, both in zip(days, shares, strict=True)
        for target, points in zip((KIND, START), both, strict=True)
    ]


def progress(*shares: tuple[int, int]) -> Progress:
    return work_out(targets=TARGETS, scores=scores(*shares), weeks=WEEKS)


def test_nothing_scored_says_so() -> None:
    assert work_out(targets=TARGETS, scores=[], weeks=[]).sentence == "Nothing has been scored yet."


def test_one_week_has_no_trend() -> None:
    assert progress((8, 4)).sentence == (
        "75% in week 1. Best: Kind words. Hardest: Start my work. 4 lessons scored."
    )


def test_two_weeks_have_a_trend_and_name_the_best_and_the_hardest() -> None:
    assert progress(*[(4, 2)] * 5, *[(6, 4)] * 5).sentence == (
        "Up from 38% in week 1 to 62% in week 2. Best: Kind words. Hardest: Start my work. 40 lessons scored."
    )


def test_going_down_is_said_as_plainly_as_going_up() -> None:
    assert progress(*[(8, 8)] * 5, *[(4, 4)] * 3).sentence.startswith(
        "Down from 100% in week 1 to 50% in week 2."
    )


def test_a_week_that_has_only_begun_does_not_stand_for_how_it_is_going() -> None:
    begun = progress(*[(4, 2)] * 5, *[(8, 8)] * 2)

    assert begun.sentence.startswith("38% in week 1.")
    assert begun.sentence.endswith("28 lessons scored."), "what was scored counts"
    assert begun.way_of(1) == (50, 50)
    assert progress(*[(4, 2)] * 5, *[(8, 8)] * 3).way_of(1) == (50, 100)


def test_targets_that_go_equally_well_are_not_ranked() -> None:
    assert "Best" not in progress(*[(4, 4)] * 6).sentence


def test_a_week_says_how_much_of_it_is_known() -> None:
    assert [week.recorded_words for week in progress(*[(4, 4)] * 7).weeks] == [
        "5 of 5 days recorded",
        "2 of 5 days recorded",
    ]


def test_a_week_of_one_day_has_one_day() -> None:
    [week] = work_out(targets=TARGETS, scores=[], weeks=[(1, MONDAY, 1)]).weeks
    assert week.recorded_words == "0 of 1 day recorded"


def test_there_is_no_chart_before_five_days() -> None:
    assert not progress(*[(4, 4)] * 4).has_chart
    assert progress(*[(4, 4)] * 5).has_chart


def test_lessons_of_a_target_that_was_taken_out_still_count() -> None:
    known = work_out(targets=TARGETS[1:], scores=scores((8, 4))[:1], weeks=WEEKS)

    assert "4 lessons scored" in known.sentence


def test_who_may_not_see_the_plan_sees_one_line_for_all_targets() -> None:
    known = work_out(targets=(), scores=scores(*[(8, 4)] * 5), weeks=WEEKS)

    assert known.targets == (TOGETHER,)
    assert known.weeks[0].by_target == (75,)
    assert len(chart_of(known).lines) == 1


def test_a_target_has_come_from_its_first_week_to_its_last() -> None:
    assert progress(*[(4, 2)] * 5, *[(6, 4)] * 5).way_of(1) == (50, 75)
    assert work_out(targets=TARGETS, scores=[], weeks=WEEKS).way_of(1) is None


def test_a_line_breaks_where_a_week_has_no_figures() -> None:
    weeks = (*WEEKS, (3, MONDAY + 14 * DAY, 5), (4, MONDAY + 21 * DAY, 5))
    days = [MONDAY, MONDAY + 7 * DAY, MONDAY + 21 * DAY]
    given = [DayScore(day=day, target_id=KIND, points=4, lessons=4) for day in days]

    line = chart_of(work_out(targets=TARGETS[:1], scores=given, weeks=weeks)).lines[0]

    assert len(line.pieces) == 1, "one piece over two weeks; the last point stands alone"
    assert [mark.says for mark in line.marks] == ["50%", "50%", "50%"]


def test_a_holiday_is_a_place_of_its_own_and_no_line_crosses_it() -> None:
    weeks = ((1, MONDAY, 5), (2, MONDAY + 7 * DAY, 5), (3, MONDAY + 21 * DAY, 5), (4, MONDAY + 28 * DAY, 5))
    given = [DayScore(day=monday, target_id=KIND, points=4, lessons=4) for _, monday, _ in weeks]

    chart = chart_of(work_out(targets=TARGETS[:1], scores=given, weeks=weeks))

    assert len(chart.holidays) == 1
    assert chart.ticks[1][0] < chart.holidays[0].middle < chart.ticks[2][0]
    assert len(chart.lines[0].pieces) == 2
