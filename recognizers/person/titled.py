"""Names before a form of address or a title: 王先生, 王小明先生, 李工, 张局. The title is none of the name."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.data import surnames
from piiguard.recognizers.person import _likely

_COMMON = 0.02
# Surnames that end many a word (任何先生 is none, 工程队长 neither): alone only at the beginning of a phrase.
_WORDY = frozenset(
    "高林马何梁黄于程许曾周金江石方任万安常向时和成明文白水路田房席官易管单温段平雷项权党习史全师应从连都原双车班边"
    "经后前古国红年年包家毛华洪海强计商台公左右东南西北木利有关空能严干相先宁封阳章纪解化游经通元首幸充司主支余孔叶"
)
_BEFORE = LazyPattern(
    "(?:^|[^㐀-鿿]|[的是和与请问找给对向让叫由跟同及位老小阿为被把替帮见说到了去在称过]|感谢|联系|通知)$"
)
_TITLES = (
    "先生", "女士", "小姐", "太太", "老师", "同学", "同志", "医生", "大夫", "律师", "教授", "师傅", "经理", "主任",
    "阿姨", "叔叔", "警官", "法官", "护士", "书记", "董事长", "总监", "老板", "博士", "秘书", "院长", "校长", "局长",
    "处长", "科长", "厅长", "队长", "所长", "店长", "行长", "总", "工", "局", "处", "队", "老", "哥", "姐",
)  # fmt: skip
# Honorifics: what stands before them is a person, if it has a name at all.
_HONORIFICS = frozenset("先生 女士 小姐 太太 阿姨 叔叔 师傅".split())
# Titles of one character, which are a part of many words: only behind a common surname, and where the phrase ends.
_SHORT = frozenset("总工局处队老哥姐")
_PHRASE_ENDS = '(?=[，,。.、；;：:！!？?\\s）)”"」』@您你好说]|的(?:电话|手机|微信|号码|联系|车|邮箱|意见|意思)|$)'
_SHORT_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹易黎常武乔贺赖龚肖欧许尤葛邢聂焦柳鲍岳"
)
_NO_ADDRESS = frozenset("何处 高处 马队 车队 白队 龙老".split())
# What is no surname before a title though it is one elsewhere: 班主任, 司法官.
_NO_SURNAME = frozenset("班司和同将由")
# Surnames that are small words: 和王先生.
_SMALL_WORDS = frozenset("和于向对从由让与任时应为当则将因同及")
_RUN = LazyPattern("(?<![㐀-鿿·])[㐀-鿿]{2,3}$")
_CERTAIN = 9.0
_NOT_ADDRESSED = LazyPattern("[们]")
_COUNTED = LazyPattern("[一二三四五六七八九十百千两几每某这那第0-9]$")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name before the title that stands at `at`."""
    title = next((each for each in _TITLES if text.startswith(each, at)), None)
    if title is None or not at or _NOT_ADDRESSED.match(text, at + len(title)):
        return
    if title in _SHORT:
        start = at - 1
        if text[start : at + 1] in _NO_ADDRESS:
            return
        if at > 1 and surnames.is_surname(text[at - 2 : at]):
            start = at - 2  # 欧阳总
        elif text[start] not in _SHORT_SURNAMES or _ends_word(text, start, title):
            return
        yield Candidate(start, at, text[start:at])
        return
    full = _whole(text, at) or _likely.behind(text, at)
    if full is not None and full.likely > (0 if title in _HONORIFICS else 2):
        yield Candidate(full.start, at, text[full.start : at])
        return
    surname_at = _surname(text, at, title in _HONORIFICS)
    if surname_at is not None:
        yield Candidate(surname_at, at, text[surname_at:at])


def _ends_word(text: str, start: int, title: str) -> bool:
    """Return whether the surname at `start` may be the end of a word before a title of one character."""
    is_counted = _COUNTED.search(text, max(0, start - 1), start) is not None
    return is_counted or ((text[start] in _WORDY or title in "局处队") and not _starts_phrase(text, start))


