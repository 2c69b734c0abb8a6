"""Words with positions in, lines, columns and tables in reading order out."""
