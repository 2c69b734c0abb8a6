"""Documents, and what can be read out of them."""
