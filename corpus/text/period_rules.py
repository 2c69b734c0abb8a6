"""What each way of writing a time looks like: the patterns behind `corpus.text.periods`, an example beside each."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.text.calendar_words import DAY, MONTH, NUMBER_WORDS, YEAR, loosen
from corpus.text.period_readings import (
    QUARTER,
    UNITS,
    PeriodKind,
    Reading,
    read_daily_hour,
    read_date,
    read_dates_range,
    read_day_month,
    read_every_n,
    read_half,
    read_month,
    read_monthly_day,
    read_months,
    read_months_range,
    read_part_of_year,
    read_quarter,
    read_quarterly_day,
    read_range,
    read_recurring,
    read_relative,
    read_this_year,
    read_times_per,
    read_weekly,
    read_year,
    read_yearly_day,
    read_yearly_month,
    read_yearly_quarter,
    read_years,
)

_Build = Callable[["re.Match[str]", int | None], "Reading | None"]
# "chậm nhất là ngày", "trước", "đến hết", "trong", "từ": what binds the period; part of the quoted words.
_BOUND = (
    r"(?:(?P<mod>(?:chậm nhất|muộn nhất)(?: là)?(?: trước| đến| vào| trong)?|không (?:muộn|chậm) hơn|trước|"
    r"(?:cho |tính )?đến(?: hết| trước| cuối)?|hết|(?:bắt đầu |kể )?từ|sau|ngay trong|trong|vào|dự kiến) )?"
)
_SEP = r" ?[/.\-] ?"
_RANGE_DASH = r" ?(?:-|đến|~) ?"
_YEARLY = r"h[ằà]ng năm|mỗi năm|các năm"
_OR_ASKED = r"(?: hoặc (?:theo yêu cầu đột xuất|đột xuất(?: theo yêu cầu)?|theo yêu cầu|khi có yêu cầu))?"
# "16 giờ", "16 giờ 30 phút", "16h00", "8:00": the hour before a day
_HOUR = r"(?P<h>[01]?\d|2[0-3]) ?(?:giờ|h|g|:)(?: ?(?P<min>[0-5]\d)(?: phút)?)?"
_AT_HOUR = rf"(?:{_HOUR},? (?:00 )?)?"
_WEEKDAY = r"(?P<w>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_NEXT_YEAR = r"(?:của )?năm (?:liền kề|sau|kế tiếp|tiếp theo)(?: liền kề)?"
_NOT_IN_NUMBER = r"(?<![\w/.,\-–])"  # not inside 1210/2016/UBTVQH13 or 3.278,971
_ENDS = r"(?![\w/]|[.,]\d|-\w|[./-]\d)"
_COUNT = rf"(?P<n>\d{{1,3}}|{NUMBER_WORDS})(?: ?\([^)]{{1,20}}\))?"  # "10 (mười)"


def _says(norm: str | None, kind: PeriodKind) -> _Build:
    return lambda _m, read_year: Reading(norm, kind)


_TIME_UNIT = r"(?P<unit>ngày|tuần|tháng|quý|năm)"
# Each rule: the pattern on folded text (lower case, tones kept), and what it means. Example beside it.
_RULES: tuple[tuple[str, _Build], ...] = (
    # từ ngày 01/3/2022 đến ngày 30/6/2022
    (
        rf"(?:từ )?(?:ngày )?(?P<d1>{DAY})(?:{_SEP}(?P<m1>{MONTH}))?(?:{_SEP}(?P<y1>{YEAR}))?"
        rf" ?(?:-|đến) ?(?:hết )?(?:ngày )?(?P<d2>{DAY}){_SEP}(?P<m2>{MONTH}){_SEP}(?P<y2>{YEAR}){_ENDS}",
        read_dates_range,
    ),
    # từ tháng 3 đến tháng 6/2022
    (
        rf"(?:từ )?tháng (?P<m1>{MONTH})(?:(?: năm |{_SEP})(?P<y1>{YEAR}))?{_RANGE_DASH}(?:hết )?"
        rf"(?:tháng )?(?P<m2>{MONTH})(?:(?: năm |{_SEP})(?P<y2>{YEAR}))?{_ENDS}",
        read_months_range,
    ),
    # trước 16 giờ ngày thứ Sáu hằng tuần; chiều thứ Năm của tuần; hằng tuần, trước 16h00 thứ Sáu
    (
        rf"(?:định kỳ,? )?{_BOUND}{_AT_HOUR}(?:(?:vào|các|buổi|sáng|chiều|ngày) )*{_WEEKDAY},? ?"
        r"(?:\()?(?:h[ằà]ng tuần|mỗi tuần|(?:của |trong )?tuần(?: sau| kế tiếp| tiếp theo| liền kề)?)(?!\w)",
        read_weekly,
    ),
    (
        rf"(?:định kỳ )?(?:h[ằà]ng|mỗi) tuần,? ?(?:\()?{_BOUND}{_AT_HOUR}(?:(?:vào|các|buổi|sáng|chiều|ngày) )*{_WEEKDAY}(?!\w)",
        read_weekly,
    ),
    # trước 16 giờ 30 phút hằng ngày
    (rf"(?:định kỳ )?{_BOUND}{_HOUR},? (?:h[ằà]ng|mỗi) ngày(?!\w)", read_daily_hour),
    # trước ngày 31/01 năm liền kề; 15/12 hằng năm; ngày 15 tháng 6 hằng năm
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY})(?: ?[/.] ?| tháng )(?P<m>{MONTH}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}",
        read_yearly_day,
    ),
    # chậm nhất trong tháng 9 hằng năm
    (rf"{_BOUND}tháng (?P<m>{MONTH}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}", read_yearly_month),
    (rf"{_BOUND}qu(?:ý|í) (?P<q>{QUARTER}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}", read_yearly_quarter),
    # trước ngày 05 của tháng liền kề; trước ngày 20 hằng tháng
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY}) (?:h[ằà]ng tháng|(?:của )?(?:mỗi tháng|tháng (?:liền kề|sau|kế tiếp|tiếp theo)))",
        read_monthly_day,
    ),
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY})(?: của)? tháng (?:đầu|cuối)(?: của)? (?:h[ằà]ng )?quý(?: sau)?",
        read_quarterly_day,
    ),
    # chậm nhất là ngày 15/01/2026; ngày 15 tháng 01 năm 2026
    (
        rf"{_BOUND}{_AT_HOUR}(?:ngày )?{_NOT_IN_NUMBER}(?P<d>{DAY}){_SEP}(?P<m>{MONTH}){_SEP}(?P<y>{YEAR}){_ENDS}",
        read_date,
    ),
    (rf"{_BOUND}{_AT_HOUR}ngày (?P<d>{DAY}) tháng (?P<m>{MONTH}),? năm (?P<y>{YEAR}){_ENDS}", read_date),
    # trước ngày 15/12
    (rf"{_BOUND}{_AT_HOUR}ngày (?P<d>{DAY})(?: ?/ ?| tháng )(?P<m>{MONTH}){_ENDS}", read_day_month),
    (
        rf"(?P<mod>(?:từ nay )?đến(?: hết)?|trước|chậm nhất) (?P<d>{DAY})/(?P<m>{MONTH}){_ENDS}",
        read_day_month,
    ),
    # trong tháng 11, tháng 12 năm 2025; tháng 11 và 12/2025
    (
        rf"{_BOUND}tháng (?P<ms>{MONTH}(?:(?: ?, ?| và |, và )(?:tháng )?{MONTH})+)(?:,? năm |{_SEP})(?P<y>{YEAR}){_ENDS}",
        read_months,
    ),
    # trong tháng 01/2026; tháng 3 năm 2018
    (rf"{_BOUND}tháng ?(?P<m>{MONTH})(?:(?:,? năm |{_SEP})(?P<y>{YEAR}))?{_ENDS}", read_month),
    # Quý II/2022; quý I, II năm 2023; quý III - IV/2025; Q2/2022
    (
        rf"{_BOUND}(?:đầu |cuối )?(?:quý|qúy|quí) ?(?P<qs>{QUARTER}(?:(?: ?, ?| và | ?- ?| đến )(?:quý )?{QUARTER}(?!\w))*)"
        rf"(?:(?:,? năm | ?[/\-.,]? ?)(?P<y>{YEAR}))?{_ENDS}",
        read_quarter,
    ),
    (rf"{_BOUND}{_NOT_IN_NUMBER}q(?P<qs>[1-4])(?: ?/ ?| năm | |-)(?P<y>{YEAR}){_ENDS}", read_quarter),
    # 6 tháng đầu năm 2022
    (
        rf"{_BOUND}(?:0?6 tháng|sáu tháng|nửa) (?P<h>đầu|cuối)(?: của)? năm(?: (?P<y>{YEAR}))?(?!\w)",
        read_half,
    ),
    # cuối năm 2025, đầu năm 2026
    (rf"{_BOUND}(?P<part>cuối|đầu|giữa) năm (?P<y>{YEAR}){_ENDS}", read_part_of_year),
    # từ năm 2021 đến năm 2025; giai đoạn 2021-2025; nhiệm kỳ 2020-2025; 2025-2030
    (
        rf"(?:trong |cho )?(?:cả )?(?:(?:giai đoạn|gđ|thời kỳ|nhiệm kỳ|niên độ|năm học|các năm|từ|trong|(?<!việt )(?<!viet )năm) ?){{0,4}}"
        rf"{_NOT_IN_NUMBER}(?P<y1>{YEAR}){_RANGE_DASH}(?:năm )?(?P<y2>{YEAR}){_ENDS}",
        read_range,
    ),
    (rf"(?:trong )?(?:các )?năm (?P<ys>{YEAR}(?:(?:, ?| và )(?:năm )?{YEAR})+){_ENDS}", read_years),
    # đến năm 2030; hết năm 2025; tầm nhìn đến 2045
    (rf"{_BOUND}(?<!việt )(?<!viet )năm (?P<y>{YEAR}){_ENDS}", read_year),
    (rf"(?:(?:định hướng|tầm nhìn) )?(?P<mod>đến|hết)(?: năm)? (?P<y>{YEAR}){_ENDS}", read_year),
    (rf"(?:định hướng|tầm nhìn)(?P<mod>)(?: năm)? (?P<y>{YEAR}){_ENDS}", read_year),
    (rf"{_BOUND}(?:cả |trong )?năm (?:nay|hiện tại)(?!\w)", read_this_year),
    # theo định kỳ hàng tháng, quý, năm; hàng quý, 6 tháng, năm; mỗi quý
    (
        rf"(?:theo )?(?:định kỳ )?(?:h[ằà]ng|mỗi) (?P<units>{UNITS}(?:(?:, ?| và | hoặc )(?:h[ằà]ng )?{UNITS}(?! ?\d))*)(?!\w)(?: (?:một|01|1) lần)?{_OR_ASKED}",
        read_recurring,
    ),
    (
        rf"(?:theo )?định kỳ (?P<units>{UNITS}(?:(?:, ?| và | hoặc ){UNITS})*)(?!\w)(?: (?:một|01|1) lần)?{_OR_ASKED}",
        read_recurring,
    ),
    (rf"(?:theo )?(?:định kỳ )?{_COUNT} {_TIME_UNIT} (?:một|01|1)(?: \(một\))? lần", read_every_n),
    (
        rf"(?:định kỳ )?(?:tối thiểu |ít nhất )?{_COUNT} lần ?(?:/|trên|mỗi|trong|một) ?(?:01 |1 |một )?{_TIME_UNIT}",
        read_times_per,
    ),
    (
        r"theo định kỳ(?: hoặc đột xuất)?|định kỳ(?:,? đột xuất| hoặc đột xuất| và đột xuất)?",
        _says("periodic", PeriodKind.RECURRING),
    ),
    (
        r"(?:thực hiện )?thường xuyên(?:, liên tục|, đột xuất|, định kỳ)?|liên tục(?: h[ằà]ng năm)?"
        r"|trong suốt quá trình[^,;.\n]{0,80}",
        _says("continuous", PeriodKind.CONTINUOUS),
    ),
    (r"h[ằà]ng năm", _says("yearly", PeriodKind.RECURRING)),
    (
        r"(?:khi có|theo) (?:yêu cầu|đề nghị|chỉ đạo)(?: đột xuất| thực tế)?(?: của [^,;.\n]{2,60})?|đột xuất",
        _says("on_request", PeriodKind.ON_REQUEST),
    ),
    # trong thời hạn 10 (mười) ngày làm việc kể từ ngày nhận …; sau 03 tháng kể từ khi …
    (
        rf"(?:(?:chậm nhất |muộn nhất )?(?:là |sau |trong )?)?(?:trong |thời hạn |thời gian |vòng |sau |trước |không quá |tối đa ){{0,4}}"
        rf"{_COUNT} {_TIME_UNIT}(?P<work> làm việc)?,? (?:tính )?(?P<event>(?:kể )?(?:từ|sau|trước)(?: khi| ngày)?[^,;.\n]{{2,120}})",
        read_relative,
    ),
    (
        rf"(?:trong |thời hạn |thời gian |vòng |không quá |chậm nhất |tối đa |ít nhất |sau ){{1,4}}(?:là |trong |sau )?"
        rf"{_COUNT} {_TIME_UNIT}(?P<work> làm việc)?(?!\w)",
        read_relative,
    ),
    (
        r"ngay sau khi[^;.\n]{2,200}|sau khi (?:hoàn thành|được|có|kết thúc|ban hành|phê duyệt)(?:(?! để | nhằm )[^,;.\n]){2,160}",
        _says("event", PeriodKind.RELATIVE),
    ),
    (
        r"theo (?:hướng dẫn|tiến độ|thời hạn|kế hoạch|lộ trình|quy định|phân công|chương trình)(?: (?:của|tại|trong|quy định|thời gian)[^,;.\n]{2,100})?",
        _says(None, PeriodKind.REFERENCE),
    ),
)
# In a cell of a column of dates the words "năm", "tháng" are left out: "2026", "12/2026", "T6/2026".
_BARE_RULES: tuple[tuple[str, _Build], ...] = (
    (rf"{_BOUND}{_NOT_IN_NUMBER}t? ?(?P<m>{MONTH}) ?[/.\-] ?(?P<y>{YEAR}){_ENDS}", read_month),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<ys>{YEAR}(?:(?: ?, ?| và | ?; ?){YEAR})+){_ENDS}", read_years),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<y>{YEAR}){_ENDS}", read_year),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<d>{DAY})/(?P<m>{MONTH}){_ENDS}", read_day_month),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<qs>iv|i{{1,3}})/(?P<y>{YEAR}){_ENDS}", read_quarter),
)


def _compile(
    rules: tuple[tuple[str, _Build], ...], loose: bool
) -> tuple[tuple[re.Pattern[str], _Build], ...]:
    return tuple((re.compile(rf"(?<!\w){loosen(p) if loose else p}"), build) for p, build in rules)


STRICT = _compile(_RULES, False)
LOOSE = _compile(_RULES, True)
BARE_STRICT = _compile(_BARE_RULES, False)
BARE_LOOSE = _compile(_BARE_RULES, True)
