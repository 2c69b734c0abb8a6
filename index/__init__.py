"""Search over chunks: lexical, dense, fused."""
