"""Medical record numbers (病历号、住院号、就诊卡号): hospitals' own forms, by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="CN_MEDICAL_RECORD_NO",
    name_zh="病历号",
    name_en="Medical record number",
    candidates=(AfterCue("(?=[0-9A-Za-z-]*[0-9]{3})[0-9A-Za-z][0-9A-Za-z-]{3,18}[0-9A-Za-z](?![0-9A-Za-z-])"),),
    score=Score(0.0, 0.85),
    legal="health",
    source="电子病历基本架构与数据标准 (卫生部 2009); hospitals' own numbering",
    examples=(
        "病历号⟦ZY1234567⟧",
        "住院号：⟦0012345678⟧",
        "门诊号⟦１２３４５６７⟧，",
        "patient_id=⟦P20201234⟧",
        "就诊卡号 ⟦000123456789⟧。",
        "病案号：⟦B-123456⟧",
    ),
    counter_examples=("病历书写规范2010", "ZY1234567", "住院号称3天"),
    max_length=20,
    mask=Mask(2, 2, 1, 0),
    cues=(
        "病历号", "住院号", "门诊号", "就诊卡号", "病案号", "检验单号", "检查号", "诊疗卡号", "就诊号",
        "病人编号", "患者编号", "床位号", "medical_record_no", "mrn", "patient_id", "patient_no",
        "inpatient_no", "outpatient_no", "admission_no", "zyh", "mzh", "blh",
    ),
    strength=0,
)  # fmt: skip
