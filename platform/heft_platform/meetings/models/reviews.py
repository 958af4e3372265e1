"""What is recorded of a programme at a meeting, once for its milestone: a result for every target and every commitment."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class Review(Owned):
    """What was recorded of a programme at a meeting: at the first, in between or at the last."""

    __tablename__ = "review"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "milestone_id"),  # held once
        of_same_programme("milestone_id", "milestone"),
    )
    __visit__ = Visit(
        section=Section.MEETINGS,
        columns=(
            *("programme_id", "id", "milestone_id", "label", "held_on", "present", "summary"),
            *("recorded_by", "recorder_name", "recorded_at"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    milestone_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    held_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    present: Mapped[str] = kept(Visibility.PASTORAL, Text)
    summary: Mapped[str] = kept(Visibility.PASTORAL, Text)
    recorded_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    recorder_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class ReviewedTarget(Owned):
    """What became of one target, and what happens to it now: what that means, and the words that were chosen for it."""

    __tablename__ = "reviewed_target"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("review_id", "review"),
        of_same_programme("target_id", "target"),
        CheckConstraint("result in ('achieved', 'partly', 'not_yet')", name="result"),
        CheckConstraint(
            "change in ('keep', 'harder', 'easier', 'revise', 'close', 'replace', 'drop')", name="change"
        ),
    )
    __visit__ = Visit(
        section=Section.MEETINGS,
        columns=(
            *("programme_id", "review_id", "target_id", "statement", "evidence"),
            *("result", "result_words", "change", "change_words"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    review_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    statement: Mapped[str] = kept(Visibility.PASTORAL, Text)  # as it read at the review
    result: Mapped[str] = kept(Visibility.PASTORAL, Text)
    result_words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    change: Mapped[str] = kept(Visibility.PASTORAL, Text)
    change_words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    evidence: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")


class ReviewedCommitment(Owned):
    """Whether one commitment was kept: what that means, and the words that were chosen for it."""

    __tablename__ = "reviewed_commitment"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("review_id", "review"),
        of_same_programme("commitment_id", "commitment"),
        CheckConstraint("result in ('kept', 'partly', 'not_kept', 'not_due')", name="result"),
    )
    __visit__ = Visit(
        section=Section.MEETINGS,
        columns=("programme_id", "review_id", "commitment_id", "what", "result", "result_words", "comment"),
    )

    programme_id: Mapped[UUID] = programme_id()
    review_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    commitment_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    result: Mapped[str] = kept(Visibility.PASTORAL, Text)
    result_words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    comment: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
