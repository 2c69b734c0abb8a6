"""Citations of places, documents named in a text, and what one document says about another."""
