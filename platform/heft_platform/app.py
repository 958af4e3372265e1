"""What the application is made of."""

import gc
from typing import Any

from flask import Flask, g
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.wrappers import Response

from heft_platform import entering, error_reports, errors, frame, incoming, security_headers, words
from heft_platform.accounts import people_of_the_cookie
from heft_platform.config import Settings
from heft_platform.daily_reports.chart import chart_of
from heft_platform.extensions import csrf, db, login
from heft_platform.features import BLUEPRINTS
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, may
from heft_platform.references import unbroken
from heft_platform.storage import store_of
from heft_platform.typed_words import words_without_a_place

PAGES_WORTH_OF_OBJECTS = 50_000  # that are made before the collector looks through them


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application.

    :raises WrongSettingsError: naming every setting that is missing or wrong
    """
    settings = settings or Settings.from_environment()
    error_reports.start(settings)
    app = Flask(__name__)
    incoming.take_in(app)
    app.config.from_mapping(settings.for_flask())
    app.extensions["heft_store"] = store_of(settings)
    _find_templates(app)
    for extension in (db, csrf, login):
        extension.init_app(app)
    people_of_the_cookie(login)
    entering.prepare(app)
    app.after_request(save_if_it_went_well)
    app.context_processor(_known_to_every_page)
    words.teach(app)
    errors.handle(app)
    security_headers.send_with(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.demo:
        _open_the_demo(app)
    return app


def keep_for_good() -> None:
    """Spare the collector what the application is made of: looking through it costs a page a tenth of a second.

    What a page is made of goes with the page; of the little that stays, it is enough to look once in many pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(PAGES_WORTH_OF_OBJECTS)


def save_if_it_went_well(response: Response) -> Response:
    """A request is one transaction: kept if the answer is good, dropped if not."""
    if response.status_code < 400 or g.get("keep_anyway"):
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _known_to_every_page() -> dict[str, Any]:
    return {
        "frame": frame.frame_of_request(),
        "ways_in": frame.ways_in,
        "may": may,
        "Deed": Deed,
        "no_problems": Problems(),
        "words_without_a_place": words_without_a_place,
    }


def _find_templates(app: Flask) -> None:
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, govuk])  # type: ignore[list-item]
    app.add_template_filter(chart_of, "chart")
    app.add_template_filter(unbroken)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _open_the_demo(app: Flask) -> None:
    from heft_platform.demo.routes import demo  # noqa: PLC0415  (outside the demo its pages do not exist)

    app.register_blueprint(demo)
