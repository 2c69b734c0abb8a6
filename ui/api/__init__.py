"""The assistant for programs: HTTP under /api/v1, and the Model Context Protocol at /mcp or over stdio."""

from ui.api.rest import register
from ui.api.service import Service

__all__ = ["Service", "register", "tools"]
