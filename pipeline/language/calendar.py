"""The grammar of Indonesian calendar expressions."""

from __future__ import annotations
