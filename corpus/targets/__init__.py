"""Indicator × period × comparator × value × unit: typed, quoted facts."""
