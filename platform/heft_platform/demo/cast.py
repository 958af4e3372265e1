"""The made-up people, schools and services of the demonstration. Nobody here exists."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MadeUpOrganisation:
    """An organisation of the demonstration."""

    org: int
    cluster: int
    cluster_name: str
    kind: str
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class MadeUpPerson:
    """Somebody whom one click signs in, and what they are there to show."""

    slug: str
    name: str
    at: str  # the organisation's slug
    role: str
    title: str
    shows: str

    @property
    def email(self) -> str:
        return f"{self.slug}@{self.at}.example"


FELLSIDE, MOORLAND = (1, "Fellside schools"), (2, "Moorland schools")

ORGANISATIONS = tuple(
    MadeUpOrganisation(org=org, cluster=cluster, cluster_name=cluster_name, kind=kind, slug=slug, name=name)
    for org, (cluster, cluster_name), kind, slug, name in (
        (1, FELLSIDE, "authority", "fellside", "Fellside Council"),
        (2, FELLSIDE, "school", "oakfield", "Oakfield Primary"),
        (3, FELLSIDE, "school", "hillside", "Hillside Primary"),
        (4, FELLSIDE, "agency", "quarry-bank", "Quarry Bank Outreach"),
        (5, MOORLAND, "authority", "moorland", "Moorland Council"),
        (6, MOORLAND, "school", "tarnside", "Tarnside Academy"),
    )
)

PEOPLE = tuple(
    MadeUpPerson(slug=slug, name=name, at=at, role=role, title=title, shows=shows)
    for slug, name, at, role, title, shows in (
        (
            *("sam-patel", "Sam Patel", "oakfield", "pastoral_lead", "Pastoral lead"),
            "Runs programmes from start to final review.",
        ),
        (
            *("aisha-khan", "Aisha Khan", "oakfield", "dsl", "Teacher 5B, designated safeguarding lead"),
            "Scores daily reports and sees every programme.",
        ),
        (
            *("daniel-lee", "Daniel Lee", "oakfield", "key_worker", "Learning mentor, key worker"),
            "Meets pupils every week and writes notes.",
        ),
        (
            *("ruth-okonjo", "Ruth Okonjo", "oakfield", "head", "Headteacher"),
            "Approves what leaves the school.",
        ),
        (
            *("carl-dunne", "Carl Dunne", "oakfield", "teacher", "Teacher 6A"),
            "Scores daily reports, and nothing else.",
        ),
        (
            *("bronwen-hughes", "Bronwen Hughes", "hillside", "senco", "SENCO"),
            "Works on Hillside’s own ground: nothing of Oakfield is there.",
        ),
        (
            *("luca-marino", "Luca Marino", "hillside", "head", "Headteacher"),
            "Approves Hillside’s letters.",
        ),
        (
            *("marcus-bennett", "Marcus Bennett", "fellside", "inclusion_officer", "Inclusion officer"),
            "Answers schools’ requests, and sees only what was sent.",
        ),
        (
            *("owen-parry", "Owen Parry", "fellside", "cluster_administrator", "Cluster administrator"),
            "Schools, term dates, templates and the directory. Never case content.",
        ),
        (
            *("niamh-doherty", "Niamh Doherty", "quarry-bank", "outreach_worker", "Outreach worker"),
            "Joins single cases, and nothing else in the school.",
        ),
        (
            *("priya-nair", "Priya Nair", "tarnside", "pastoral_lead", "Pastoral lead"),
            "Works in another cluster: nothing of Fellside is there.",
        ),
    )
)


def organisation(slug: str) -> MadeUpOrganisation:
    return next(one for one in ORGANISATIONS if one.slug == slug)


def person(slug: str) -> MadeUpPerson:
    return next(one for one in PEOPLE if one.slug == slug)
