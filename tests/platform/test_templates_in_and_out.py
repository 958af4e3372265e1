"""A template goes out as YAML and comes in again with equal content; whatever else comes in is refused in words."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.library import services
from heft_platform.library.commands import library
from heft_platform.library.plain_yaml import read
from heft_platform.library.reading import TemplateFaultsError, read_template
from heft_platform.library.writing import as_yaml

ActingAs = Callable[..., AbstractContextManager[Session]]
FILES = dict(services.templates_of_the_project())
SIX = FILES["six-week.yaml"]
KEPT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(KEPT, max_size=12) | st.sampled_from(
    ["yes", "no", "on", "null", "12", "2026-01-01", "~", "a: b", "- x", "#"]
)
KEYS = st.from_regex(r"[a-z]{3,8}", fullmatch=True).filter(
    lambda key: key not in {"yes", "off", "true", "null", "false"}
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_out_is_read_again_with_equal_content_and_order(name: str) -> None:
    body = read_template(FILES[name], file_name=name)

    again = read_template(as_yaml(body), file_name=name)

    assert again == body
    assert str(again) == str(body)  # the order of keys too


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=5))
def test_any_words_survive_being_written_and_read(body: dict[str, Any]) -> None:
    again = read(as_yaml(body))

    assert again == body
    assert str(again) == str(body)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=80)
    | PLAIN.map(lambda thing: as_yaml({"label": thing}))
    | st.binary(max_size=60).map(lambda octets: octets.decode("latin-1"))
)
def test_whatever_comes_in_is_read_or_refused_in_words(text: str) -> None:
    with pytest.raises(TemplateFaultsError) as refused:
        read_template(text, file_name="ours.yaml")

    assert all(line.startswith("ours.yaml, ") and ": " in line for line in refused.value.lines())


def test_half_a_template_is_never_published(acting_as: ActingAs) -> None:
    lines = SIX.replace("\nversion: 1\n", "\nversion: 7\n").splitlines(keepends=True)

    with acting_as("owen-parry", "admin") as session:
        before = services.published_templates(session)
        for number in range(1, 20):
            half = "".join(lines[: len(lines) * number // 20])
            with pytest.raises(TemplateFaultsError):
                services.publish(session, text=half, file_name="half.yaml", now=clock.now())
        assert services.published_templates(session) == before


def test_a_wrong_part_publishes_nothing_of_the_rest(app: Flask, tmp_path: Any) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        SIX.replace("\nversion: 1\n", "\nversion: 7\n").replace("week_basis: school", "week_basis: lunar")
    )

    with app.app_context():
        said = CliRunner().invoke(library, ["publish", str(file), "--cluster", "fellside"])

    assert said.exit_code == 1
    assert "nothing was published." in said.output
    assert "ours.yaml, duration.week_basis: Use one of: school, calendar. Found: “lunar”" in said.output


@pytest.mark.parametrize("name", FILES)
def test_each_template_of_the_project_is_published_by_command(app: Flask, tmp_path: Any, name: str) -> None:
    file = tmp_path / name
    file.write_text(FILES[name].replace("\nversion: 1\n", "\nversion: 7\n"), encoding="utf-8")

    with app.app_context():
        said = CliRunner().invoke(library, ["publish", str(file), "--cluster", "fellside"])

    assert said.exit_code == 0, said.output
    assert "version 7, is published." in said.output
