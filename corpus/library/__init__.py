"""The files held: taken in, read, built into documents, kept, synchronised, removed.

In: paths and addresses; out: documents, and a report with one line a file. Guarantees: one bad file never stops the
others; what is written is whole or not there; one process writes at a time; a file is known by its content.
"""

from typing import TYPE_CHECKING

from corpus.lazy import lazily

if TYPE_CHECKING:
    from corpus.library.edits import EDITABLE, Correction
    from corpus.library.fetch import FetchLimits
    from corpus.library.library import Library
    from corpus.library.manifest import Manifest, Trashed, day, load_manifest, reason, save_manifest
    from corpus.library.read import ReadLimits, outline_one, read_one
    from corpus.library.report import Action, FileReport, Progress, ProgressCall, Report, doubts
    from corpus.library.scan import hash_file
    from corpus.library.store import document_fingerprint
    from corpus.library.summary import Summary

__all__ = [
    "EDITABLE",
    "Action",
    "Correction",
    "FetchLimits",
    "FileReport",
    "Library",
    "Manifest",
    "Progress",
    "ProgressCall",
    "ReadLimits",
    "Report",
    "Summary",
    "Trashed",
    "day",
    "document_fingerprint",
    "doubts",
    "hash_file",
    "load_manifest",
    "outline_one",
    "read_one",
    "reason",
    "save_manifest",
]

if not TYPE_CHECKING:  # so that a name that is not handed out stays an error of types
    __getattr__ = lazily(
        __name__,
        {
            "edits": (
                "EDITABLE",
                "Correction",
            ),
            "fetch": ("FetchLimits",),
            "library": ("Library",),
            "manifest": (
                "Manifest",
                "load_manifest",
                "save_manifest",
                "Trashed",
                "day",
                "reason",
            ),
            "read": (
                "ReadLimits",
                "outline_one",
                "read_one",
            ),
            "report": (
                "Action",
                "FileReport",
                "Progress",
                "ProgressCall",
                "Report",
                "doubts",
            ),
            "scan": ("hash_file",),
            "store": ("document_fingerprint",),
            "summary": ("Summary",),
        },
    )
