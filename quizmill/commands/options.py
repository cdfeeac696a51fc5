"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

BankOption = Annotated[Path, typer.Option("--bank", metavar="DIR", help="The folder of the bank.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Make losses and findings of weight an error.")]
DEFAULT_BANK = Path("bank")
