"""Saripati reads Indonesian news pages and gives back structured records.

>>> from pipeline import extract_text
>>> record = extract_text(
...     "JAKARTA - Gubernur DKI Jakarta Anies Baswedan menyebut 11 juta warga sudah menjadi peserta JKN.",
...     title="11 Juta Warga Jadi Peserta", published="31 Des 2021", id="contoh",
... )
>>> record.id
'contoh'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.flow import extract, extract_html, extract_text, run
    from pipeline.records import (
        Amount,
        Article,
        Block,
        Check,
        Count,
        Date,
        Derived,
        Evidence,
        Facility,
        Mention,
        Official,
        Page,
        Percentage,
        Person,
        Problem,
        Record,
        Region,
        Statement,
        Summary,
        schema,
    )  # fmt: skip
    from pipeline.rows import frames
    from pipeline.version import PROGRAM as __version__

__all__ = [
    "Amount", "Article", "Block", "Check", "Count", "Date", "Derived", "Evidence", "Facility", "Mention", "Official",
    "Page", "Percentage", "Person", "Problem", "Record", "Region", "Statement", "Summary", "__version__", "extract",
    "extract_html", "extract_text", "frames", "run", "schema",
]  # fmt: skip

_HOME = {
    **dict.fromkeys(("extract", "extract_html", "extract_text", "run"), "pipeline.flow"),
    "frames": "pipeline.rows",
    "__version__": "pipeline.version",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first asked for, so that `saripati --help` answers at once."""
    if name not in __all__:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    value = getattr(import_module(_HOME.get(name, "pipeline.records")), "PROGRAM" if name == "__version__" else name)
    globals()[name] = value
    return value
