"""Makes the site of `mkdocs.yml`: its first page is the README, and files outside of `docs` are those of the repository."""

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

README = Path(__file__).parents[1] / "README.md"


def _repository(config: Any) -> str:
    return f"{config.repo_url}/blob/main/"


def on_files(files: Files, config: Any) -> Files:
    text = README.read_text(encoding="utf-8").replace(f"{_repository(config)}docs/", "")
    files.append(File.generated(config, "index.md", content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    outside = "../" * (page.file.src_uri.count("/") + 1)
    return markdown.replace(f"]({outside}", f"]({_repository(config)}")
