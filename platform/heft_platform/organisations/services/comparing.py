"""Is an archive of what is here now? Compared by the rows themselves, not by what the archive says of itself."""

from heft_platform.organisations.archive import Manifest
from heft_platform.organisations.services.exporting import is_taken_along
from heft_platform.storage import Store, place_of
from heft_tenants import grounds
from heft_tenants.refusals import Refused
from heft_tenants.tables import OF_ONE_ORGANISATION


class ArchiveOfAnotherStateError(Refused):
    """The archive is not of what is here now; `where` names the tables, or the files."""

    def __init__(self, where: list[str]) -> None:
        self.where = where
        super().__init__(where)


def refuse_another_state(
    connection: grounds.Connection, *, manifest: Manifest, store: Store, org: int
) -> None:
    """Compare an archive with every row and every file of the leaving organisation.

    :raises ArchiveOfAnotherStateError: if anything was added, changed or removed since it was made
    """
    going = {
        str(table): table
        for table in grounds.tables(connection)
        if table.schema in OF_ONE_ORGANISATION and is_taken_along(table)
    }
    written = {
        name: member
        for name, member in manifest.tables.items()
        if name.partition(".")[0] in OF_ONE_ORGANISATION
    }
    differing = sorted(going.keys() ^ written.keys())
    for name, member in written.items():
        if name in going and grounds.fingerprint(connection, going[name], org=org) != member.sha256:
            differing.append(name)
    if set(store.keys(place_of(org))) != set(manifest.files):
        differing.append("files")
    if differing:
        raise ArchiveOfAnotherStateError(differing)
