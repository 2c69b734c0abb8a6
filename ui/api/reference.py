"""The page /api: what an OpenAPI description says, for people, without a script and without another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ui import text
from ui.markup import escape

_STYLE = (
    "body{font:1rem/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "code,pre{font-family:monospace;background:#f1f3f5;border-radius:4px}code{padding:0 .25rem}"
    "pre{padding:.75rem;overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #d0d4d9;vertical-align:top}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16181b}code,pre{background:#24282d}"
    "th,td{border-color:#3a4048}a{color:#8ab4f8}}"
)


def html(described: Mapping[str, Any]) -> str:
    """Return the page of an OpenAPI description."""
    body = "".join(_operations(described))
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(text.API_TITLE)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(text.API_TITLE)}</h1><p>{escape(text.API_ABOUT)}</p>"
        f"<p>{escape(text.API_TOKEN)}</p><pre>{escape(text.API_EXAMPLE)}</pre>"
        f'<p><a href="/api/v1/openapi.json">OpenAPI (JSON)</a></p>{body}</main></body></html>'
    )


def _operations(described: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            rows = "".join(_rows(operation, described))
            table = f"<table><thead><tr>{_HEAD}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
            about = escape(operation.get("description", ""))
            yield (
                f"<section><h2>{escape(operation['summary'])}</h2>"
                f"<p><code>{method.upper()} {escape(path)}</code></p><p>{about}</p>{table}</section>"
            )


_HEAD = "".join(f'<th scope="col">{words}</th>' for words in text.API_COLUMNS)


def _rows(operation: Mapping[str, Any], described: Mapping[str, Any]) -> Iterator[str]:
    for one in operation.get("parameters", ()):
        yield _row(
            one["name"],
            one.get("required", False),
            one.get("description", one["schema"].get("description", "")),
        )
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    schema = described["components"]["schemas"].get(name, {})
    for key, value in schema.get("properties", {}).items():
        yield _row(key, key in schema.get("required", ()), value.get("description", ""))


def _row(name: str, required: bool, about: str) -> str:
    need = text.API_REQUIRED if required else ""
    return f"<tr><td><code>{escape(name)}</code></td><td>{need}</td><td>{escape(about)}</td></tr>"
