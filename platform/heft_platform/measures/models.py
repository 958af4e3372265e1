"""Scores of a measure on a day. What was asked belongs to whoever made the measure, and is not kept."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.kept_versions import KeptInVersions
from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Visibility, kept


class Measure(KeptInVersions):
    """One set of scores: by which tool and edition, on which day, by whom."""

    __tablename__ = "measure"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("tool in ('sdq', 'boxall', 'leuven', 'gas', 'tme')", name="tool"),
        CheckConstraint("rater in ('parent', 'teacher', 'self', 'together')", name="rater"),
        CheckConstraint("(tool in ('gas', 'tme')) = (about <> '')", name="about_a_target"),
        CheckConstraint("scores <> '{}'", name="has_scores"),
    )

    tool: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    edition: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    taken_on: Mapped[date] = kept(Visibility.SENSITIVE, Date)
    rater: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    rater_name: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")
    about: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")  # the target
    scores: Mapped[dict[str, int]] = kept(Visibility.SENSITIVE, JSONB)
    note: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")
