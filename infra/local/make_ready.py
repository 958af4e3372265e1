"""Do what `heft` does before the first page, in one process: prepare, migrate and, in the demo, load its cast."""

import os

from heft_platform.cli import heft

COMMANDS = [["database", "prepare"], ["database", "migrate"]]

if __name__ == "__main__":
    for words in COMMANDS + ([["demo", "load"]] if os.environ.get("HEFT_DEMO") == "1" else []):
        heft(words, standalone_mode=False)
