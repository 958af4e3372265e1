"""What a brought file answers, and so who may see it: it may show anything that may be answered there."""

from collections.abc import Collection

from heft_platform.gathering.questions import FormQuestion, documents_to_answer, parts_of
from heft_platform.library.services import ProgrammeTemplate
from heft_tenants.tables import Visibility

EVERYTHING = ""  # of what was asked: no question by itself


def sees_answer_file(
    template: ProgrammeTemplate, document: str, question: str, sees: Collection[Visibility]
) -> bool:
    """Say whether a file in answer to a question, or to everything, is shown to somebody who sees these classes.

    What is asked for in words of the school’s own is for everybody; what the template no longer has was perhaps sensitive.
    """
    if not document:
        return True
    group = documents_to_answer(template, document)
    if not group:
        return Visibility.SENSITIVE in sees
    asked = _questions(template, document)
    classes = {one.visibility for one in asked if one.id == question}
    everything = {one.visibility for one in asked} | {one.visibility for one in group}
    return (classes or everything) <= set(sees)


def answered_by_files(
    template: ProgrammeTemplate, document: str, sees: Collection[Visibility]
) -> list[tuple[str, str]]:
    """Return the questions, by their ids, that somebody who sees these classes may answer by a file."""
    labels = {one.id: one.label for one in reversed(_questions(template, document))}
    return [
        (id_, label)
        for id_, label in reversed(labels.items())
        if sees_answer_file(template, document, id_, sees)
    ]


def _questions(template: ProgrammeTemplate, document: str) -> list[FormQuestion]:
    """Return what is answered in any of the documents of which one is chosen."""
    return [
        question
        for one in documents_to_answer(template, document)
        for part in parts_of(template, one)
        for question in part.questions
        if question.kind != "none"
    ]
