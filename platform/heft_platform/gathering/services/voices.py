"""What was asked before the first meeting, with what each said last. Nothing of a higher class, and nothing protected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from heft_platform.gathering.models import AskedFor, GivenAnswer
from heft_platform.gathering.questions import is_guarded, parts_of
from heft_platform.gathering.services.answering import METHOD_WORDS
from heft_platform.gathering.services.asked import view_of
from heft_platform.gathering.typed_answers import in_words
from heft_platform.gathering.views import AskedForView
from heft_platform.library.services import Document, ProgrammeTemplate
from heft_platform.named import PROGRAMME
from heft_tenants.together import Question, Statement, built_once
from heft_tenants.visibility import Visibility


@dataclass(frozen=True, kw_only=True)
class SaidInAnswer:
    """A question with its answer in words, and the class of the answer."""

    question: str
    answer: str
    visibility: Visibility


@dataclass(frozen=True, kw_only=True)
class VoiceView:
    """Something that somebody was asked for; `said` is empty before they answer, and always where it is protected."""

    asked: AskedForView
    said: tuple[SaidInAnswer, ...]
    method: str
    supporter: str
    typed_on: date | None

    @property
    def who(self) -> str:
        return self.asked.asked_name or self.asked.label


def voices_asked(*, programme_id: UUID, template: ProgrammeTemplate) -> Question[list[VoiceView]]:
    """Ask for everything that was asked for and said, for pages that ask for more at once."""
    documents = {one.id: one for one in template.documents}
    return Question(
        lambda rows: [_voice(asked, given, template, documents.get(asked.document)) for asked, given in rows],
        _asked_with_newest_answers(),
        programme=programme_id,
    )


@built_once
def _asked_with_newest_answers() -> Statement:
    return (
        select(AskedFor, GivenAnswer)
        .outerjoin(
            GivenAnswer,
            (GivenAnswer.org_id == AskedFor.org_id)
            & (GivenAnswer.programme_id == AskedFor.programme_id)
            & (GivenAnswer.asked_for_id == AskedFor.id),
        )
        .where(AskedFor.programme_id == PROGRAMME)
        .ext(distinct_on(AskedFor.place, AskedFor.id))
        .order_by(AskedFor.place, AskedFor.id, GivenAnswer.no.desc())
    )


def _voice(
    asked: AskedFor, given: GivenAnswer | None, template: ProgrammeTemplate, document: Document | None
) -> VoiceView:
    view = view_of(asked, document)
    quoted = given if given is not None and not view.is_protected else None
    return VoiceView(
        asked=view,
        said=tuple(_said(quoted, template, document)) if quoted and document else (),
        method=METHOD_WORDS.get(given.method, given.method) if given else "",
        supporter=given.supporter if given else "",
        typed_on=given.typed_at.date() if given else None,
    )


def _said(given: GivenAnswer, template: ProgrammeTemplate, document: Document) -> list[SaidInAnswer]:
    return [
        SaidInAnswer(
            question=one.label, answer=in_words(one, given.answers[one.id]), visibility=one.visibility
        )
        for part in parts_of(template, document)
        for one in part.questions
        if given.answers.get(one.id) and not is_guarded(one)
    ]
