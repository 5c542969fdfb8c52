"""Vehicle identification number (VIN, 车架号) of GB 16735-2019."""

from __future__ import annotations

from piiguard.recognizer import Doubt, InvalidChecksum, Mask, Recognizer, Score, Token

_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def validate(value: str) -> str | None:
    """Return the 17 characters in upper case; a `Doubt` for makers outside China; raises `InvalidChecksum`.

    >>> validate("LSVAA49J112000001")
    'LSVAA49J112000001'
    """
    number = value.upper()
    total = sum(_VALUES[char] * weight for char, weight in zip(number, _WEIGHTS, strict=True))
    if number[8] != "0123456789X"[total % 11]:
        raise InvalidChecksum
    return number if number[0] == "L" else Doubt(number, "check digit right, maker outside China")


RECOGNIZER = Recognizer(
    entity_type="VIN",
    name_zh="车辆识别代号",
    name_en="Vehicle identification number",
    candidates=(
        Token((17,), "(?=[0-9]*[A-Z])[A-HJ-NPR-Z1-9][A-HJ-NPR-Z0-9]{7}[0-9X][A-HJ-NPR-Z0-9]{4}[0-9]{4}"),
    ),
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
    cues=(
        "车架号", "车辆识别代号", "车辆识别代码", "大架号", "车架", "识别代号", "vin", "vin_code", "frame_no",
        "chassis_no", "cjh", "clsbdh",
    ),
    validate=validate,
    strength=2,
)  # fmt: skip
