"""From ranked evidence to an answer: read, shape, quote, ground, refuse, and rewrite with a language model."""
