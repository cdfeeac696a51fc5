"""Shared test tools: goldens (`--accept` rewrites them), and where the labelled documents lie, if they do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what was got into the expected files, then read the diff"
    )
    parser.addoption(
        "--explore", action="store_true", help="let property tests draw examples of their own, new in every run"
    )


def pytest_configure(config: pytest.Config) -> None:
    """A run tells of the change it tests: property tests draw the same examples each time, but for `--explore`."""
    settings.register_profile("same", derandomize=True, deadline=None)  # a busy machine fails no test
    if not config.getoption("--explore"):
        settings.load_profile("same")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Compare bytes with an expected file; with --accept, write it."""

    def compare(path: Path, got: bytes) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(got)
        assert path.exists(), f"{path.relative_to(ROOT)} is missing; run pytest --accept and read it"
        assert got.decode("utf-8", "replace") == path.read_bytes().decode("utf-8", "replace")

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party test data; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the labelled documents (../shared) are not here")
    return SHARED
