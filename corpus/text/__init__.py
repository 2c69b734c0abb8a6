"""Letters and quantities: folding with offsets, syllables, numbers, periods, legacy encodings. Imports only values."""
