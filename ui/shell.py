"""The page's fixed parts: head, tabs, side list, source panel, messages."""

from __future__ import annotations

import json
from pathlib import Path

from ui import choosing, text
from ui.markup import attributes, escape

_STATIC = Path(__file__).parent / "static"
_FONT = (
    "static/fonts/SourceSansPro/SourceSansPro-{weight}.woff2"  # gradio's own file, complete for Vietnamese
)


# A red rule over lines of print, as the head of the page.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath"
    " fill='%23fffdfa' d='M2 1h12v14H2z'/%3E"
    "%3Cpath fill='%2384170f' d='M2 1h12v3H2z'/%3E%3Cpath stroke='%234b4743' d='M4 7h8M4 9.5h8M4"
    " 12h5'/%3E%3C/svg%3E"
)


def _icon(path: str) -> str:
    return (
        '<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor"'
        f' stroke-width="1.8" stroke-linecap="round" aria-hidden="true">{path}</svg>'
    )


_LINES = _icon('<path d="M4 6h16M4 12h16M4 18h10"/>')
_HALF_MOON = _icon(
    '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>'
)
_CROSS = _icon('<path d="M6 6l12 12M18 6L6 18"/>')


def body() -> str:
    """Return the fixed parts; the page's script moves them out of gradio's boxes."""
    return _header() + _side() + _panel() + _messages()


def _header() -> str:
    tabs = "".join(_tab(key, name) for key, name in text.VIEWS.items())
    return (
        f'<a class="hd-skip" data-body href="#hd-main">{text.SKIP}</a><header id="hd-header" data-body>'
        f'<button type="button" class="hd-icon" data-side aria-expanded="false" aria-controls="hd-side"'
        f' aria-label="{text.SIDE_TOGGLE}">{_LINES}</button>'
        f'<h1 class="hd-brand"><strong>{text.TITLE}</strong><span>{text.MOTTO}</span></h1>'
        f'<nav aria-label="{text.TABS}"><div id="hd-tabs" role="tablist" aria-label="{text.TABS}">{tabs}'
        "</div></nav>"
        f'<div id="hd-user" hidden><span></span><button type="button" class="hd-button" data-log-out>{text.LOG_OUT}'
        "</button></div>"
        f'<button type="button" class="hd-icon" data-dark aria-label="{text.LIGHT_DARK}">{_HALF_MOON}'
        "</button></header>"
    )


def _tab(key: str, name: str) -> str:
    values = {
        "data-tab": key,
        "id": f"hd-tab-{key}",
        "aria-controls": f"hd-view-{key}",
        "aria-selected": "false",
        "data-needs": "quan-tri" if key in text.ADMIN_VIEWS else None,
    }
    return f'<button type="button" role="tab"{attributes(values)}>{name}</button>'


def _side() -> str:
    return f'<aside id="hd-side" data-body aria-label="{text.SIDE}"><div id="hd-side-body"></div></aside>'


def _panel() -> str:
    return (
        f'<aside id="hd-panel" data-body aria-label="{text.PANEL}">'
        '<div id="hd-resize" role="separator" tabindex="0" aria-orientation="vertical"'
        f' aria-label="{text.RESIZE}"></div>'
        f'<div class="hd-panel-bar"><h2>{text.PANEL}</h2><button type="button" class="hd-icon" data-close'
        f' aria-label="{text.CLOSE}">{_CROSS}</button></div>'
        f'<div id="hd-panel-body"><p class="hd-note">{text.PANEL_EMPTY}</p></div></aside>'
    )


def _messages() -> str:
    return (
        '<div id="hd-status" class="hd-away" data-body role="status" aria-live="polite"></div>'
        '<div id="hd-notice" role="status" data-body hidden><span></span></div>'
        f'<div id="hd-scope" data-body role="group" aria-label="{text.SCOPE}"></div>'
        f'<ul id="hd-suggest" data-body role="listbox" aria-label="{text.SUGGESTIONS}" hidden></ul>'
        '<dialog id="hd-dialog" data-body aria-labelledby="hd-dialog-title"><div></div></dialog>'
    )


def upload() -> str:
    """Return the way to add files; the script sends them, the report says what came of each."""
    return (
        f'<div class="hd-add" data-needs="bien-tap"><label class="hd-button hd-primary">{text.UPLOAD}'
        '<input type="file" multiple class="hd-file"></label>'
        f"<p>{text.UPLOAD_TEXT}</p></div>"
        '<div role="alert"><ul id="hd-upload-refused" class="hd-doubts"></ul></div><div id="hd-upload-report" aria-live="off"></div>'
    )


def head(upload_bytes: int) -> str:
    """Return what goes into the page's <head>: fonts, style, texts and scripts, all of our own.

    Args:
        upload_bytes: size of the largest file that is taken.
    """
    words = {
        "uploadBytes": upload_bytes,
        "title": text.TITLE,
        "views": text.VIEWS,
        "panel": text.PANEL,
        "reading": text.READING,
        "main": text.MAIN,
        "question": text.QUESTION,
        "copied": text.COPIED,
        "copyFailed": text.COPY_FAILED,
        "rated": text.RATED,
        "answered": text.ANSWERED_ALOUD,
        "forgotten": text.FORGOTTEN,
        "undo": text.UNDO,
        "undone": text.UNDONE,
        "renameTitle": text.RENAME_TITLE,
        "save": text.SAVE,
        "cancel": text.CANCEL,
        "saved": text.SAVED,
        "askAgain": text.ASK_AGAIN_HINT,
        "commented": text.COMMENTED,
        "scope": text.SCOPE,
        "scopeAll": text.SCOPE_ALL,
        "scopeRemove": text.SCOPE_REMOVE,
        "choose": text.CHOOSE_OPEN,
        "tooManyChosen": text.CHOOSE_TOO_MANY.format(count=choosing.MOST_CHOSEN),
        "mostChosen": choosing.MOST_CHOSEN,
        "suggested": text.SUGGESTED_COUNT,
        "nothingChanged": text.NOTHING_CHANGED,
        "fileTooLarge": text.FILE_TOO_LARGE,
        "failed": text.FAILED,
        "stop": text.STOP,
        "ask": text.ASK,
        "logOut": text.LOG_OUT,
        "offline": text.OFFLINE,
        "pageImage": text.PAGE_IMAGE,
        "noPageImage": text.NO_PAGE_IMAGE,
        "drawingPage": text.DRAWING_PAGE,
        "zoomPage": text.ZOOM_PAGE,
        "older": text.OLDER,
        "filters": text.MORE_FILTERS,
    }
    scripts = "".join(
        f"<script>{_read(name)}</script>"
        for name in (
            "page.js",
            "chat.js",
            "panel.js",
            "views.js",
            "files.js",
            "scope.js",
            "suggest.js",
            "acts.js",
        )
    )
    return (
        f'<link rel="icon" href="{_ICON}"><meta name="description" content="{escape(text.MOTTO)}">'
        f"<style>{_fonts()}{_read('theme.css')}</style>"
        f"<script>window.hoidapText = {json.dumps(words, ensure_ascii=False)};</script>{scripts}"
    )


def _fonts() -> str:
    """Return the font faces; the bundled semi-bold lacks Vietnamese letters, so bold stands in for it."""
    faces = (("Regular", "400"), ("Bold", "500 900"))
    return "".join(
        f"@font-face{{font-family:'Hoidap Sans';src:url('{_FONT.format(weight=file)}') format('woff2');"
        f"font-weight:{weight};font-display:swap}}"
        for file, weight in faces
    )


def _read(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")
