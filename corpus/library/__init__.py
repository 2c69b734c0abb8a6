"""The files held: taken in, read, built into documents, kept, synchronised, removed."""