def _whole(text: str, end: int) -> _likely.Likely | None:
    """Return the name that fills the whole run of Han characters before `end`: 戴杨先生."""
    run = _RUN.search(text, max(0, end - 3), end)
    if run is None or run[0][0] in _SMALL_WORDS or run[0][-1] in "老副总任队部" or not _likely.is_name(run[0]):
        return None
    return _likely.Likely(run.start(), end, _CERTAIN)


def _surname(text: str, end: int, honorific: bool) -> int | None:
    """Return where the surname begins that stands alone before `end`."""
    if end > 1 and surnames.is_surname(text[end - 2 : end]):
        return end - 2
    surname = text[end - 1]
    if surnames.share(surname) < _COMMON or surname in _NO_SURNAME:
        return None
    if surname == "任" and not honorific and text[end] not in "老医护律":
        return None  # 任董事长
    is_wordy = surname in _WORDY or not honorific
    return None if is_wordy and not _starts_phrase(text, end - 1) else end - 1


def _starts_phrase(text: str, start: int) -> bool:
    """Return whether a phrase may begin at `start`, so that the surname there is not the end of a word."""
    before = text[max(0, start - 2) : start]
    return _BEFORE.search(before) is not None and _COUNTED.search(before) is None


# Compound surnames end so.
_COMPOUND_ENDS = "阳葛官容侯徒宫狐文赫连"
_SHORT_THEN = f"(?<=[{_SHORT_SURNAMES}{_COMPOUND_ENDS}].){_PHRASE_ENDS}"
_FIRST = "".join(sorted({form[0] for form in surnames.all_forms()}))
_LAST = "".join(sorted({form[-1] for form in surnames.all_forms()}))
_HAN = "[^\x00-\u2e7f\u3000-\u3006\u3008-\u303f\uff00-\uffee]"
# A surname stands before a title, and up to three more characters of the name.
_NAMED = f"(?:(?<=[{_LAST}])|(?<=[{_FIRST}]{_HAN})|(?<=[{_FIRST}]{_HAN}{{2}})|(?<=[{_FIRST}]{_HAN}{{3}}))"


def _title(first: str, rest: str) -> Anchor:
    return Anchor(first, rest, _NAMED)


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（称谓、职务前）",
    name_en="Name of a person before a title",
    candidates=(
        _title("先", "生(?![产态的])"), _title("女", "士"), _title("小", "姐(?!妹)"), _title("太", "太"),
        _title("老", "(?:师(?!傅)|板)"), _title("同", "[学志](?!们)"), _title("医", "生"), _title("大", "夫"),
        _title("律", "师(?!事务)"), _title("教", "授"), _title("师", "傅(?<!老师傅)"), _title("经", "理"),
        _title("主", "任(?!医|委)"),
        _title("阿", "姨"), _title("叔", "叔"), _title("警", "官(?!兵)"), _title("法", "官(?!员)"), _title("护",
        "士"),
        _title("书", "记"), _title("董", "事长"), _title("总", "监(?!督)"), _title("博", "士"), _title("秘",
        "书(?!长)"),
        _title("院校局处科厅队所店行", "长(?![期度远江城春沙安])"),
        Anchor("总工局处队老哥姐", _SHORT_THEN),
    ),
    score=Score(0.85, 0.90),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "⟦王⟧先生您好",
        "请联系⟦李小明⟧女士。",
        "⟦欧阳⟧老师说",
        "找⟦陈⟧老师签字",
        "麻烦⟦王⟧总，明天开会",
        "⟦李⟧工您好",
        "⟦欧阳⟧总，早",
        "⟦张⟧局：材料已报送",
        "⟦诸葛明⟧医生",
        "感谢⟦赵丽华⟧阿姨",
    ),
    counter_examples=(
        "先生您好", "各位女士、先生", "任何先生都可以", "任总书记的时候", "第一局，我们输了", "员工，领导",
        "工程队长",
        "女士们先生们", "王先生们", "一张局部图", "汇总，统计", "吉林老师傅", "学校老师", "陈列总，",
    ),
    max_length=12,
    mask=Mask(1, 0, 1, 0),
    find=find,
)  # fmt: skip
