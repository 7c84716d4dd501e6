"""A copy of the knowledge folder that a test may spoil."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class CopiedKnowledge:
    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces the first `old` in a file; fails where it does not stand there."""
        path = self.folder / file
        content = path.read_text()
        assert old in content, f"{file} does not hold {old!r}"
        path.write_text(content.replace(old, new, 1))


def copy_knowledge(source: Path, target: Path) -> CopiedKnowledge:
    return CopiedKnowledge(Path(shutil.copytree(source, target / "knowledge")))
