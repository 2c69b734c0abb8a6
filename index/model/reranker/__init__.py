"""The shipped cross-encoder: what the folder holds says its README."""
