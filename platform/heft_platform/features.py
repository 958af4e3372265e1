"""Everything the service is about, one blueprint or more for each."""

from heft_platform.accounts.routes import accounts
from heft_platform.actions.routes import actions
from heft_platform.agencies.routes import agencies
from heft_platform.audit.routes import audit
from heft_platform.calendar.routes import calendar
from heft_platform.cases.routes import cases
from heft_platform.checklists.routes import checklists
from heft_platform.cluster.routes import cluster
from heft_platform.daily_reports.routes import daily_reports
from heft_platform.documents.routes import documents
from heft_platform.escalations.routes import escalations
from heft_platform.gathering.routes import gathering
from heft_platform.health import health
from heft_platform.library.routes import library
from heft_platform.lists.routes import lists
from heft_platform.measures.routes import measures
from heft_platform.meetings.routes import meetings
from heft_platform.numbers.routes import numbers
from heft_platform.operations.routes import operations
from heft_platform.picture.routes import picture
from heft_platform.plans.routes import plans
from heft_platform.programmes.routes import programmes
from heft_platform.provision.routes import provision
from heft_platform.pupils.routes import pupils
from heft_platform.records.routes import records
from heft_platform.rewards.routes import rewards
from heft_platform.sessions.routes import sessions
from heft_platform.target_bank.routes import target_bank
from heft_platform.today.routes import today

BLUEPRINTS = (
    accounts,
    actions,
    agencies,
    audit,
    calendar,
    cases,
    checklists,
    cluster,
    daily_reports,
    documents,
    escalations,
    gathering,
    health,
    library,
    lists,
    measures,
    meetings,
    numbers,
    operations,
    picture,
    plans,
    programmes,
    provision,
    pupils,
    records,
    rewards,
    sessions,
    target_bank,
    today,
)
