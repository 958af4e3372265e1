"""Which templates are suggested to a school: those written for its phase and setting. None is refused to others."""

from collections.abc import Iterable

from heft_platform.cluster.services import SchoolView
from heft_platform.codes import codes_of
from heft_platform.library.services import Audience, TemplateView

SETTINGS = {  # by words that are in the sort of a school, as the national list calls it
    "special": "special",
    "pupil referral unit": "alternative_provision",
    "alternative provision": "alternative_provision",
    "further education": "training_provision",
    "16 to 19": "training_provision",
    "16-19": "training_provision",
    "sixth form": "training_provision",
}


def suggested_first(
    templates: Iterable[TemplateView], school: SchoolView | None
) -> list[tuple[TemplateView, bool]]:
    """Return templates, those that suit the school first, each with whether it does. On no list, a school suits all."""
    told = [(one, school is None or suits(one.template.audience, school)) for one in templates]
    return sorted(told, key=lambda one: not one[1])


def suits(audience: Audience, school: SchoolView) -> bool:
    """Say whether a template is written for schools like this one. Of what is not known, nothing is said."""
    phases = {code for code, one in codes_of("school_phases").items() if one.label == school.phase}
    knows_phase = bool(phases and audience.phases)
    knows_setting = bool(school.sort and audience.settings)
    return (not knows_phase or bool(phases & set(audience.phases))) and (
        not knows_setting or setting_of(school.sort) in audience.settings
    )


def setting_of(sort: str) -> str:
    """Return the setting of a school of some sort, such as “Community special school”."""
    said = sort.casefold()
    return next((setting for words, setting in SETTINGS.items() if words in said), "mainstream")
