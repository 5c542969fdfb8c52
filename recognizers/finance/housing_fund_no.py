"""Housing fund accounts (住房公积金账号): local forms, by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="CN_HOUSING_FUND_NO",
    name_zh="住房公积金账号",
    name_en="Housing fund account",
    candidates=(Digits(tuple(range(8, 19))),),
    score=Score(0.0, 0.80),
    legal="property",
    source="住房公积金管理条例; local numbering",
    examples=(
        "公积金账号⟦123456789012⟧",
        "公积金号：⟦1234567890⟧",
        "住房公积金账号⟦１２３４５６７８９０１２⟧。",
        "gjj_account=⟦123456789012⟧",
        "个人公积金账号 ⟦0012345678⟧",
    ),
    counter_examples=("公积金缴存12345678元", "123456789012", "公积金贷款12345678"),
    max_length=18,
    mask=Mask(4, 4, 1, 1),
    cues=(
        "公积金账号", "公积金帐号", "公积金号", "住房公积金账号", "住房公积金帐号", "公积金账户", "公积金编号",
        "gjj_account", "housing_fund_no", "gjjzh",
    ),
    strength=0,
)  # fmt: skip
