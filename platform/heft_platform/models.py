"""Every table there is: importing this module makes them all known."""

from importlib import import_module
from pathlib import Path

from heft_tenants import attachments, erased_letters, file_keys, files, gates, letters, organisations, outbox
from heft_tenants.tables import Table

__all__ = [
    "Table",
    "attachments",
    "erased_letters",
    "file_keys",
    "files",
    "gates",
    "letters",
    "organisations",
    "outbox",
]

for _feature in sorted(Path(__file__).parent.iterdir()):
    if (_feature / "models.py").exists() or (_feature / "models").is_dir():
        import_module(f"heft_platform.{_feature.name}.models")
