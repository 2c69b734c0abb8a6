"""The plan as received, byte for byte, and the catalog of the documents around it (`catalog`).

Guarantees: the catalog never says what is in force, only which document states what.
"""

__all__ = ["catalog"]
