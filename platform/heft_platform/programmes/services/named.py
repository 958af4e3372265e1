"""One programme, as statements name it that are built once: by its id, or by its reference."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, select

from heft_platform.named import REFERENCE
from heft_platform.programmes.models import Programme
from heft_tenants.sessions import HERE

OF_REFERENCE: ColumnElement[bool] = (Programme.org_id == HERE) & (Programme.reference == REFERENCE)
ITS_PUPIL: Select[Any] = select(Programme.pupil_id).where(OF_REFERENCE)
BY_REFERENCE: ScalarSelect[Any] = select(Programme.id).where(OF_REFERENCE).scalar_subquery()
