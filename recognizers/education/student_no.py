"""Student numbers (学号) that schools make, by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token

RECOGNIZER = Recognizer(
    entity_type="CN_STUDENT_NO",
    name_zh="学号",
    name_en="Student number",
    candidates=(
        Digits(tuple(range(6, 15))),
        Token(tuple(range(6, 16)), "[A-Z]{0,4}[0-9]{5,13}[A-Z]?|[0-9]{2,6}[A-Z]{1,3}[0-9]{2,8}"),
    ),
    score=Score(0.0, 0.85),
    legal="education",
    source="schools' own numbering; TY/GB 教育管理信息 (学号)",
    examples=(
        "学号⟦20190101123⟧同学",
        "学号：⟦B20190101⟧",
        '{"student_no":"⟦2019010112⟧"}',
        "学号是⟦２０１９０１０１⟧。",
        "studentId=⟦2019112233⟧",
        "学生编号：⟦S2020123456⟧",
    ),
    counter_examples=("20190101123", "文学号称20190101", "order_no=2019010112"),
    max_length=15,
    mask=Mask(4, 2, 1, 1),
    cues=(
        "学号", "学生号", "学生编号", "学生证号", "校园卡号", "学工号", "student_no", "student_id",
        "student_number", "stu_no", "stu_id", "sno", "xh", "xuehao",
    ),
    strength=0,
)  # fmt: skip
