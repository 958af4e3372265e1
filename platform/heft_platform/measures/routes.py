"""A pupil's measures: the scores so far with what has become of them, and the form for more."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import pupil_or_404
from heft_platform.measures import schemas, services
from heft_platform.measures.services import RATERS, TOOLS, Tool
from heft_platform.permissions import Deed, requires
from heft_platform.pupils.services import PupilView

measures = Blueprint("measures", __name__, template_folder="templates")

ONE = "/s/<school>/pupils/<uuid:pupil_id>/measures"


@measures.get(ONE)
@requires(Deed.READ_SENSITIVE)
def index(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    kept = services.measures_of(db.session(), pupil_id=pupil_id)
    return render_template(
        "measures/index.html", pupil=pupil, several=services.in_series(kept), tools=TOOLS.values()
    )


@measures.get(f"{ONE}/<tool>/new")
@requires(Deed.WRITE_MEASURES)
def new(pupil_id: UUID, tool: str) -> ResponseReturnValue:
    return _page(pupil_or_404(pupil_id), _tool(tool), Problems())


@measures.post(f"{ONE}/<tool>/new")
@requires(Deed.WRITE_MEASURES)
def added(pupil_id: UUID, tool: str) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _tool(tool)
    problems = Problems()
    with problems.gathered(schemas.SAID_OF):
        answers = schemas.form_of(found).read(request.form)
        given = {one.code: answers.pop(one.code) for one in found.scales}
        try:
            services.add_measure(
                db.session(),
                pupil_id=pupil_id,
                tool=found,
                **{"about": "", **answers},
                scores={code: score for code, score in given.items() if score is not None},
                writer=writer(),
                now=clock.now(),
                today=clock.today(),
            )
        except services.ScoresMissingError as refusal:
            problems.add(refusal.scale, f"Enter “{found.scale(refusal.scale).words}”")
        except services.OutOfRangeError as refusal:
            problems.add(
                refusal.scale, f"Enter “{found.scale(refusal.scale).words}” as a number of its scale"
            )
        except services.NoScoresError:
            problems.add(found.scales[0].code, "Enter at least one score")
        else:
            flash("The scores are kept.")
            return redirect(url_for("measures.index", pupil_id=pupil_id), code=303)
    return _page(pupil, found, problems), 422


@measures.post(f"{ONE}/<uuid:measure_id>/take-out")
@requires(Deed.WRITE_MEASURES)
def taken_out(pupil_id: UUID, measure_id: UUID) -> ResponseReturnValue:
    pupil_or_404(pupil_id)
    is_there = services.take_measure_out(
        db.session(), pupil_id=pupil_id, measure_id=measure_id, writer=writer(), now=clock.now()
    )
    if not is_there:
        abort(404)
    flash("Taken out. What it said stays in the school’s records.")
    return redirect(url_for("measures.index", pupil_id=pupil_id), code=303)


def _tool(code: str) -> Tool:
    return TOOLS.get(code) or abort(404)


def _page(pupil: PupilView, tool: Tool, problems: Problems) -> str:
    only = {
        "edition": tool.editions[0][0] if len(tool.editions) == 1 else "",
        "rater": tool.raters[0] if len(tool.raters) == 1 else "",
    }
    return render_template(
        "measures/scores.html",
        pupil=pupil,
        tool=tool,
        raters=[(one, words, "") for one, words in RATERS.items() if one in tool.raters],
        problems=problems,
        answers=request.form or only,
    )
