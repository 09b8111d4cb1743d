"""Many pages: worker processes, and the ledger that makes a run resumable."""

from __future__ import annotations

from pipeline.batch.local import Done, Settings
from pipeline.batch.run import run

__all__ = ["Done", "Settings", "run"]
