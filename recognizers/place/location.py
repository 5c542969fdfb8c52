"""Places coarser than an address in running text, as the name model reads them; found on request alone."""

from __future__ import annotations

from piiguard.recognizer import Mask, Reading, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="LOCATION",
    name_zh="地名",
    name_en="Place in running text",
    candidates=(Reading("LOC"),),
    score=Score(0.54, 0.99),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料; model: docs/names.md",
    examples=("他去了⟦上海⟧。", "会议在⟦河北省⟧召开", "产品出口到⟦德国⟧和⟦法国⟧"),
    counter_examples=("会议应当依照本法的规定进行。", "请输入用户名和密码"),
    max_length=60,
    mask=Mask(0, 0, 0, 0),
    strength=0,
    on_request=True,
)
