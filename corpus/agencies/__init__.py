"""Names of bodies, former and present, found in text and told apart."""
