"""The source archive: with all that is needed to test, to look at and to package what is in it."""

from __future__ import annotations

from pathlib import Path

from setuptools.command.sdist import sdist

FOLDERS = (".ci", ".github", "app", "nn", "resources", "tests")
LEFT_OUT = ("__pycache__", ".pyc", ".pyo")


class SourceArchive(sdist):
    """Takes the folders whole; setuptools of itself would leave most of the tests out."""

    def make_distribution(self) -> None:
        """Add the files to those that setuptools found, then write the archive."""
        self.filelist.extend(
            str(path)
            for folder in FOLDERS
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file() and not any(each in str(path) for each in LEFT_OUT)
        )
        self.filelist.extend([".gitignore", "README.md", "main.py", "pyproject.toml"])
        self.filelist.sort()
        self.filelist.remove_duplicates()
        super().make_distribution()
