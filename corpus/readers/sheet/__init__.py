"""Workbooks: sheets as tables, in the two formats of Excel."""
