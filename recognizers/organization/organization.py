"""Organisations in running text, as the name model reads them; found on request alone."""

from __future__ import annotations

from piiguard.recognizer import Mask, Reading, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="ORGANIZATION",
    name_zh="组织机构名称",
    name_en="Organisation in running text",
    candidates=(Reading("ORG"),),
    score=Score(0.54, 0.99),
    legal="organization",
    source="GB/T 35273-2020 annex A 个人教育工作信息; model: docs/names.md",
    examples=(
        "他在⟦山东大学⟧读书。",
        "记者从⟦国家税务总局⟧获悉",
        "⟦北京华兴科技有限公司⟧发布公告",
    ),
    counter_examples=("会议应当依照本法的规定进行。", "请输入用户名和密码"),
    max_length=60,
    mask=Mask(2, 0, 0, 0),
    strength=0,
    on_request=True,
)
