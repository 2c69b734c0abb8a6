"""Pictures of pages: bytes of an image in, recognised text out, with a warning where it is doubtful.

Guarantees: without the recognition program the page is refused in words that say what to install; where two readings
disagree on a number, that is said.
"""

from corpus.readers.scan.boxes import Rectangle, boxes_of, image_boxes, in_order, share, turned_back
from corpus.readers.scan.image import read
from corpus.readers.scan.ocr_consensus import agree
from corpus.readers.scan.warnings import pages_in_words, scan_warnings

__all__ = [
    "Rectangle",
    "agree",
    "boxes_of",
    "image",
    "image_boxes",
    "in_order",
    "ocr",
    "pages_in_words",
    "read",
    "scan_warnings",
    "share",
    "turned_back",
]
