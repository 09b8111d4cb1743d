"""What all tests share: where the data beside the project is."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project; tests that use it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the data in ../shared, which is not here")
    return SHARED
