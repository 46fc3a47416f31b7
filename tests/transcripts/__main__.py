"""Packs recordings into this folder: ``python -m tests.transcripts FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.transcripts import HERE, pack

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.transcripts", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the recordings are, as files of JSON in folders as here")
    written = pack(parser.parse_args().folder, HERE)
    print(f"{len(written)} files, {sum(file.stat().st_size for file in written) / 1e6:.1f} MB")
