"""Where things are."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = pathlib.Path(os.environ.get("RASOAT_BUILD", ROOT / "build"))
BINARY = BUILD / "rasoat"
DATA = ROOT / "tests" / "data"
ETC = ROOT / "etc"
