"""What may be done about people: sign them in and out, and say where they belong."""

from heft_platform.accounts.services.belonging import (
    NewDoor,
    PersonAlreadyThereError,
    SlugTakenError,
    add_person,
    door,
    end_membership,
    list_member,
    next_free_number,
    open_door,
)
from heft_platform.accounts.services.members import (
    MemberView,
    address_of,
    member,
    members,
    members_with_role,
    names_of,
    welcome_visitor,
)
from heft_platform.accounts.services.sessions import (
    Place,
    SignedIn,
    begin_session,
    choose_organisation,
    end_session,
    session_of,
)
from heft_platform.accounts.services.signing_in import (
    TooManyTriesError,
    WrongEmailOrPasswordError,
    demo_person,
    hash_password,
    sign_in,
)

__all__ = [
    "MemberView",
    "NewDoor",
    "PersonAlreadyThereError",
    "Place",
    "SignedIn",
    "SlugTakenError",
    "TooManyTriesError",
    "WrongEmailOrPasswordError",
    "add_person",
    "address_of",
    "begin_session",
    "choose_organisation",
    "demo_person",
    "door",
    "end_membership",
    "end_session",
    "hash_password",
    "list_member",
    "member",
    "members",
    "members_with_role",
    "names_of",
    "next_free_number",
    "open_door",
    "session_of",
    "sign_in",
    "welcome_visitor",
]
