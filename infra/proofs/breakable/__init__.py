"""A whole Heft that may be broken: its processes, its servers, the people who use it, all on this machine."""
