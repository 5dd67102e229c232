"""Numbers are shown as Excel shows them. The results are Excel's own: tables that others have typed off it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.tables.format_digits import general_text
from itag_desktop.tables.number_format import Shown, built_in_format, number_format

EXCEL = [
    # Digits
    ("0", 1, "1"),
    ("0", -0.4, "0"),
    ("0", 2.5, "3"),
    ("0.00", 1.0001, "1.00"),
    ("0.00", 1.005, "1.01"),
    ("0.0", -0.01, "0.0"),
    ("0.0;-0.0", -0.01, "-0.0"),
    ("-0", -1, "--1"),
    (" - 0.0", -1, "- - 1.0"),
    ("0.##", 1, "1."),
    ("0.##", 1.007, "1.01"),
    ("0.##", 1000000000000.01, "1000000000000.01"),
    ("0.0#", 12.345, "12.35"),
    ("#.##", 0, "."),
    ("#.##0", -10.29, "-10.290"),
    ("#.###000", -10.29, "-10.29000"),
    ("#.#0#0#0", 1, "1.000"),
    ("#.#00", 0.01, ".010"),
    ("#.#00", 0.0001, ".00"),
    ("#.##0,00", 0, ".000"),
    (".0", 1234, "1234.0"),
    (".0", 0, ".0"),
    ("0#", 0, "0"),
    ("0#", 1, "01"),
    ("0#0#", 0, "00"),
    ("0?", 0, "0 "),
    ("0??", 1, "0 1"),
    ("00000", 123, "00123"),
    ("00000", 1234567, "1234567"),
    ("00000-0000", 941051630, "94105-1630"),
    ("00000-0000", 12345.6789, "00001-2346"),
    ("000-00-0000", 123456789, "123-45-6789"),
    ("000\\-00\\-0000", 123456789, "123-45-6789"),
    # Thousands
    ("#,##0", 1234567, "1,234,567"),
    ("#,##0.00", 1234.5, "1,234.50"),
    ("#,##0.00", -1234.5, "-1,234.50"),
    ("#,###", 0, ""),
    ("#,###", 12345.6789, "12,346"),
    ("00,000.00,", 12345, "00,012.35"),
    ("0,", 1, "0"),
    ("0.0,", 2950, "3.0"),
    ('#,,"M"', 6000000, "6M"),
    ("** #,###,#00,000.00,**", 1.2345, " 00,000.00"),
    ("** #,###,#00,000.00,**", 1234568223, " 1,234,568.22"),
    # Percent and powers of ten
    ("0%", 0.25, "25%"),
    ("0.0%", 0.0295, "3.0%"),
    ("0.00%", 0.12345, "12.35%"),
    ("0.00E+00", 0, "0.00E+00"),
    ("0E+00", 95000000, "1E+08"),
    ("0.0E+00", 95000000, "9.5E+07"),
    ("00.E+00", 100, "01.E+02"),
    ("00.E+00", 95.9999, "96.E+00"),
    ("000.0E+00", 99999.9, "100.0E+03"),
    ("##0.0E+0", 12345, "12.3E+3"),
    ("##0.0E+0", 123456789, "123.5E+6"),
    ("0.000E+000", 2.33e-32, "2.330E-032"),
    ("0.000E+000", 2.33e307, "2.330E+307"),
    ("0.00E-00", 1234, "1.23E03"),
    # Sections and conditions
    ("0;0", -1.1, "1"),
    ('"foo";"bar";"baz";"qux"', 1, "foo"),
    ('"foo";"bar";"baz";"qux"', -1, "bar"),
    ('"foo";"bar";"baz";"qux"', 0, "baz"),
    ('"foo";"bar";@', 0, "foo"),
    (";;;", 5, ""),
    ("[<=9999999]###-####;(###) ###-####", 8675309, "867-5309"),
    ("[<=9999999]###-####;(###) ###-####", 2813308004, "(281) 330-8004"),
    ("[<100]0.0;0", 55.55, "55.6"),
    ("[<100]0.0;0", 155.55, "156"),
    ('[=1]"是";[=0]"否";General', 0, "否"),
    ('[=1]"是";[=0]"否";General', 7, "7"),
    ("[>=100]#,##0;[<=-100]-#,##0;#,##0.00", -3.96, "-3.96"),
    ('[>=100]0;[<=-100]-0;"xx"0', -10, "-xx10"),
    ('[<=-100]-0;"xx"0', -10, "xx10"),
    ('[<=0]"B"0', -6.3, "-B6"),
    ("[<-4]\\A0", -5, "A5"),
    ("[<>-6]\\A0", -5, "-A5"),
    ("[=-6]\\A0;\\B0", -5, "-B5"),
    ("[>2]\\A0;\\B0", -5, "-B5"),
    ('"A-"0;[=-11]"B-"0;"C-"0', -10, "-C-10"),
    # Literals, colours, currencies, alignment
    ("[Red]0", 5, "5"),
    ("[Color 5]0", 5, "5"),
    ("[$¥-804]#,##0.00", 1234.5, "¥1,234.50"),
    ("[$$-409]#,##0.00;[Red][$$-409]#,##0.00", -2, "$2.00"),
    ('_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)', -1, "$(1)"),
    ('_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)', 0, "$-"),
    ('0"元"', 12, "12元"),
    ("0元", 12, "12元"),
    ('0\\.0,"万"', 12345, "1.2万"),
    ("@", 12.5, "12.5"),
    ("@@", -1, "-11"),
    ('General"元"', 12.5, "12.5元"),
    ("G/通用格式", 3, "3"),
    # Dates and times
    ("yyyy\\-mm\\-dd", 45322, "2024-01-31"),
    ("yyyy-mm-dd hh:mm:ss", 45322.5, "2024-01-31 12:00:00"),
    ('yyyy"年"m"月"d"日"', 45322, "2024年1月31日"),
    ('yyyy"年"m"月"d"日";@', 45322, "2024年1月31日"),
    ("yyyy.m.d", 45322, "2024.1.31"),
    ("yy/m/d", 45322, "24/1/31"),
    ("[$-804]aaaa;@", 45322, "星期三"),
    ("[$-804]aaa;@", 45322, "周三"),
    ("d-mmm-yy", 45322, "31-Jan-24"),
    ("[$-409]mmmm\\ d\\,\\ yyyy", 45322, "January 31, 2024"),
    ("mmmmm", 45322, "J"),
    ("dddd", 1234, "Monday"),
    ("MMMM", 1234, "May"),
    ("e", 0.7, "1900"),
    ("yyyy-mm-dd", 60, "1900-02-29"),
    ("yyyy-mm-dd", 61, "1900-03-01"),
    ("yyyy-mm-dd", 2958465, "9999-12-31"),
    ("hh:mm AM/PM", 0.7, "04:48 PM"),
    ("h:mm AM/PM", 0.5 / 24, "12:30 AM"),
    ("A/P", 0.7, "P"),
    ('上午/下午h"时"mm"分"', 0.7, "下午4时48分"),
    ('[$-804]AM/PMh"时"', 0.2, "上午4时"),
    ("hhh:mmm:sss", 0.7, "16:Jan:00"),
    ("hh:mm:ss.000", 0.70707, "16:58:10.848"),
    ("mm:ss.0", 0.000694, "01:00.0"),
    ("h:mm", 1 - 1e-9, "0:00"),
    ("[h]:mm", 25.5 / 24, "25:30"),
    ("[HH]", 123.456, "2962"),
    ("[M]", 123.456, "177776"),
    ("[S]", 123.456, "10666598"),
    ("[mm]:ss", 0.05, "72:00"),
]
UNKNOWN = [
    "# ?/?",
    "# ??/100",
    "[DBNum1]0",
    "[DBNum1][$-804]General",
    "[$-404]e/m/d",
    "[$-411]ge.m.d",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
    "[$-F800]yyyy/m/d",
    "[$-F400]yyyy/m/d h:mm",
    "[$-407]mmmm",
    "[$-804]mmmm",
    "[$-1070000]d/m/yy",
    "0;0;0;0;0",
    "bbbb",
    'aaaa"',
    '0"open',
    "0!.0",
    "G3neral",
    "[",
    "0.0.0",
    "0" + "%" * 31,
    "yyyy ss.0000",
]


@pytest.mark.parametrize(("code", "number", "text"), EXCEL)
def test_a_number_is_shown_as_excel_shows_it(code: str, number: float, text: str) -> None:
    assert number_format(code).shown(number) == Shown(text)


@pytest.mark.parametrize("code", UNKNOWN)
def test_what_is_not_rendered_gives_the_raw_value_and_a_warning(code: str) -> None:
    shown = number_format(code).shown(45322.25)
    assert shown.code == "number-format-unknown"
    assert shown.text in {"45322.25", "2024-01-31 06:00:00"}


def test_a_number_that_no_section_shows_is_raw() -> None:
    assert number_format('[>=100]"A"0;[<=-100]"B"0').shown(6.3) == Shown("6.3", "number-format-unknown")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (-12.5, "-12.5"),
        (12345678901, "12345678901"),
        (123456789012345, "123456789012345"),
        (1e-7, "0.0000001"),
        (3300.0000000000005, "3300"),
    ],
)
def test_general_is_written_in_full(number: float, text: str) -> None:
    assert number_format("General").shown(number) == Shown(text)


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "@"])
def test_a_number_of_more_than_fifteen_digits_is_a_problem(code: str) -> None:
    shown = number_format(code).shown(1.2345678901234568e17)
    assert shown.code == "number-too-long"
    assert shown.text.replace(",", "") == "123456789012346000"


@pytest.mark.parametrize("number", [-1, 2958466])
def test_a_date_that_excel_cannot_show_is_a_problem(number: int) -> None:
    assert number_format("yyyy-mm-dd").shown(number) == Shown(str(number), "date-out-of-range")


def test_workbooks_of_old_macs_begin_in_1904() -> None:
    assert number_format("yyyy-mm-dd", is_1904=True).shown(0).text == "1904-01-01"
    assert number_format("yyyy-mm-dd", is_1904=True).shown(43860).text == "2024-01-31"


def test_the_form_that_the_computer_chooses_comes_with_a_warning() -> None:
    assert built_in_format(14).shown(45322) == Shown("2024/1/31", "date-as-computer")
    assert built_in_format(31).shown(45322) == Shown("2024年1月31日", "date-as-computer")
    assert built_in_format(20).shown(0.25) == Shown("6:00")
    assert built_in_format(44).shown(5) == Shown("5", "number-format-unknown")


@pytest.mark.parametrize(
    ("code", "text"),
    [("General", "abc"), ('@"元"', "abc元"), ('0;0;0;"<"@">"', "<abc>"), ("0.00", "abc"), ("[DBNum1]@", "abc")],
)
def test_a_text_goes_through_the_section_of_texts(code: str, text: str) -> None:
    assert number_format(code).shown_text("abc") == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([code for code, _, _ in EXCEL]))
def test_every_number_is_shown_by_every_format(number: float, code: str) -> None:
    assert isinstance(number_format(code).shown(number).text, str)


@given(st.text(alphabet='0#?.,%E+-;[]$@"\\ymdhsaAP/G<>=1 元_*', max_size=12), st.floats(-1e6, 1e6))
def test_no_code_is_too_strange(code: str, number: float) -> None:
    shown = number_format(code).shown(number)
    assert shown.code != "number-format-unknown" or shown.text


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_integers_of_up_to_fifteen_digits_are_exact(number: int) -> None:
    assert general_text(number) == str(number)
    assert number_format("0").shown(number).text == str(number)
    assert number_format("#,##0").shown(number).text == f"{number:,}"
