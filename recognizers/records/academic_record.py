"""Academic records (学籍、成绩、学历): what a person studied, where, with what marks and certificates."""

from __future__ import annotations

from piiguard.record import Phrase, RecordKind, Role, Signature

_PEOPLE = ("PERSON", "CN_RESIDENT_ID", "CN_MOBILE")
_NUMBERS = ("CN_STUDENT_NO", "CN_STUDENT_REG_NO", "CN_EXAM_NO", "CN_DIPLOMA_NO", "CN_DEGREE_NO", "CN_TEACHER_CERT_NO")
_SUBJECTS = (
    "语文|数学|英语|物理|化学|生物|政治|历史|地理|体育|外语|理综|文综|文科综合|理科综合|综合|思想品德|道德与法治|科学|音乐|美术"
    "|信息技术"
)

ROLES = (
    Role(
        "number",
        r"""
        exam(?:no|num|number)|sid|(?:student|stu|stud|pupil|examinee|candidate|admission|xs|sno|
        matric(?:ulation)?|enrol?l?ment)(?:id|no|num|number|code|ticket)?|xh|xjh|ksh|zkzh|sno|.*(?:学号|学籍号|
        学生编号|考生号|准考证号?|考号|学籍|报名号|考生编号).*
        """,
        types=_NUMBERS,
    ),
    Role(
        "certificate",
        r"""
        .*(?:diploma|degreeno|certificateno|graduationcert|degreecert).*|.*(?:毕业证|学位证|学历证|毕业证书|
        学位证书|资格证|四六级|证书编号).*
        """,
    ),
    Role(
        "score",
        rf"""
        .*(?:score|gpa|marks?|points?|credits?|result|cgpa|grade[0-9]?|g[123])|(?:math|maths|english|chinese|
        physics|chemistry|biology|history|geography|reading|writing|science)(?:score|grade)?|.*(?:成绩|分数|
        总分|均分|绩点|学分|得分|考分|投档分|录取分|高考分)|(?:{_SUBJECTS})(?:成绩|分数|分|等级)?
        """,
    ),
    Role("rank", r".*(?:rank|ranking|position)|.*(?:排名|名次|位次)"),
    Role(
        "admission",
        r"""
        .*(?:admission|admitted|enrol?led|enrol?lment|graduat(?:ion|ed|e)).*(?:date|year|time|school|status|
        major|type)?|.*(?:录取|志愿|批次|入学|毕业|毕业时间|学制|考生类别|科类|生源地|毕业去向|学习形式|
        培养方式).*
        """,
    ),
    Role(
        "course",
        r"""
        (?:course|class|module|lesson|subject)(?:id|no|name|code|title)?|cno|cname|kcmc|.*(?:课程|科目|
        考试科目).*
        """,
    ),
    Role(
        "major",
        r"""
        .*(?:major|department|faculty|college|programme?|speciality)(?:name|id|code)?|sdept|zy|yx|bj|.*(?:专业|
        院系|学院|系别|班级|年级|系名|导师|辅导员).*
        """,
    ),
    Role(
        "school",
        r"""
        (?:.*(?:school|university|college|campus))(?:name|id|code)?|.*(?:学校|院校|毕业院校|就读学校|校名|高校|
        中学|小学|大学).*
        """,
    ),
    Role(
        "level",
        r"""
        .*(?:degree|education|edulevel|qualification)(?:level)?|.*(?:学历|学位|文化程度|层次|学业).*
        """,
        types=("EDUCATION_LEVEL",),
    ),
    Role(
        "subject",
        r"""
        (?:student|stu|s|pupil|candidate|learner)?(?:name|fullname|idcard|idno|phone|mobile|tel)|sname|xm|sfzh|
        .*(?:姓名|身份证|证件号|学生|考生).*
        """,
        types=_PEOPLE,
    ),
)

RECORD = RecordKind(
    entity_type="ACADEMIC_RECORD",
    name_zh="学籍学历信息",
    name_en="Academic record",
    legal="education",
    source="GB/T 35273-2020 annex A (个人教育工作信息)",
    roles=ROLES,
    signatures=(
        Signature(("number", "score|rank|certificate|admission")),
        Signature(("number", "subject"), "course major school level", 1),
        Signature(("number",), "course major school level admission", 2),
        Signature(("subject", "certificate"), "score major school level admission", 1),
        Signature(("subject", "score|rank"), "course major school admission certificate", 1),
        Signature(("subject", "school|admission", "major|level", "admission|level")),
        Signature(("subject", "score", "score", "score")),
    ),
    examples=(
        "学号,姓名,班级,语文,数学,英语,总分,排名",
        "姓名,身份证号,毕业院校,专业,学历,毕业证书编号",
        "student_id,name,course,score",
        "考生号,姓名,录取院校,录取专业,投档成绩",
        "准考证号,姓名,考试科目,成绩",
        "sno,cno,grade",
        "全国学籍号,姓名,学校名称,年级",
        "stu_no,stu_name,major,gpa",
        "姓名,语文,数学,英语",
        "姓名,毕业学校,专业,学历,毕业时间",
    ),
    counter_examples=(
        "user_id,name,score,level",
        "姓名,性别,年龄,职业,学历",
        "class,object,method",
        "member_id,points,rank",
        "公司,姓名,职务,电话",
        "课程名称,讲师,价格",
        "商品,评分,排名",
        "id,title,category,score",
    ),
    phrases=(
        Phrase(
            (*_NUMBERS, *_PEOPLE),
            (
                "学号 | 考生号 | 准考证 | 学籍 | 录取 | 毕业(?:于|院校|证) | 绩点 | 专业 | 班级",
                r"""
                (?: 成绩 | 总分 | 分数 | 语文 | 数学 | 英语 | 绩点 | 排名 | 位次 ) \s? [为是:：]? \s? [0-9]{1,4}
                | (?: 毕业 | 学位 ) 证书? (?: 编号 | 号 ) | 录取 (?: 院校 | 专业 | 通知 )
                """,
            ),
        ),
    ),
    subject=("number", "subject", "certificate"),
)
