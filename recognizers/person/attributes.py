"""Personal attributes with closed lists of values, only beside their label: ethnicity, religion, marital status …"""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

_NATIONS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()
_END = "(?![㐀-鿿])"


def _choice(words: str | list[str], tail: str = "", end: str = _END) -> AfterCue:
    listed = words.split() if isinstance(words, str) else words
    return AfterCue(f"(?:{'|'.join(sorted(listed, key=lambda word: (-len(word), word)))}){tail}{end}")


def _attribute(
    entity_type: str,
    names: tuple[str, str],
    shape: AfterCue,
    legal: str,
    source: str,
    cues: tuple[str, ...],
    examples: tuple[str, ...],
    counter_examples: tuple[str, ...],
) -> Recognizer:
    return Recognizer(
        entity_type=entity_type,
        name_zh=names[0],
        name_en=names[1],
        candidates=(shape,),
        score=Score(0.0, 0.90),
        legal=legal,
        source=source,
        examples=examples,
        counter_examples=counter_examples,
        max_length=16,
        mask=Mask(),
        cues=cues,
        strength=0,
    )


RECOGNIZERS = (
    _attribute(
        "ETHNICITY",
        ("民族", "Ethnicity"),
        _choice(_NATIONS, "族?"),
        "basic",
        "GB/T 3304-1991",
        ("民族", "族别", "nation", "ethnicity", "ethnic", "nationality_cn", "mz"),
        ("民族：⟦汉族⟧，", "民族⟦维吾尔族⟧", "nation=⟦回⟧", '{"ethnicity":"⟦土家族⟧"}', "族别：⟦壮族⟧"),
        ("民族团结", "汉族人口", "民族：汉语教学"),
    ),
    _attribute(
        "RELIGION",
        ("宗教信仰", "Religion"),
        _choice("佛教 道教 伊斯兰教 天主教 基督教 藏传佛教 东正教 印度教 犹太教"),
        "special",
        "GB/T 45574-2025 annex A 宗教信仰",
        ("宗教信仰", "宗教", "信仰", "religion", "faith"),
        ("宗教信仰：⟦佛教⟧", "宗教⟦伊斯兰教⟧，", "religion=⟦基督教⟧", "信仰：⟦天主教⟧。", '{"religion":"⟦道教⟧"}'),
        ("佛教协会", "宗教事务", "信仰：佛教协会"),
    ),
    _attribute(
        "MARITAL_STATUS",
        ("婚姻状况", "Marital status"),
        _choice("未婚 已婚 离异 丧偶 离婚 再婚 初婚 复婚 单身 分居"),
        "basic",
        "GB/T 2261.2-2003",
        ("婚姻状况", "婚姻", "婚否", "婚姻情况", "婚姻状态", "婚史", "marital_status", "marriage", "marital", "hyzk"),
        ("婚姻状况：⟦未婚⟧", "婚否：⟦已婚⟧，", "marital_status=⟦离异⟧", "婚姻⟦丧偶⟧。", '{"marriage":"⟦已婚⟧"}'),
        ("已婚人士", "婚姻登记", "婚姻：已婚女性权益"),
    ),
    _attribute(
        "GENDER",
        ("性别", "Sex"),
        _choice("男 女 男性 女性"),
        "basic",
        "GB/T 2261.1-2003",
        ("性别", "gender", "sex", "xb"),
        ("性别：⟦男⟧", "性别⟦女⟧，", "sex=⟦男⟧", '{"gender":"⟦女⟧"}', "性别：⟦女性⟧"),
        ("男女平等", "性别歧视", "性别：男女不限"),
    ),
    _attribute(
        "POLITICAL_STATUS",
        ("政治面貌", "Political status"),
        _choice(
            "中共党员 中共预备党员 预备党员 共青团员 团员 党员 群众 民主党派 无党派人士 民革党员 民盟盟员 民建会员 "
            "民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员"
        ),
        "special",
        "GB/T 4762-1984",
        ("政治面貌", "政治身份", "political_status", "politics", "political", "zzmm"),
        (
            "政治面貌：⟦中共党员⟧", "政治面貌⟦群众⟧，", "politics=⟦共青团员⟧", "政治面貌：⟦预备党员⟧。",
            '{"political_status":"⟦群众⟧"}',
        ),
        ("群众路线", "党员干部", "政治面貌：群众路线"),
    ),
    _attribute(
        "EDUCATION_LEVEL",
        ("学历", "Education level"),
        _choice(
            "博士 硕士 本科 大专 专科 高中 初中 小学 中专 技校 文盲 博士研究生 硕士研究生 研究生 大学本科 大学专科 "
            "职高 大学 博士后"
        ),
        "education",
        "GB/T 4658-2006",
        (
            "学历", "最高学历", "文化程度", "教育程度", "学历层次",
            "education", "degree_level", "education_level", "xl",
        ),
        (
            "学历：⟦本科⟧", "文化程度⟦高中⟧，", "education=⟦硕士⟧", "最高学历：⟦博士研究生⟧。",
            '{"education":"⟦大专⟧"}',
        ),
        ("本科院校", "学历教育", "学历：本科及以上学历者"),
    ),
    _attribute(
        "BLOOD_TYPE",
        ("血型", "Blood type"),
        AfterCue("(?:AB|A|B|O)(?:型|[+-])?(?:[(（]?RH?[Hh]?[+-阴阳]性?[)）]?)?(?![A-Za-z0-9㐀-鿿])"),
        "health",
        "GB/T 45574-2025 annex A 医疗健康",
        ("血型", "blood_type", "blood_group", "abo"),
        ("血型：⟦A型⟧", "血型⟦AB⟧，", "blood_type=⟦O⟧", "血型：⟦B型⟧。", '{"blood_type":"⟦AB⟧"}'),
        ("O型腿", "血型检测", "血型：待测"),
    ),
)  # fmt: skip
