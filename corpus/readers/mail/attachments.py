"""What hangs on a mail, written out as files; called in the child of `corpus.readers.limits`."""

from __future__ import annotations

from pathlib import Path

from corpus.readers.mail.read import parsed


def unpack(path: str, name: str, folder: str) -> dict[str, list[str]]:
    """Write the attachments of a mail into a folder as "0", "1", … and return their names in that order.

    Raises:
        UnreadableFile: the mail is damaged.
    """
    mail = parsed(Path(path).read_bytes(), name)
    seen: dict[str, int] = {}
    names = []
    for number, file in enumerate(mail.attachments):
        Path(folder, str(number)).write_bytes(file.data)
        seen[file.name] = seen.get(file.name, 0) + 1
        stem, dot, ending = file.name.rpartition(".")
        again = f" ({seen[file.name]})" if seen[file.name] > 1 else ""
        names.append(f"{stem}{again}{dot}{ending}" if stem else f"{ending}{again}")
    return {"names": names}
