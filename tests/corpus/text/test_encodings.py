"""Legacy encodings: every letter, detection by content, mixed files, Unicode left alone."""

from __future__ import annotations

import pytest

from corpus.text.encodings import Encoding, Run, decode, decode_text, survey
from corpus.text.syllables import is_syllable
from tests.factories.office import to_tcvn3, to_viscii, to_vni

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
SENTENCE = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; giao Sở Nội vụ chủ trì, "
    "phối hợp với các huyện, thị xã đẩy mạnh ứng dụng công nghệ, hoàn thành trước ngày 15 hằng quý."
)


def test_tcvn3_has_every_small_letter() -> None:
    assert decode(to_tcvn3(LETTERS), Encoding.TCVN3) == LETTERS


@pytest.mark.parametrize("text", [LETTERS, LETTERS.upper()], ids=["small letters", "capitals"])
def test_vni_has_every_letter(text: str) -> None:
    spaced = " ".join(text)
    assert decode(to_vni(spaced), Encoding.VNI) == spaced


@pytest.mark.parametrize(
    "text", [LETTERS, "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲỰỨỪỬÀÁÂÃẢĂÈÉÊẺÌÍĨÒÓÔÙÚÝĐ"], ids=["small", "capitals"]
)
def test_viscii_has_every_letter(text: str) -> None:
    assert decode(to_viscii(text).decode("latin-1"), Encoding.VISCII) == text


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("\xe5", "ạ"),
        ("\x89", "ế"),
        ("\xdc", "ư"),
        ("\xc7", "đ"),
        ("\xf1", "Đ"),
        ("\x88", "Ă"),
        ("\xf7", "Ơ"),
        ("\xd0", "Ư"),
    ],
)
def test_vps_letters_by_their_published_codes(code: str, letter: str) -> None:
    assert decode(code, Encoding.VPS) == letter


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param(to_tcvn3(SENTENCE), "tcvn3", id="TCVN3"),
        pytest.param(to_vni(SENTENCE), "vni", id="VNI"),
        pytest.param(to_viscii(SENTENCE).decode("latin-1"), "viscii", id="VISCII"),
    ],
)
def test_encoding_is_told_by_the_words(written: str, name: str) -> None:
    assert decode_text(written) == (SENTENCE, name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE, id="Vietnamese"),
        pytest.param("Hoà, thuỷ, khoẻ; Uỷ ban; Ðộc lập", id="old tones and Eth"),
        pytest.param("Ca\u0306n cu\u031b\u0301 Lua\u0323\u0302t", id="decomposed"),
        pytest.param("Diện tích 5 m², 10 µg/m³, ± 2 °C, §1, «trích», 2 × 3, © 2025", id="signs"),
        pytest.param("Café à la carte, Württemberg, señor, François", id="French and German"),
        pytest.param("Chemical ≥ ³ 1.0% ³ 0.1% ³ 2%", id="signs of a symbol font"),
        pytest.param("", id="empty"),
    ],
)
def test_unicode_is_not_touched(text: str) -> None:
    assert decode_text(text) == (text, "text")


def test_a_tcvn3_line_in_a_unicode_file_is_decoded_and_the_rest_is_not() -> None:
    foreign = to_tcvn3("Đính chính Quyết định số 29/2007/QĐ-BXD của Bộ trưởng")
    decoded, read_by = decode_text(f"{SENTENCE}\n{foreign}\n{SENTENCE}")
    assert decoded == f"{SENTENCE}\nĐính chính Quyết định số 29/2007/QĐ-BXD của Bộ trưởng\n{SENTENCE}"
    assert read_by == "tcvn3"


def test_short_lines_follow_the_longer_ones_that_were_pasted() -> None:
    pasted = to_tcvn3("Đính chính Quyết định số 29/2007/QĐ-BXD của Bộ trưởng")
    decoded = decode_text(
        "\n".join([SENTENCE, pasted, SENTENCE, to_tcvn3("QUYẾT NGHỊ:"), to_tcvn3("KT. BỘ TRƯỞNG")])
    )[0]
    assert decoded.split("\n")[3:] == ["QUYẾT NGHỊ:", "KT. Bộ TRƯỞNG"]  # "Bé" has one capital only


def test_short_lines_alone_are_not_taken_for_tcvn3() -> None:
    assert decode_text(f"{SENTENCE}\nKinh ®é (E)\n{SENTENCE}")[0].split("\n")[1] == "Kinh ®é (E)"


def test_words_that_are_vietnamese_either_way_stay_in_a_unicode_file() -> None:
    line = "Bé tí tò mò"  # in TCVN3 it would read "Bộ tớ tũ mũ"
    assert decode_text(f"{SENTENCE}\n{line}\n{SENTENCE}")[0].split("\n")[1] == line


def test_vni_lines_that_look_like_vietnamese_are_decoded() -> None:
    legacy = to_vni(SENTENCE)
    assert decode_text(f"{legacy}\n{to_vni('Vị trí')}")[0].split("\n")[1] == "Vị trí"


def test_a_unicode_line_in_a_tcvn3_file_is_not_decoded() -> None:
    legacy = to_tcvn3(SENTENCE)
    assert (
        decode_text(f"{legacy}\nỦy ban nhân dân các xã\n{legacy}")[0].split("\n")[1]
        == "Ủy ban nhân dân các xã"
    )


def test_each_font_is_told_on_its_own() -> None:
    runs = [
        Run(to_tcvn3(SENTENCE), ".VnTime"),
        Run(to_vni(SENTENCE), "VNI-Times"),
        Run(SENTENCE, "Times New Roman"),
    ]
    found = survey(runs)
    assert [found.decode([run]) for run in runs] == [SENTENCE] * 3
    assert found.read_by == "tcvn3+vni"


def test_a_font_name_proves_nothing() -> None:
    runs = [Run(SENTENCE, ".VnTime"), Run(to_tcvn3(SENTENCE), "Times New Roman")]
    found = survey(runs)
    assert [found.decode([run]) for run in runs] == [SENTENCE, SENTENCE]


def test_a_short_run_follows_its_font() -> None:
    runs = [Run(to_tcvn3(SENTENCE), "A"), Run(SENTENCE, "B")]
    found = survey(runs)
    assert found.decode([Run("Sè:", "A")]) == "Số:"
    assert found.decode([Run("Sè:", "B")]) == "Sè:"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(to_tcvn3("§NG").replace("§", "§¶"), "ĐẢNG", id="a toned capital that TCVN3 lacks"),
        pytest.param("nhµn­íc", "nhànước", id="two words without a blank"),
        pytest.param("François", "François", id="a French name in a TCVN3 text"),
        pytest.param("60µm", "60µm", id="a unit"),
        pytest.param("−íc tÝnh", "ước tính", id="ư that a PDF font calls minus"),
        pytest.param("l∙nh ®¹o", "lãnh đạo", id="ã that a PDF font calls bullet operator"),
    ],
)
def test_words_inside_a_tcvn3_text(written: str, read: str) -> None:
    found = survey([Run(to_tcvn3(SENTENCE))])
    assert found.decode([Run(f"{to_tcvn3(SENTENCE)} {written}")]) == f"{SENTENCE} {read}"


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "giếng", "gì", "quốc", "quý", "Uỷ", "khuỷu", "thuở", "yêu", "ĐƯỢC", "xoong", "huých", "oẳn"],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["nhµn", "thêng", "hoaëc", "các̀", "bóc̀", "Strasse", "đưc̃", "tràp", "kết̀", ""]
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
