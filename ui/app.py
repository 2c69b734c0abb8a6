"""The page: gradio's blocks put together, and started on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui import chat, render, shell, text, upload
from ui.chat import Asking
from ui.history import History
from ui.user import name_of
from ui.views import Views, open_history

_ON_LOAD = "window.hoidap.start(element, trigger, server); /* 'ask' 'open' */"
_ON_DONE = "() => { window.hoidap.done(); }"
_ON_PAST = "watch('value', () => window.hoidap.past(element));"
_ON_LIVE = "watch('value', () => window.hoidap.live(element));"
_TOGETHER = 4  # questions answered at the same time; more wait their turn


def build(assistant: Asking) -> gr.Blocks:
    """Return the page over an assistant."""
    views = Views(assistant, open_history(assistant.settings.data))
    demo: gr.Blocks
    with gr.Blocks(title=text.TITLE, analytics_enabled=False, fill_width=True) as demo:
        fixed = gr.HTML(
            shell.body(),
            elem_id="hd-shell",
            js_on_load=_ON_LOAD,
            apply_default_css=False,
            server_functions=views.functions(),
        )
        with gr.Column(elem_id="hd-main"):
            _chat(assistant, views.history, fixed)
            for key in ("nhiem-vu", "chi-tieu"):
                _view(key)
            with gr.Column(elem_id="hd-view-van-ban", elem_classes="hd-tabpanel"):
                upload.build(assistant)
                gr.HTML('<div class="hd-view"></div>', apply_default_css=False, js_on_load=None)
            _view("tro-giup", render.help_page())
    return demo


def _view(key: str, content: str = "") -> None:
    with gr.Column(elem_id=f"hd-view-{key}", elem_classes="hd-tabpanel"):
        gr.HTML(f'<div class="hd-view">{content}</div>', apply_default_css=False, js_on_load=None)


def _chat(assistant: Asking, history: History, fixed: gr.HTML) -> None:
    """Place the conversation and wire its events."""

    def welcome() -> str:
        return render.welcome(assistant.examples())

    def respond(question: str, conversation: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        owner = name_of(request)
        past = render.turns(history.turns(conversation, owner=owner), conversation)
        for number, step in enumerate(chat.ask(assistant, history, question, conversation, owner)):
            first = number == 0
            yield (past if first else gr.skip(), step.live, step.conversation, "" if first else gr.skip())

    def respond_button(
        conversation: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        yield from respond(str(event._data.get("question", "")), conversation, request)

    def reopen(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Show a past conversation, or none; the first time nothing that was asked meanwhile is lost."""
        wanted = str(event._data.get("conversation", ""))
        kept = history.turns(wanted, owner=name_of(request))
        live = gr.skip() if event._data.get("first") else ""
        if not kept:
            return welcome(), live, gr.skip() if event._data.get("first") else ""
        return render.turns(kept, wanted), live, wanted

    conversation = gr.State("")
    with gr.Column(elem_id="hd-view-hoi-dap", elem_classes="hd-tabpanel"):
        past = gr.HTML("", elem_id="hd-past", apply_default_css=False, js_on_load=_ON_PAST)
        live = gr.HTML("", elem_id="hd-live", js_on_load=_ON_LIVE, apply_default_css=False)
        with gr.Row(elem_id="hd-composer"):
            box = gr.Textbox(
                label=text.QUESTION, placeholder=text.QUESTION_HINT, lines=1, max_lines=6,
                show_label=False, container=False, elem_id="hd-question", scale=1,
            )  # fmt: skip
            button = gr.Button(text.ASK, variant="primary", elem_id="hd-send", scale=0)
    outputs = [past, live, conversation, box]
    private: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_id": "ask",
        "concurrency_limit": _TOGETHER,
    }
    typed = gr.on([box.submit, button.click], respond, [box, conversation], outputs, **private)
    clicked = fixed.ask(respond_button, [conversation], outputs, **private)
    for answering in (typed, clicked):
        answering.then(None, js=_ON_DONE, api_visibility="private")
    fixed.open(reopen, None, [past, live, conversation], show_progress="hidden", api_visibility="private")
