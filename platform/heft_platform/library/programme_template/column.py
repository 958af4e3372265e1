"""A template as it is kept with what follows it: a column of JSON that is read as a template."""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, TypeDecorator, cast, type_coerce

from heft_platform.library.programme_template.template import ProgrammeTemplate

MOST_KEPT = 256


class TemplateColumn(TypeDecorator[ProgrammeTemplate]):
    """A template's body. Hundreds of programmes follow the same few: what is the same to the letter is read once."""

    impl = JSON
    cache_ok = True

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self.impl_instance.coerce_compared_value(op, value)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return type_coerce(cast(column, Text), self)

    def process_bind_param(self, value: ProgrammeTemplate | None, dialect: Any) -> Any:  # noqa: ARG002
        return value.body if value is not None else None

    def process_result_value(self, value: str | None, dialect: Any) -> ProgrammeTemplate | None:  # noqa: ARG002
        return _read(value) if value is not None else None


@lru_cache(maxsize=MOST_KEPT)
def _read(body: str) -> ProgrammeTemplate:
    return ProgrammeTemplate(json.loads(body))
