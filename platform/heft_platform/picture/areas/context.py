"""What is asked about every pupil's life, so that no area of need is missed. Strengths and the pupil's own words first."""

from heft_platform.codes import choices_of
from heft_platform.picture.areas.area import Area
from heft_platform.picture.questions import choice, day, from_list, line, long, yes_no
from heft_tenants.visibility import Visibility

CAMHS = (
    ("none", "Not referred"),
    ("referred", "Referred"),
    ("waiting", "Waiting to be seen"),
    ("open", "Being seen"),
    ("closed", "Closed"),
)
FAMILY_SAYS = "In the family’s own words"

PROFILE = (
    Area(
        code="profile",
        words="One-page profile",
        visibility=Visibility.BRIEFING_SAFE,
        hint="All staff can read this. Write it with the pupil, in their words.",
        questions=(
            long("liked", "What people like about me"),
            long("matters", "What matters to me"),
            long("support", "How best to support me"),
        ),
    ),
    Area(
        code="in_class",
        words="Group, seat and help in class",
        visibility=Visibility.BRIEFING_SAFE,
        hint="All staff can read this. Say what to do, and nothing of why.",
        questions=(
            line("group", "Teaching group", "For example: Maths with Ms Khan’s group"),
            line("seat", "Where the pupil sits", "For example: front left, beside the window"),
            long("strategies", "What helps in class"),
        ),
    ),
)

PASTORAL = (
    Area(
        code="language",
        words="Language",
        visibility=Visibility.PASTORAL,
        questions=(
            yes_no("eal", "English as an additional language"),
            line("home_language", "Language at home"),
            yes_no("interpreter", "Interpreter needed"),
        ),
    ),
    Area(
        code="friendships",
        words="Friendships",
        visibility=Visibility.PASTORAL,
        questions=(long("friends", "Friends, and how breaks go"),),
    ),
    Area(
        code="adults",
        words="Adults who help",
        visibility=Visibility.PASTORAL,
        questions=(long("adults", "Who the pupil goes to, in school and out of it"),),
    ),
    Area(
        code="triggers",
        words="What makes it hard",
        visibility=Visibility.PASTORAL,
        questions=(
            long("triggers", "Triggers", "Times, places and things that come before"),
            long("signs", "First signs to look for"),
        ),
    ),
    Area(
        code="calming",
        words="What calms",
        visibility=Visibility.PASTORAL,
        questions=(long("strategies", "Calming strategies"), line("place", "Place to go")),
    ),
)

SENSITIVE = (
    Area(
        code="sen",
        words="Special educational needs",
        visibility=Visibility.SENSITIVE,
        questions=(
            from_list("provision", "SEN provision", "sen_provision"),
            from_list("need_primary", "Main type of need", "sen_need_types"),
            from_list("need_secondary", "Second type of need", "sen_need_types"),
            yes_no("ehcp_in_assessment", "Being assessed for an EHC plan"),
        ),
    ),
    Area(
        code="disadvantage",
        words="Disadvantage",
        visibility=Visibility.SENSITIVE,
        questions=(
            yes_no("fsm_current", "Free school meals now"),
            yes_no("fsm_ever6", "Free school meals in the last 6 years"),
            yes_no("pupil_premium", "Pupil premium"),
            from_list("service_child", "Child of service personnel", "service_child"),
        ),
    ),
    Area(
        code="care",
        words="Care",
        visibility=Visibility.SENSITIVE,
        questions=(
            yes_no("looked_after", "Looked after by a local authority"),
            from_list("post_looked_after", "Looked after before", "post_looked_after"),
            line("care_authority", "Authority that looks after"),
            line("social_worker", "Social worker"),
            line("virtual_school", "Contact at the virtual school"),
        ),
    ),
    Area(
        code="ethnicity",
        words="Ethnicity",
        visibility=Visibility.SENSITIVE,
        questions=(
            line("ethnicity", "Ethnicity", FAMILY_SAYS),
            yes_no("grt", "Gypsy, Roma or Traveller"),
        ),
    ),
    Area(
        code="young_carer",
        words="Young carer",
        visibility=Visibility.SENSITIVE,
        questions=(
            from_list("young_carer", "Young carer", "young_carer"),
            long("cares_for", "Whom the pupil cares for, and when"),
        ),
    ),
    Area(
        code="health",
        words="Health",
        visibility=Visibility.SENSITIVE,
        questions=(
            yes_no("medical", "Medical condition"),
            yes_no("disability", "Disability"),
            choice("camhs", "Mental health service (CAMHS)", CAMHS),
            long("health", "What staff need to know and do"),
        ),
    ),
    Area(
        code="agencies",
        words="Services that help",
        visibility=Visibility.SENSITIVE,
        questions=(long("agencies", "Service, contact, and since when", "One service to a line"),),
    ),
    Area(
        code="circumstances",
        words="What is going on",
        visibility=Visibility.SENSITIVE,
        questions=(
            yes_no("bereavement", "Bereavement"),
            yes_no("bullying", "Bullying"),
            yes_no("family_crisis", "Crisis in the family"),
            yes_no("housing", "Trouble with housing"),
            yes_no("parent_in_prison", "Parent in prison"),
            yes_no("transition", "A change of school that is hard"),
            long("circumstances", "What the family and the pupil say about it"),
        ),
    ),
    Area(
        code="special_care",
        words="Children we are taking special care of",
        visibility=Visibility.SENSITIVE,
        questions=(
            long("why", "Why"),
            line("asked_by", "Who asked for it"),
            day("review_on", "Look again on"),
        ),
    ),
)

SAFEGUARDING = (
    Area(
        code="social_care",
        words="Social care",
        visibility=Visibility.SAFEGUARDING,
        hint="Pastoral leads see the level. Everything else stays with you.",
        level="level",
        questions=(
            choice("level", "Level", choices_of("safeguarding_levels")),
            long("social_care", "Plan, social worker and what was agreed"),
        ),
    ),
    Area(
        code="police_notices",
        words="Police notices (Operation Encompass)",
        visibility=Visibility.SAFEGUARDING,
        hint="Nobody else learns that there is one.",
        questions=(
            yes_no("notices", "A notice has come"),
            long("notices_words", "Dates and what follows from it"),
        ),
    ),
    Area(
        code="safeguarding",
        words="Anything else for the safeguarding lead",
        visibility=Visibility.SAFEGUARDING,
        questions=(long("safeguarding", "What you need to remember"),),
    ),
)

CONTEXT = (*PASTORAL, *SENSITIVE, *SAFEGUARDING)
