"""Travel permits between the mainland, Hong Kong, Macau and Taiwan (通行证、回乡证、台胞证)."""

from __future__ import annotations

from piiguard.recognizer import Digits, LazyPattern, Mask, Recognizer, Score, Token

# The letter of the older card stands in brackets and tells how often the card was made.
_ISSUE = LazyPattern("[(（][A-Za-z][)）]")
_SHAPE = "C[A-HJ-NP-Z0-9][0-9]{7}|[WLT][0-9]{8}|[HM][0-9]{8}(?:[0-9]{2})?"


def validate(value: str) -> str | None:
    """Return the number in upper case."""
    return value.upper()


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the letter in brackets that may follow ten digits."""
    match = _ISSUE.match(text, end) if end - start == 10 else None
    return start, match.end() if match else end


RECOGNIZERS = (
    Recognizer(
        entity_type="CN_TRAVEL_PERMIT",
        name_zh="往来通行证号码",
        name_en="Travel permit number",
        candidates=(Token((9, 11), _SHAPE),),
        score=Score(0.30, 0.93),
        legal="identity",
        source="公安部 往来港澳通行证、往来台湾通行证、港澳居民来往内地通行证 编号规则",
        examples=(
            "港澳通行证⟦C12345678⟧号",
            "通行证号：⟦CA1234567⟧",
            "回乡证⟦H0123456701⟧",
            "往来台湾通行证 ⟦L12345678⟧",
            "港澳居民来往内地通行证号码⟦Ｍ１２３４５６７８⟧",
        ),
        counter_examples=("C12345678", "物料M12345678入库", "港澳通行证C1234567890"),
        max_length=11,
        mask=Mask(2, 2, 1, 1),
        cues=(
            "通行证", "通行证号", "通行证号码", "港澳通行证", "往来港澳通行证", "往来台湾通行证", "回乡证",
            "回乡证号", "回乡卡", "来往内地通行证", "来往大陆通行证", "hkm_permit", "mtp", "travel_permit",
            "permit_no",
        ),
        validate=validate,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_TRAVEL_PERMIT",
        name_zh="台胞证号码",
        name_en="Mainland travel permit for Taiwan residents",
        candidates=(Digits((8, 10)),),
        score=Score(0.0, 0.85),
        legal="identity",
        source="公安部 台湾居民来往大陆通行证 (2015) 编号规则",
        examples=(
            "台胞证⟦01234567⟧有效",
            "台胞证号：⟦01234567⟧",
            "台湾居民来往大陆通行证 ⟦12345678⟧",
            "台胞证号码为⟦0123456789⟧",
            "台胞证⟦0123456789(B)⟧有效",
            "taiwan_permit=⟦01234567⟧",
        ),
        counter_examples=("日期20240101", "编号01234567", "台胞证办理时间20240101到期日20250101是"),
        max_length=16,
        mask=Mask(2, 2, 1, 1),
        cues=("台胞证", "台胞证号", "台胞证号码", "台湾居民来往大陆通行证", "taiwan_permit", "taibaozheng"),
        widen=widen,
        strength=0,
    ),
)  # fmt: skip
