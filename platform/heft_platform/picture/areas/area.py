"""An area: its questions, and the class of what is answered."""

from dataclasses import dataclass

from heft_platform.picture.questions import Question
from heft_tenants.visibility import Visibility


@dataclass(frozen=True, kw_only=True)
class Area:
    """Something of a pupil's life that is asked about and checked as a whole."""

    code: str
    words: str
    visibility: Visibility
    questions: tuple[Question, ...]
    hint: str = ""
    caution: str = ""
    is_the_sencos: bool = False  # nobody else writes it
    level: str = ""  # the question whose answer those may be told who see what is sensitive

    def question(self, name: str) -> Question:
        return next(one for one in self.questions if one.name == name)
