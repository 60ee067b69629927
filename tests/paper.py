"""What stands on paper: a page as it prints, read back from its PDF."""

from io import BytesIO
from typing import Any

import pypdf

from hub.design import pdf


def opened(data: bytes) -> pypdf.PdfReader:
    """Return a PDF to look into."""
    return pypdf.PdfReader(BytesIO(data))


def sheets(data: bytes) -> list[str]:
    """Return the text of each sheet of a PDF, on one line each."""
    return [" ".join(sheet.extract_text().split()) for sheet in opened(data).pages]


def printed(answer: Any) -> str:
    """Return what a page says when it is printed."""
    assert answer.status_code == 200
    return " ".join(sheets(pdf.of(answer.content.decode())))
