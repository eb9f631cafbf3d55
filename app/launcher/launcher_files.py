"""The files that a launcher consists of: put in place all or none, and taken away again.

A manifest says which files are ours and what was in them, so that a file which somebody else made
or changed is never overwritten and never deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST_VERSION = 1


class LauncherError(Exception):
    """The launcher could not be installed or removed; the message tells a person why."""


@dataclass(frozen=True)
class LauncherFile:
    """A file of the launcher.

    Attributes:
        path: where it goes, absolute.
        content: its bytes.
        executable: whether it may be run.
    """

    path: Path
    content: bytes
    executable: bool = False


@dataclass
class Manifest:
    """What was installed.

    Attributes:
        files: the SHA-256 sums by path: of what we wrote last, and of what we were replacing then,
            so that the manifest is true at every moment of the writing.
        folders: the folders that had to be made.
        by_products: what the desktop's own tools made because of our files.
    """

    files: dict[Path, list[str]] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)
    by_products: list[Path] = field(default_factory=list)

    def owns(self, path: Path) -> bool:
        """Whether the file at `path` is as we left it."""
        return path in self.files and fingerprint(path) in self.files[path]

    def encoded(self) -> bytes:
        """As JSON text."""
        files = {str(path): sums for path, sums in sorted(self.files.items())}
        whole = {
            "version": MANIFEST_VERSION,
            "files": files,
            "folders": [str(path) for path in self.folders],
            "by_products": [str(path) for path in self.by_products],
        }
        return (json.dumps(whole, indent=1) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest stored at `path`; an empty one if there is none.

    Raises:
        LauncherError: it cannot be read or understood.
    """
    try:
        stored = json.loads(path.read_bytes())
        if stored["version"] != MANIFEST_VERSION:
            raise ValueError("another version")
        files = {Path(name): [str(each) for each in sums] for name, sums in stored["files"].items()}
        folders, by_products = (
            [Path(name) for name in stored[key]] for key in ("folders", "by_products")
        )
        return Manifest(files, folders, by_products)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise LauncherError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LauncherError(
            f"{path}, the list of what was installed, is damaged or from another version of "
            "Glassnet. Delete it together with the launcher's files, then install again."
        ) from error


def fingerprint(path: Path) -> str:
    """The SHA-256 sum of a file; "" if there is none to read, or only a link to one."""
    if path.is_symlink():
        return ""
    try:
        return _sum(path.read_bytes())
    except OSError:
        return ""


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Store the manifest at `path`.

    Raises:
        OSError: it cannot be written.
    """
    _write(LauncherFile(path, manifest.encoded()))


def put_in_place(
    files: Sequence[LauncherFile], manifest_path: Path, by_products: Sequence[Path] = ()
) -> list[Path]:
    """Write all files, or, if one cannot be written, leave everything as it was.

    Args:
        files: to be written. What an earlier installation wrote and these no longer name is
            removed.
        manifest_path: where the list of what was written is kept.
        by_products: what the desktop's own tools may make because of the files; those that are not
            there yet are noted in the manifest.

    Returns:
        The paths of `files`.

    Raises:
        LauncherError: a file that is not ours stands in the way, or one cannot be written.
    """
    before = read_manifest(manifest_path)
    refuse_foreign({each.path: _sum(each.content) for each in files}, before)
    missing = _missing_folders([manifest_path, *(each.path for each in files), *by_products])
    named = {each.path for each in files}
    left = [path for path in before.files if path not in named and before.owns(path)]
    after = Manifest(
        {path: before.files[path] for path in left}
        | {
            each.path: sorted({_sum(each.content), fingerprint(each.path)} - {""}) for each in files
        },
        list(dict.fromkeys([*before.folders, *missing])),
        [path for path in by_products if path in before.by_products or not path.exists()],
    )
    # The manifest comes first: if the power fails after it, everything written is known as ours.
    writes = [LauncherFile(manifest_path, after.encoded()), *files]
    done: list[tuple[Path, bytes | None, int]] = []
    try:
        for each in writes:
            done.append((each.path, *_kept(each.path)))
            _write(each)
        for path in left:
            done.append((path, *_kept(path)))
            path.unlink()
    except OSError as error:
        _undo(done, missing)
        raise LauncherError(f"Nothing was installed: {described(error)}.") from error
    return [each.path for each in files]


def take_away(manifest_path: Path) -> list[Path]:
    """Remove those of the manifest's files that are as we left them, and the manifest.

    The folders stay; `remove_empty` removes them.

    Returns:
        The files removed.

    Raises:
        LauncherError: a file cannot be removed; the manifest stays.
    """
    manifest = read_manifest(manifest_path)
    removed: list[Path] = []
    try:
        for path in filter(manifest.owns, manifest.files):
            path.unlink()
            removed.append(path)
        manifest_path.unlink(missing_ok=True)
    except OSError as error:
        raise LauncherError(f"The launcher was not removed: {described(error)}.") from error
    return removed


def refuse_foreign(wanted: Mapping[Path, str], manifest: Manifest) -> None:
    """Make sure that nothing of somebody else's stands where our files go.

    Args:
        wanted: the sum by path of what is to be written; a file that has it already may stay.
        manifest: what we wrote before.

    Raises:
        LauncherError: something does.
    """
    foreign = [
        path
        for path, its_sum in wanted.items()
        if os.path.lexists(path) and not manifest.owns(path) and fingerprint(path) != its_sum
    ]
    if foreign:
        raise LauncherError(
            "Nothing was installed: something is there already that Glassnet did not put there, or "
            f"that was changed since: {_listed(foreign)}. Move it away or delete it, then install "
            "again."
        )


def described(error: OSError) -> str:
    """What went wrong, with the file that it went wrong with."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove those of the folders that are empty, the innermost first."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        # What somebody else put something into, or what is gone, is left alone.
        with contextlib.suppress(OSError):
            folder.rmdir()


def _missing_folders(paths: Iterable[Path]) -> list[Path]:
    missing: dict[Path, None] = {}
    for path in paths:
        missing.update(dict.fromkeys(each for each in reversed(path.parents) if not each.exists()))
    return list(missing)


def _kept(path: Path) -> tuple[bytes | None, int]:
    """What is at `path` now, None for nothing, and its permissions."""
    try:
        return path.read_bytes(), path.stat().st_mode
    except FileNotFoundError:
        return None, 0


def _write(file: LauncherFile, mode: int | None = None) -> None:
    """Write a file so that nobody ever sees half of it."""
    file.path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.path.parent, prefix=".glassnet-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(file.content)
        os.chmod(name, mode if mode is not None else 0o755 if file.executable else 0o644)
        os.replace(name, file.path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _undo(done: Sequence[tuple[Path, bytes | None, int]], made: Iterable[Path]) -> None:
    for path, content, mode in reversed(done):
        with contextlib.suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                _write(LauncherFile(path, content), mode)
    remove_empty(made)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _listed(paths: Sequence[Path]) -> str:
    shown = ", ".join(str(path) for path in paths[:3])
    return shown + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
