"""The log-in form: one small page of our own, that loads nothing else."""

from __future__ import annotations

import json

from ui import text

_STYLE = """
:root{color-scheme:light dark;--paper:#f5f3ee;--sheet:#fffdfa;--ink:#1c1a18;--edge:#716b62;--accent:#84170f;--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#171615;--sheet:#201f1d;--ink:#f0ece5;--edge:#928c84;--accent:#f3aca2;--on:#1c1a18}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:16px/1.5 sans-serif}
main{width:min(24rem,calc(100vw - 2rem));padding:2rem;background:var(--sheet);border-top:4px solid var(--accent);border-radius:4px}
h1{margin:0 0 1.25rem;font-size:1.4rem}
label{display:block;margin:0 0 1rem}
input{display:block;width:100%;min-height:48px;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:4px;background:var(--paper);color:inherit;font:inherit}
button{width:100%;min-height:48px;border:0;border-radius:4px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
p{margin:1rem 0 0;min-height:1.5em;color:var(--accent)}
"""
_SCRIPT = """
const form = document.querySelector("form"), said = document.querySelector("p");
form.addEventListener("submit", async event => {
  event.preventDefault();
  said.textContent = "";
  try {
    const answer = await fetch("dang-nhap", {method: "POST", headers: {"content-type": "application/json"},
      body: JSON.stringify({name: form.elements.name.value, password: form.elements.password.value})});
    if (answer.ok) location.reload();
    else said.textContent = await answer.text();
  } catch { said.textContent = OFFLINE; }
});
"""


def html() -> str:
    """Return the page with the form."""
    script = f"const OFFLINE = {json.dumps(text.OFFLINE, ensure_ascii=False)};{_SCRIPT}"
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport"'
        f' content="width=device-width, initial-scale=1"><title>{text.LOG_IN_TITLE} · {text.TITLE}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{text.TITLE}</h1><form>"
        f'<label>{text.USER_NAME}<input name="name" autocomplete="username" autocapitalize="none" required autofocus></label>'
        f'<label>{text.PASSWORD}<input name="password" type="password" autocomplete="current-password" required></label>'
        f'<button>{text.LOG_IN_TITLE}</button><p role="alert"></p></form></main><script>{script}</script></body></html>'
    )
