"""Web pages, above all those of the law databases."""
