"""What a meeting said of targets and promises, in the words of the template's own scales beside what they mean."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

RESULTS = {"achieved": "Achieved", "partly": "Partly achieved", "not_yet": "Not yet achieved"}
CHANGES = {
    "keep": "Keep as it is",
    "harder": "Make it harder",
    "easier": "Make it a smaller step",
    "revise": "Change it",
    "replace": "Replace it",
    "drop": "Take it out",
}
KEPT = {"kept": "Kept", "partly": "Partly kept", "not_kept": "Not kept"}
WORDS = (
    ("reviewed_target", "result", RESULTS),
    ("reviewed_target", "change", CHANGES),
    ("reviewed_commitment", "result", KEPT),
    ("commitment_tick", "result", KEPT),
)
RULES = (
    ("reviewed_target", "change", "'keep', 'harder', 'easier', 'revise', 'close', 'replace', 'drop'"),
    ("reviewed_commitment", "result", "'kept', 'partly', 'not_kept', 'not_due'"),
    ("commitment_tick", "result", "'kept', 'partly', 'not_kept', 'not_due'"),
)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for table, column, words in WORDS:
        _say_in_words(table, column, words)
    for table, column, allowed in RULES:
        name = op.f(f"ck_{table}_{column}")
        op.drop_constraint(name, table, schema="owned")
        op.create_check_constraint(name, table, f"{column} in ({allowed})", schema="owned")
    for column in ("result_words", "change_words"):
        op.execute(f"grant select ({column}) on owned.reviewed_target to heft_visitor")
    op.execute("grant select (result_words) on owned.reviewed_commitment to heft_visitor")
    op.execute("set local role none")


def _say_in_words(table: str, column: str, words: dict[str, str]) -> None:
    """Give what was said before the words that it was said in. The owner may not update rows: the fence is up for it too."""
    new = f"{column}_words"
    op.add_column(table, sa.Column(new, sa.Text(), server_default="", nullable=False), schema="owned")
    said = " ".join(f"when '{code}' then '{said}'" for code, said in words.items())
    op.execute(f"alter table owned.{table} alter {new} drop default")
    op.execute(f"alter table owned.{table} alter {new} type text using case {column} {said} end")
