"""A school asks the local authority for help, and the authority answers: a thread of letters."""
