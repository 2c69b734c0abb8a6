"""Binary Word files."""
