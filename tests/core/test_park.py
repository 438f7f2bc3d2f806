"""What the facts on file allow to be checked: credit codes and areas."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import park
from app.core.park import Park, Zone

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# The weights as GB 32100 prints them.
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@st.composite
def codes(draw: st.DrawFn) -> str:
    body = draw(st.text(ALPHABET, min_size=17, max_size=17))
    total = sum(weight * ALPHABET.index(char) for weight, char in zip(WEIGHTS, body, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


@given(codes())
def test_a_code_with_its_check_digit_passes(code: str) -> None:
    assert park.credit_code_fault(code) is None


@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_changed_character_is_noticed(code: str, place: int, char: str) -> None:
    changed = code[:place] + char + code[place + 1 :]
    assert (park.credit_code_fault(changed) is None) == (changed == code)


@given(st.text(max_size=20))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    fault = park.credit_code_fault(text)
    assert fault is None or fault


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "应为 18 位，现为 0 位"),
        ("91350100M000100Y4", "现为 17 位"),
        ("91350100M000100Y433", "现为 19 位"),
        ("91350100I000100Y43", "不应出现“I”"),
        ("91350100m000100Y43", "不应出现“m”"),
        ("９1350100M000100Y43", "不应出现“９”"),
        ("91350100M000100Y44", "校验位应为 3"),
    ],
)
def test_a_faulty_code_is_told_what_is_wrong(code: str, words: str) -> None:
    assert words in (park.credit_code_fault(code) or "")


def _check(planned: str | None, *areas: str | None) -> park.AreaCheck:
    zones = [
        Zone(id=str(number), park_id="p", area=None if area is None else Decimal(area))
        for number, area in enumerate(areas)
    ]
    whole = Park(id="p", name="示例", planned_area=None if planned is None else Decimal(planned))
    return park.area_check(whole, zones)


@pytest.mark.parametrize(
    ("planned", "areas", "agrees"),
    [
        ("0.3", ("0.1", "0.2"), True),  # exact, unlike binary floats
        ("0.30", ("0.3",), True),
        ("0.3", ("0.1", "0.1"), False),
        ("0.3", ("0.3", None), False),
        (None, ("0.3",), False),
        ("0.3", (), False),
    ],
)
def test_zones_agree_when_all_are_known_and_add_up(
    planned: str | None, areas: tuple[str | None, ...], agrees: bool
) -> None:
    assert _check(planned, *areas).agrees is agrees
