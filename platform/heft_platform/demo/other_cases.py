"""The made-up programmes of other pupils of Oakfield: how each began, and what is agreed in it. Nobody here exists."""

from dataclasses import dataclass

MORE_PUPILS = """UPN,Legal Surname,Legal Forename,DOB,Year,Reg
G999900025005,Osei,Amara,11/10/2015,6,6A
W999900025006,Cole,Reuben,23/01/2018,4,4C
K999900025007,Haddad,Noor,05/06/2017,5,5B
Z999900025008,Marsh,Ivy,17/12/2015,6,6A
N999900025009,Fletcher,Tom,30/08/2017,4,4C
"""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A programme as it was begun: for whom, from which template, how many weeks ago (negative: to come), and why."""

    pupil: str
    parent: str
    template: str
    weeks_ago: int
    triggers: tuple[str, ...]
    purposes: tuple[str, ...]
    concern: str
    statement: str = ""
    success: str = ""
    measure: str = ""
    help: str = ""
    own_try: str = ""
    home: str = ""
    agrees: tuple[str, ...] = ()  # roles of the template
    prerequisites: tuple[str, ...] = ()

    @property
    def forename(self) -> str:
        return self.pupil.split()[0]


ASKED = Case(
    pupil="Amara Osei",
    parent="Efua Osei",
    template="inclusion-service-16-week",
    weeks_ago=-1,
    triggers=("significant_concerns",),
    purposes=("prevent_exclusion", "belonging"),
    concern="Has eaten alone since September, and hit out twice when others came near.",
)
DUE = Case(
    pupil="Noor Haddad",
    parent="Layla Haddad",
    template="hillingdon-12-week",
    weeks_ago=6,
    triggers=("support_not_enough",),
    purposes=("behaviour_support", "attendance"),
    concern="Hides under the table when a lesson changes, and misses most of the morning.",
    statement="I look at my plan when the lesson changes",
    success="Looks at the card on the desk, and is in the seat within two minutes",
    measure="percent_lessons",
    help="Puts the plan of the day on the desk at registration",
    own_try="Ticks off each lesson",
    home="Leaves for school at 8:20am",
    agrees=("pupil", "parent_carer", "coordinator", "key_staff"),
    prerequisites=("family_asked",),
)
PAUSED = Case(
    pupil="Reuben Cole",
    parent="Hannah Cole",
    template="two-week-review",
    weeks_ago=3,
    triggers=("repeated_incidents",),
    purposes=("stay_in_school", "build_on_strengths"),
    concern="Throws things when a game is lost, four times in one week.",
    statement="I shake hands after a game",
    success="Shakes hands, or waves, and goes back to class",
    measure="count_per_week",
    help="Plays one short game with him each day",
    own_try="Says “good game”",
    home="Plays a board game on Sunday",
    agrees=("pupil", "parent_carer", "programme_lead"),
    prerequisites=("family_asked",),
)
WELL = Case(
    pupil="Ivy Marsh",
    parent="Dean Marsh",
    template="six-week",
    weeks_ago=17,
    triggers=("several_suspensions",),
    purposes=("manage_behaviour", "attendance"),
    concern="Three suspensions since Easter, each after an argument in the corridor.",
    statement="I walk away and find Mr Lee",
    success="Is with Mr Lee within a minute, and says what happened",
    measure="count_per_week",
    help="Is in the corridor between lessons",
    own_try="Walks away before it gets loud",
    home="Asks each day what went well",
    agrees=("pupil", "parent_carer", "coordinator"),
)
PART_TIME = Case(
    pupil="Tom Fletcher",
    parent="Sue Fletcher",
    template="part-time-timetable-6-week",
    weeks_ago=2,
    triggers=("medical",),
    purposes=("return_after_absence",),
    concern="Eleven weeks at home after an operation. Tires by midday.",
    statement="I stay until the end of the week’s new lesson",
    success="Stays the whole lesson, and says how it was",
    measure="yes_no",
    help="Meets him at the gate, and rings home at noon",
    home="Is ready at 8:40am, and does the folder in the afternoon",
    agrees=("parent_carer", "head_teacher"),
    prerequisites=("parent_agrees", "end_date", "risk_done", "in_interest"),
)
