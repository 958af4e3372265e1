"""The school's numbers: how programmes go, year by year, and each figure as a spreadsheet."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.numbers import services
from heft_platform.numbers.bars import bars_of
from heft_platform.permissions import Deed, requires
from heft_platform.spreadsheets import answer_with_spreadsheet

numbers = Blueprint("numbers", __name__, template_folder="templates")
numbers.add_app_template_filter(bars_of, "bars")


@numbers.get("/s/<school>/numbers")
@requires(Deed.READ_NUMBERS)
def index() -> ResponseReturnValue:
    return render_template("numbers/index.html", found=_numbers())


@numbers.get("/s/<school>/numbers/<kind>.xlsx")
@requires(Deed.READ_NUMBERS)
def spreadsheet(kind: str) -> ResponseReturnValue:
    found = _numbers()
    try:
        figure = found.figure(kind)
    except services.UnknownFigureError:
        abort(404)
    services.note_export(db.session(), code=figure.code)
    rows = [(row.label, row.number if isinstance(row.number, int) else row.words) for row in figure.rows]
    overall = figure.overall
    rows.append((overall.label, overall.number if isinstance(overall.number, int) else overall.words))
    measure = f"{figure.measure}, %" if overall.unit else figure.measure
    return answer_with_spreadsheet(
        f"{figure.code}-{found.year}", (f"{figure.group}, {found.year} to {found.year + 1}", measure), rows
    )


def _numbers() -> services.Numbers:
    try:
        return services.read_numbers(
            db.session(), year=request.args.get("year", type=int), today=clock.today()
        )
    except services.UnknownFigureError:
        abort(404)
