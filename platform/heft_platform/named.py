"""What statements name and do not fill in: whoever asks says it, so that each is built once and asked again and again."""

from sqlalchemy import ARRAY, Date, DateTime, Text, Uuid, bindparam

PERSON = bindparam("person", type_=Uuid)
PUPIL = bindparam("pupil", type_=Uuid)
PROGRAMME = bindparam("programme", type_=Uuid)
MILESTONE = bindparam("milestone", type_=Uuid)
REFERENCE = bindparam("reference", type_=Text)
DAY = bindparam("day", type_=Date)
TODAY = bindparam("today", type_=Date)
UNTIL = bindparam("until", type_=Date)
LONG_AGO = bindparam("long_ago", type_=DateTime(timezone=True))
# One table is searched by a list of ids where two joined ones would be searched again for each row.
PROGRAMMES = bindparam("programmes", type_=ARRAY(Uuid))
PAUSED = bindparam("paused", type_=ARRAY(Uuid))  # programmes
PUPILS = bindparam("pupils", type_=ARRAY(Uuid))
