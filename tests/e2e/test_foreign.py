"""A page of another origin on the same machine, in a real browser: it changes nothing and reads nothing."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Watch, ask, opened, window

_ATTACKS = """async target => {
    const outcome = {};
    const attempt = async (name, path, options) => {
        try {
            const answer = await fetch(target + path, {credentials: 'include', ...options});
            outcome[name] = answer.type === 'opaque' ? 'opaque' : `read ${answer.status}`;
        } catch (error) { outcome[name] = 'refused'; }
    };
    const json = {'content-type': 'application/json'};
    const plain = {'content-type': 'text/plain'};
    const question = JSON.stringify({question: 'Câu hỏi của trang lạ?', conversation: ''});
    await attempt('read the page', '/', {});
    await attempt('read the configuration', '/config', {});
    await attempt('ask as JSON', '/hoidap/hoi', {method: 'POST', headers: json, body: question});
    await attempt('ask as text', '/hoidap/hoi', {method: 'POST', headers: plain, body: question, mode: 'no-cors'});
    await attempt('forget as text', '/hoidap/goi/forget', {method: 'POST', headers: plain, mode: 'no-cors', body: JSON.stringify({conversation: CONVERSATION})});
    await attempt('upload a form', '/hoidap/tai-len?ten=a.txt', {method: 'POST', mode: 'no-cors', body: new Blob(['x'], {type: 'text/plain'})});
    await attempt('event of gradio', '/gradio_api/queue/join', {method: 'POST', headers: plain, mode: 'no-cors', body: '{}'});
    navigator.sendBeacon(target + '/hoidap/hoi', question);
    const image = new Image();
    outcome['embed an original'] = await new Promise(done => {
        image.onload = () => done('shown');
        image.onerror = () => done('refused');
        image.src = target + '/hoidap/goc?vb=3316-KH-UBND@lam-dong@2022-05-13';
    });
    const form = Object.assign(document.createElement('form'), {method: 'post', action: target + '/hoidap/hoi', enctype: 'text/plain', target: 'frame'});
    const frame = Object.assign(document.createElement('iframe'), {name: 'frame'});
    form.append(Object.assign(document.createElement('input'), {name: '{"question":"Câu hỏi của trang lạ?","a":"', value: '"}'}));
    document.body.append(frame, form);
    form.submit();
    await new Promise(done => setTimeout(done, 1500));
    return outcome;
}"""


@pytest.fixture
def foreign() -> Iterator[str]:
    """Give the address of an empty page that another program serves on this machine."""

    class Empty(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><body></body>")

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_foreign_page_neither_changes_nor_reads_anything(
    browser: Browser, fake_address: str, foreign: str, name: str
) -> None:
    with window(browser, Watch()) as context:
        context.unroute("**/*")
        mine = opened(context.new_page(), fake_address)
        ask(mine, "Ai làm?")
        conversation = mine.url.split("c=")[1]
        other: Page = context.new_page()
        other.goto(foreign.replace("127.0.0.1", name))
        outcome = other.evaluate(_ATTACKS.replace("CONVERSATION", repr(conversation)), fake_address)
        assert {k: v for k, v in outcome.items() if v not in {"refused", "opaque"}} == {}
        mine.reload()
        mine.wait_for_selector("#hd-past .hd-turn")
        assert "trang lạ" not in mine.locator("#hd-side-body").inner_text()
        assert mine.locator("#hd-past .hd-question").all_inner_texts() == ["Ai làm?"]
