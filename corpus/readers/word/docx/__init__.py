"""Packaged Word files (DOCX) and their XML relatives."""
