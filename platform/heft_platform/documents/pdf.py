"""Make a paper into a PDF that a screen reader can follow. What it cannot follow does not compile."""

import json
from pathlib import Path

import typst

from heft_platform.documents.lettering import FONTS, drawable, in_every_text
from heft_platform.documents.paper import Paper

PAPERS = Path(__file__).parent / "papers"


def make_pdf(paper: Paper) -> bytes:
    """Return a paper as PDF/UA-1."""
    return typst.compile(
        PAPERS / f"{paper.layout}.typ",
        root=PAPERS,  # the template can read nothing else of this machine
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(in_every_text(paper.to_data(), drawable))},  # data, never source
        pdf_standards="ua-1",
    )
