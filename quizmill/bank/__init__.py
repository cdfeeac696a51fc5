"""The bank: items, their origins and the curator's edits in a folder of Parquet files.

    from quizmill.bank import Bank

    bank = Bank.open("bank")
    bank.to_pandas()                                         # as pd.read_parquet("bank/questions")
    bank.sql("select type, count(*) from questions group by 1")

Only this package imports pyarrow and deltalake, and it does so when `Bank` is first asked for: workers that only
make rows (`quizmill.bank.rows`) stay small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizmill.bank.store import Bank

__all__ = ["Bank"]


def __getattr__(name: str) -> object:
    if name == "Bank":
        from quizmill.bank.store import Bank

        return Bank
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
