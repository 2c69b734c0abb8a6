"""The command line `hoidap`: one file a command; arguments in, one clear sentence or a table out, and an exit code.

The rows it prints (`output`), its errors and the register's window serve the programs' interface too.
"""

__all__ = ["errors", "output", "register"]
