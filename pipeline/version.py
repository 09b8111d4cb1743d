"""Versions of the program and of the language model, as every record tells them."""

from __future__ import annotations

from importlib.metadata import version

PROGRAM = version("saripati")


def model_version() -> str:
    """Name and version of the language model in `pipeline/language/`."""
    return "id_saripati-0.3"
