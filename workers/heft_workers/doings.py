"""Every kind of work there is, by its name in the outbox."""

from heft_workers import arrivals, exports, files, imports, looking_after, mailing, nudges, pauses, promises
from heft_workers.work import Doing

DOINGS: dict[str, Doing] = {
    "letter.arrived": arrivals.letter_arrived,
    "mail.send": mailing.send_mail,
    "documents.export": exports.make_export,
    "documents.forget": exports.forget_export,
    "files.copy": files.copy_file,
    "files.forget": files.forget_file,
    "files.forget_received": files.forget_received,
    "files.move": files.move_file,
    "ground.look_after": looking_after.look_after_ground,
    "programme.goes_on": pauses.programme_goes_on,
    "records.import": imports.import_records,
    "request.overdue": promises.request_overdue,
    "today.nudge": nudges.nudge_people,
}
