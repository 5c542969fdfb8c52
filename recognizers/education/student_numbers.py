"""Student, exam and verification numbers that schools and provinces make: by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Digits, Mask, Recognizer, Score, Token

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_STUDENT_NO",
        name_zh="学号",
        name_en="Student number",
        candidates=(Digits(tuple(range(6, 15))), Token(tuple(range(6, 16)), "[A-Z]{0,4}[0-9]{5,13}[A-Z]?|[0-9]{2,6}[A-Z]{1,3}[0-9]{2,8}")),
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
        cues=("学号", "学生号", "学生编号", "学生证号", "校园卡号", "学工号", "student_no", "student_id", "student_number", "stu_no", "stu_id", "sno", "xh", "xuehao"),
        strength=0,
    ),
    Recognizer(
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
            "考生号", "考生编号", "准考证号", "准考证号码", "准考证", "考号", "报名号", "报考号", "高考报名号", "exam_no", "exam_id", "candidate_no", "ticket_no",
            "examinee_no", "zkzh", "ksh", "admission_ticket_no",
        ),
        strength=0,
    ),
    Recognizer(
        entity_type="CN_CHSI_CODE",
        name_zh="学信网在线验证码",
        name_en="CHSI online verification code",
        candidates=(AfterCue("[0-9A-Za-z]{12}(?:[0-9A-Za-z]{4})?(?![0-9A-Za-z])"),),
        score=Score(0.0, 0.92),
        legal="education",
        source="https://www.chsi.com.cn/xlcx/ (在线验证码, 12 or 16 characters)",
        examples=(
            "在线验证码：⟦A1B2C3D4E5F6G7H8⟧",
            "学历验证码⟦A1B2C3D4E5F6⟧有效",
            "chsi_code=⟦A1B2C3D4E5F6G7H8⟧",
            "在线验证码 ⟦AB12CD34EF56GH78⟧",
            "学籍验证码为⟦A1B2C3D4E5F6G7H8⟧。",
        ),
        counter_examples=("A1B2C3D4E5F6G7H8", "短信验证码A1B2C3D4E5F6", "在线验证码A1B2"),
        max_length=16,
        mask=Mask(2, 2, 0, 0),
        cues=("在线验证码", "学历验证码", "学籍验证码", "学信网验证码", "chsi_code"),
        strength=0,
    ),
)  # fmt: skip
