"""How an agency's worker joins one programme of one school: invited, taken on, let in, and out again."""
