"""Many pupils on programmes, made through the services: for numbers and for long lists."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.library import services as library
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services as pupils
from heft_platform.pupils.upn import check_letter
from heft_testing.doing import a_school_day

WORRIED = timedelta(days=21)


def put_on_programmes(app: Flask, years: Mapping[str, int]) -> date:
    """Put so many made-up pupils of each year group of Oakfield on a programme; return the day on which all begin."""
    first = a_school_day()
    with app.app_context():
        key_worker, coordinator = id_of("daniel-lee"), id_of("sam-patel")
        with acting_as("sam-patel") as session:
            template = next(
                one for one in library.published_templates(session) if not one.template.entry.blocks
            )
            for pupil in _import(session, years):
                programmes.start_programme(
                    session,
                    pupil_id=pupil.id,
                    template_id=template.id,
                    first_meeting_on=first,
                    key_worker_id=key_worker,
                    coordinator_id=coordinator,
                    purposes=(),
                    triggers=[template.template.triggers()[0][0]],
                    concern="",
                    why_not_ready="It is noted on paper",
                    concern_on=clock.today() - WORRIED,
                )
    return first


def _import(session: Session, years: Mapping[str, int]) -> list[pupils.OnRoll]:
    lines = ["UPN,Surname,Forename,Date of birth,Year,Class"]
    numbers: list[str] = []
    for year, count in years.items():
        for _ in range(count):
            digits = f"99990002{len(numbers):04}"
            numbers.append(check_letter(digits) + digits)
            lines.append(f"{numbers[-1]},Vale,Robin {len(numbers)},14/03/2017,{year},{year}A")
    pupils.import_text(session, text="\n".join(lines) + "\n", today=clock.today())
    session.flush()
    roll = pupils.roll_of_school(session)
    return [roll.find(upn=number) for number in numbers]
