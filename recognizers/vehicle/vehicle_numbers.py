"""Vehicle identification number (VIN, 车架号) of GB 16735-2019, and engine numbers by label."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Doubt, InvalidChecksum, Mask, Recognizer, Score, Token

_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def validate(value: str) -> str | None:
    """Return the 17 characters in upper case; a `Doubt` for makers outside China; raises `InvalidChecksum`.

    >>> validate("LSVAA49J112000001")
    'LSVAA49J112000001'
    """
    number = value.upper()
    total = sum((_VALUES[char] if char in _VALUES else int(char)) * weight for char, weight in zip(number, _WEIGHTS, strict=True))
    if number[8] != "0123456789X"[total % 11]:
        raise InvalidChecksum
    return number if number[0] == "L" else Doubt(number, "check digit right, maker outside China")


RECOGNIZERS = (
    Recognizer(
        entity_type="VIN",
        name_zh="车辆识别代号",
        name_en="Vehicle identification number",
        candidates=(Token((17,), "(?=[0-9]*[A-Z])[A-HJ-NPR-Z1-9][A-HJ-NPR-Z0-9]{7}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}"),),
        score=Score(0.90, 0.98, doubtful=0.45, doubtful_with_cue=0.95, invalid=0.05, invalid_with_cue=0.70),
        legal="vehicle",
        source="GB 16735-2019 clause 5 and annex A",
        examples=(
            "车架号⟦LSVAA49J112000001⟧",
            "⟦LSVAA49J112000001⟧",
            "VIN: ⟦lsvaa49j112000001⟧。",
            "车辆识别代号⟦ＬＳＶＡＡ４９Ｊ１１２０００００１⟧登记",
            "大架号：⟦LSVAA49J212000001⟧",
        ),
        counter_examples=("LSVAA49J212000001", "A1LSVAA49J112000001", "LSVAA49I112000001", "12345678901234567"),
        max_length=17,
        mask=Mask(3, 4, 3, 0),
        cues=("车架号", "车辆识别代号", "车辆识别代码", "大架号", "车架", "识别代号", "vin", "vin_code", "frame_no", "chassis_no", "cjh", "clsbdh"),
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="ENGINE_NO",
        name_zh="发动机号",
        name_en="Engine number",
        candidates=(AfterCue("(?=[0-9A-Za-z-]*[0-9])[0-9A-Za-z][0-9A-Za-z-]{4,19}(?<=[0-9A-Za-z])(?![0-9A-Za-z-])"),),
        score=Score(0.0, 0.85),
        legal="vehicle",
        source="GA/T 946 机动车登记信息 (发动机号)",
        examples=(
            "发动机号⟦A12345B⟧",
            "发动机号码：⟦1234567⟧",
            "engine_no=⟦CUA123456⟧",
            "发动机号：⟦ＣＵＡ１２３４５６⟧。",
            "发动机编号 ⟦BJ-493Q123⟧",
        ),
        counter_examples=("发动机号称省油", "A12345B", "engine started 12345"),
        max_length=20,
        mask=Mask(2, 2, 1, 0),
        cues=("发动机号", "发动机号码", "发动机编号", "engine_no", "engine_number", "fdjh"),
        strength=0,
    ),
)
