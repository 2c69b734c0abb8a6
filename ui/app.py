"""The page: gradio's blocks put together. They draw the page; what it says comes from ui/calls.py."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui import render, shell, text


def build() -> gr.Blocks:
    """Return the page; it has no events of gradio's, so none can be called."""
    demo: gr.Blocks
    with gr.Blocks(title=text.TITLE, analytics_enabled=False, fill_width=True) as demo:
        _html(shell.body(), elem_id="hd-shell", js_on_load="window.hoidap.start(element);")
        with gr.Column(elem_id="hd-main"):
            _chat()
            for key in ("nhiem-vu", "chi-tieu"):
                _view(key)
            with gr.Column(elem_id="hd-view-van-ban", elem_classes="hd-tabpanel"):
                _html(shell.upload(), elem_id="hd-upload")
                _html('<div class="hd-view"></div>')
            _view("tro-giup", render.help_page())
            _view("quan-tri")
    return demo


def _html(content: str, **more: Any) -> None:
    gr.HTML(content, apply_default_css=False, **{"js_on_load": None, **more})


def _view(key: str, content: str = "") -> None:
    with gr.Column(elem_id=f"hd-view-{key}", elem_classes="hd-tabpanel"):
        _html(f'<div class="hd-view">{content}</div>')


def _chat() -> None:
    """Place the conversation: what was asked, what is being answered, the box for the next question."""
    with gr.Column(elem_id="hd-view-hoi-dap", elem_classes="hd-tabpanel"):
        _html('<div id="hd-past"></div><div id="hd-live"></div>', elem_id="hd-talk")
        with gr.Row(elem_id="hd-composer"):
            gr.Textbox(
                label=text.QUESTION, placeholder=text.QUESTION_HINT, lines=1, max_lines=6,
                show_label=False, container=False, elem_id="hd-question", scale=1,
            )  # fmt: skip
            gr.Button(text.ASK, variant="primary", elem_id="hd-send", scale=0)
