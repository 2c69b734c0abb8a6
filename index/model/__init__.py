"""The shipped embedding model."""
