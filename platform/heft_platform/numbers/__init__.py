"""Numbers for the school: how programmes go, in groups too large to tell of one child."""
