"""A reading in, a lossless tree of provisions out: markers, levels, attachments, tables, labels."""
