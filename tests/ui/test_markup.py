"""Markdown to HTML: what is interpreted, and that nothing of the input becomes markup."""

from __future__ import annotations

import re

import pytest

from ui.markup import attributes, inline, markdown, plain

HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(1)"> \' & ${x} {{y}}'


def cite(marker: int) -> str:
    return f"<button>{marker}</button>" if marker == 1 else ""


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("**Quý II/2022** [1]", "<p><strong>Quý II/2022</strong> <button>1</button></p>", id="bold and marker"),
        pytest.param("dừng ở [...] và [7]", "<p>dừng ở [...] và [7]</p>", id="brackets that are no citation"),
        pytest.param("- a\n- b", "<ul><li>a</li><li>b</li></ul>", id="bullets"),
        pytest.param("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>', id="numbers keep their start"),
        pytest.param("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", id="nested bullets"),
        pytest.param("- a\n\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>", id="a blank line ends a list"),
        pytest.param("> 1. Mục đích:\n> - x", "<blockquote><p>1. Mục đích:<br>- x</p></blockquote>", id="a quotation stays verbatim"),
        pytest.param("### Nhiệm vụ chung", "<h4>Nhiệm vụ chung</h4>", id="heading"),
        pytest.param("một\nhai", "<p>một<br>hai</p>", id="line break"),
        pytest.param("[Xem](?muc=nhiem-vu&tu=a)", '<p><a href="?muc=nhiem-vu&amp;tu=a" data-view>Xem</a></p>', id="link to a view"),
        pytest.param("[Xem](https://a.vn)", "<p>[Xem](https://a.vn)</p>", id="no link to elsewhere"),
        pytest.param("[Xem](javascript:alert(1))", "<p>[Xem](javascript:alert(1))</p>", id="no script as a link"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_markdown(source: str, html: str) -> None:
    assert markdown(source, cite) == html


def test_a_table_has_heads_and_cells_with_markers() -> None:
    html = markdown("| Mốc | Mục tiêu |\n|---|:-:|\n| 2025 | loại IV [1] |\n| a \\| b | |", cite)
    assert re.findall(r"<th scope=\"col\">(.*?)</th>", html) == ["Mốc", "Mục tiêu"]
    assert re.findall(r"<td>(.*?)</td>", html) == ["2025", "loại IV <button>1</button>", "a | b", ""]


@pytest.mark.parametrize("frame", ["{}", "- {}", "1. {}", "> {}", "## {}", "**{}**", "| {} |\n|---|\n| {} |"])
def test_nothing_of_the_input_becomes_markup(frame: str) -> None:
    html = markdown(frame.replace("{}", HOSTILE), cite)
    assert not re.search(r"<(script|img)", html)
    assert "&lt;script&gt;" in html
    assert "&quot;alert(1)&quot;" in html


def test_attributes_are_quoted_and_empty_ones_left_out() -> None:
    assert (
        attributes({"a": '"><b>', "b": None, "c": True, "d": False, "e": 0})
        == ' a="&quot;&gt;&lt;b&gt;" c e="0"'
    )


def test_inline_without_citations_keeps_the_markers() -> None:
    assert inline("x [1]") == "x [1]"


def test_plain_text_keeps_markers_and_drops_marks() -> None:
    assert plain("**Quý II** [1] [Xem](?muc=x)") == "Quý II [1] Xem"
