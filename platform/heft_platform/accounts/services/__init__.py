"""What may be done about people: sign them in and out, and say where they belong."""

from heft_platform.accounts.hashing import hash_password
from heft_platform.accounts.services.belonging import (
    NewDoor,
    PersonAlreadyThereError,
    SlugTakenError,
    add_person,
    door,
    door_slugs,
    end_membership,
    list_member,
    next_free_number,
    open_door,
)
from heft_platform.accounts.services.first_password import (
    LinkNoLongerWorksError,
    choose_first_password,
    first_password_token,
    invited,
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
    PasswordTooShortError,
    Place,
    SignedIn,
    begin_session,
    choose_organisation,
    end_session,
    session_of,
    set_password,
)
from heft_platform.accounts.services.signing_in import (
    TooManyTriesError,
    WrongEmailOrPasswordError,
    demo_person,
    sign_in,
)

__all__ = [
    "LinkNoLongerWorksError",
    "MemberView",
    "NewDoor",
    "PasswordTooShortError",
    "PersonAlreadyThereError",
    "Place",
    "SignedIn",
    "SlugTakenError",
    "TooManyTriesError",
    "WrongEmailOrPasswordError",
    "add_person",
    "address_of",
    "begin_session",
    "choose_first_password",
    "choose_organisation",
    "demo_person",
    "door",
    "door_slugs",
    "end_membership",
    "end_session",
    "first_password_token",
    "hash_password",
    "invited",
    "list_member",
    "member",
    "members",
    "members_with_role",
    "names_of",
    "next_free_number",
    "open_door",
    "session_of",
    "set_password",
    "sign_in",
    "welcome_visitor",
]
