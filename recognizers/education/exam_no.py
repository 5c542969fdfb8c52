"""Exam candidate numbers (考生号、准考证号) that provinces make, by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token

RECOGNIZER = Recognizer(
    entity_type="CN_EXAM_NO",
    name_zh="考生号、准考证号",
    name_en="Exam candidate number",
    candidates=(Digits(tuple(range(8, 22))), Token(tuple(range(8, 18)), "[A-Z]{1,3}[0-9]{7,14}")),
    score=Score(0.0, 0.90),
    legal="education",
    source="教育部考试中心 考生号编码 (14 位); provinces' own 准考证号",
    examples=(
        "考生号⟦20110105110123⟧",
        "准考证号：⟦123456789012⟧",
        "exam_no=⟦20110105110123⟧",
        "准考证号码⟦１２３４５６７８９０１２⟧",
        "考生编号 ⟦100010123456789⟧",
        "报名号：⟦11012345⟧",
    ),
    counter_examples=("20110105110123", "考生20110105人", "订单号20110105110123"),
    max_length=21,
    mask=Mask(4, 2, 1, 1),
    cues=(
        "考生号", "考生编号", "准考证号", "准考证号码", "准考证", "考号", "报名号", "报考号", "高考报名号",
        "exam_no", "exam_id", "candidate_no", "ticket_no", "examinee_no", "zkzh", "ksh", "admission_ticket_no",
    ),
    strength=0,
)  # fmt: skip
