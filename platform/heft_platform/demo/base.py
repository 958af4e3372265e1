"""What a cluster has before its first programme: term dates, templates, the agency directory, and pupils."""

from contextlib import suppress
from importlib.resources import files

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.agencies import services as agencies
from heft_platform.agencies.directory_file import directory_of_the_project
from heft_platform.calendar import services as calendar
from heft_platform.cluster import services as cluster
from heft_platform.cluster.gias import read_schools
from heft_platform.demo.opening import acting_as
from heft_platform.demo.terms import terms_around
from heft_platform.library import services as library
from heft_platform.pupils import services as pupils
from heft_platform.target_bank import services as target_bank
from heft_platform.target_bank.bank_file import examples_of_the_project

OAKFIELD = """UPN,Legal Surname,Legal Forename,DOB,Year,Reg
A999900025001,Smith,Jay,14/03/2017,5,5B
P999900025002,Brown,Maya,02/11/2016,5,5B
D999900025003,O’Connor,Leo,27/05/2016,6,6A
"""
HILLSIDE = """UPN,Legal Surname,Legal Forename,DOB,Year,Reg
L99990002500A,Nowak,Kacper,02/02/2016,6,6B
N99990002501B,Ali,Zara,19/08/2017,4,4H
"""


def load() -> None:
    """Load term dates, templates, the directory and the pupils of the made-up cluster."""
    with acting_as("owen-parry", "admin") as session:
        for dates in terms_around(clock.today()):
            calendar.set_term(session, dates=dates)
        _publish(session)
        _list_schools(session)
        target_bank.load(session, lines=examples_of_the_project())
        agencies.import_directory(session, lines=directory_of_the_project())
    for who, text in (("sam-patel", OAKFIELD), ("bronwen-hughes", HILLSIDE)):
        with acting_as(who) as session:
            pupils.import_text(session, text=text, today=clock.today())


def _publish(session: Session) -> None:
    for file_name, text in library.templates_of_the_project():
        with suppress(library.VersionAlreadyPublishedError):  # loaded again, it stands already
            library.publish(session, text=text, file_name=file_name, now=clock.now())


def _list_schools(session: Session) -> None:
    with files("heft_platform.demo").joinpath("schools.csv").open("rb") as stream:
        lines = read_schools(stream, authorities=["Fellside"])
        cluster.import_schools(session, lines=lines, today=clock.today())
