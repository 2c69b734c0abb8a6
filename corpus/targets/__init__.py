"""Indicator × period × comparator × value × unit: a document's provisions in, typed and quoted facts out.

Guarantees: value, unit and indicator each stand in the quote; a table's cell keeps the words of its headings.
"""

from corpus.targets.read import find_targets

__all__ = ["find_targets"]
