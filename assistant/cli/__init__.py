"""The command line `hoidap`: one file a command."""
