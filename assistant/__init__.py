"""Questions in, cited answers out; the register and its exports; the command line.

`opening` and `library_opening` open what the settings name, `assistant` answers, `model` holds the values.
"""

__all__ = [
    "accounts",
    "assistant",
    "cli",
    "export",
    "library_opening",
    "model",
    "opening",
    "register",
    "settings",
]
