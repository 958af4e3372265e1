"""What a cluster has before its first programme: term dates, templates, the agency directory, and pupils."""

from datetime import date

from heft_platform import clock
from heft_platform.agencies import services as agencies
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import TermDates
from heft_platform.demo.opening import acting_as
from heft_platform.library import services as library
from heft_platform.pupils import services as pupils

TERMS = (
    ("Autumn term 2026", date(2026, 9, 2), date(2026, 10, 26), date(2026, 10, 30), date(2026, 12, 18)),
    ("Spring term 2027", date(2027, 1, 4), date(2027, 2, 15), date(2027, 2, 19), date(2027, 3, 25)),
    ("Summer term 2027", date(2027, 4, 12), date(2027, 5, 31), date(2027, 6, 4), date(2027, 7, 21)),
    ("Autumn term 2027", date(2027, 9, 2), date(2027, 10, 25), date(2027, 10, 29), date(2027, 12, 17)),
    ("Spring term 2028", date(2028, 1, 4), date(2028, 2, 14), date(2028, 2, 18), date(2028, 3, 31)),
    ("Summer term 2028", date(2028, 4, 18), date(2028, 5, 29), date(2028, 6, 2), date(2028, 7, 21)),
)
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
        for name, first_on, break_from, break_to, last_on in TERMS:
            dates = TermDates(
                name=name, first_on=first_on, last_on=last_on, break_from=break_from, break_to=break_to
            )
            calendar.set_term(session, dates=dates)
        for file_name, text in library.templates_of_the_project():
            library.publish(session, text=text, file_name=file_name, now=clock.now())
        agencies.import_directory(session, lines=agencies.directory_of_the_project())
    for who, text in (("sam-patel", OAKFIELD), ("bronwen-hughes", HILLSIDE)):
        with acting_as(who) as session:
            pupils.import_text(session, text=text, today=clock.today())
