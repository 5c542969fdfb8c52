"""Names of persons in running text, without a label, as the name model reads them."""

from __future__ import annotations

from piiguard.recognizer import Mask, Reading, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（正文）",
    name_en="Name of a person in running text",
    candidates=(Reading("PER"),),
    score=Score(0.54, 0.99),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料; model: docs/names.md",
    examples=(
        "昨天⟦王小明⟧和⟦李建国⟧一起去了北京。",
        "董事长⟦陈志强⟧表示，公司今年将扩大生产。",
        "⟦赵丽华⟧，女，汉族，1975年出生，中国国籍。",
        "记者⟦欧阳静怡⟧报道",
        "⟦王⟧先生您好，请问有什么事？",
        "会谈中，⟦约翰·史密斯⟧强调了合作的重要性。",
    ),
    counter_examples=(
        "会议应当依照本法的规定进行。",
        "高举中国特色社会主义伟大旗帜",
        "请输入用户名和密码",
        "中山路与人民路交叉口",
    ),
    max_length=40,
    mask=Mask(1, 0, 1, 0),
    strength=0,
)
