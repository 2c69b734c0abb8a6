"""One file a shape of answer: evidence in, lines of a draft out; None where the shape does not fit."""
