"""Names of persons directly after a label (姓名、联系人、收件人 …): high precision, no names in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Mask, Recognizer, Score
from piiguard.recognizers.data import surnames

_LABELS = (
    "紧急联系人姓名", "法定代表人姓名", "收件人姓名", "收货人姓名", "联系人姓名", "持卡人姓名", "客户姓名", "患者姓名", "学生姓名", "家长姓名", "机主姓名",
    "监护人姓名", "考生姓名", "员工姓名", "真实姓名", "用户姓名", "申请人姓名", "账户姓名", "紧急联系人", "法定代表人", "被保险人", "投保人", "受益人",
    "收件人", "收货人", "寄件人", "发件人", "联系人", "机主", "户主", "持卡人", "开户人", "户名", "患者", "病人", "考生", "学生", "家长", "监护人",
    "申请人", "委托人", "受托人", "被告人", "原告", "被告", "当事人", "证人", "经办人", "负责人", "客户", "乘客", "旅客", "车主", "房东", "租客", "业主",
    "法人", "姓名", "名字", "本人姓名", "曾用名", "承租人", "出租人", "借款人", "担保人", "收款人", "付款人", "汇款人", "入住人", "预订人", "签收人",
    "老师", "医生", "主治医生", "主治医师", "班主任", "辅导员", "导师",
)  # fmt: skip
_KEYS = re.compile(
    "(?:real|full|true|cust|customer|user|owner|receiver|consignee|sender|shipper|contact|contacts|patient|student|holder|card_?holder|"
    "account|guardian|applicant|insured|payee|payer|legal_?person|emergency_contact|linkman|member|employee|staff|guest)_?name|receiver|consignee|"
    "linkman|xm|xingming|name|cardholder|payee|payer|owner|contact|contacts|patient|buyer|sender|holder",
    re.IGNORECASE,
)
_SPACED = re.compile(r"[ \u3000]")
_HAN_NAME = "[㐀-鿿]{2,4}"
_DOTTED = "[㐀-鿿]{1,12}(?:[·•‧・．][㐀-鿿]{1,12}){1,4}"
_VALUE = re.compile(f"[ \u3000]{{0,3}}[\"'“‘]?[ ]?(?P<name>{_DOTTED}|{_HAN_NAME}|[㐀-鿿][ \u3000][㐀-鿿](?![㐀-鿿]))(?P<after>.?)")
_LABEL_TAIL = re.compile("(?:[(（][^()（）\\n]{1,8}[)）])?[\"'”]?[ \u3000]*$")
_TITLES = re.compile("(?:先生|女士|小姐|老师|同学|医生|律师|经理|师傅|同志|教授|主任|主治医师)$")
# Words that follow such labels and begin with a surname character.
_NOT_NAMES = frozenset(
    "应当 不得 可以 未经 签字 签名 签章 签署 盖章 电话 手机 地址 联系 方式 信息 姓名 性别 身份 证件 号码 单位 年龄 住址 日期 时间 金额 名称 编号 备注 说明 无误 确认 同意 "
    "平安 安全 经济 高级 高中 高校 全部 全体 全国 万元 方面 方法 方案 方式 方便 包括 包含 包装 单独 单方 任何 任意 任务 公司 公民 公安 常见 常规 常住 左右 石油 时候 时间 权利 权益 曾经 "
    "解除 解释 支付 支持 支出 计划 计算 和平 和解 成功 成年 成员 申请 申报 温馨 明确 明细 明显 关系 关于 关联 应该 应付 应收 能力 能够 满意 满足 党员 党委 党组 向上 向其 向您 从事 从业 有权 有关 "
    "有限 相关 相应 相同 于是 何时 何种 项目 都会 都是 别名 查询 查看 查找 管理 管控 管辖 代理 代表 代码 代办 待定 未知 暂无 匿名 保密 测试 默认 用户 管理员 客服 系统 本人 同上 左侧 右侧 水平 水电 "
    "易懂 易于 习惯 房屋 房产 房号 路线 路径 边界 双方 双击 双休 经过 经营 经理 白天 白色 黑色 黄色 红色 蓝色 金融 金牌 江苏 江西 河南 河北 湖南 湖北 山东 山西 海南 云南 安徽 宁夏 甘肃 吉林 "
    "张贴 张开 连接 连续 程序 程度 严格 严重 严禁 蓝牙 牛奶 马上 马路 高度 高新 高级 周末 周期 周边 周一 周二 周三 周四 周五 周六 周日 贵州 贵宾 贵方 钱款 田地 林业 华为 华人 华东 华北 华南 党和 须知 需要 "
    "年级 年龄 班级 学校 学院 专业 职业 职务 职位 科室 床位 病历 病情 病史 诊断 治疗 住院 门诊 入院 出院 复查 复诊 负责 接收 接听 接待 签收 代收 拒收 拒绝 下单 下载 上传 提交 提供 提出 提前 填写 "
    "方可 方才 方能 章程 章节 车辆 车牌 车型 车次 强制 强调 强化 蒋介 谈话 谈判 宣布 宣传 通过 通知 通常 通信 通讯 国家 国籍 国内 国际 家属 家庭 家长 家人 所有 所在 所属 所得 应为 应于 均为 均可 均应 "
    "不详 不明 不同 不能 不可 不服 不愿 不清 不在 要求 要约 如下 如有 如何 必须 必填 选填 请填 请输 输入 或者 或其 及其 以及 以下 以上 其他 其中 其它 他人 她的 他的 我们 你们 是否 没有 已经 已婚 未婚 男性 女性".split()
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name after the colon or equals sign at `at`, when a label of persons stands before it."""
    value = _VALUE.match(text, at + 1)
    if value is None or not _has_label(text, at):
        return
    name, start = value["name"], value.start("name")
    dotted = not name.isalpha() or any(sign in name for sign in "·•‧・．")
    if not dotted or name[1] in " \u3000":
        if not _is_name(name, value["after"], text, value.end("name")):
            return
        name = _without_title(name)
    yield Candidate(start, start + len(name), name)


def _has_label(text: str, at: int) -> bool:
    before = text[max(0, at - 24) : at].rpartition("\n")[2]
    tail = _LABEL_TAIL.sub("", before)
    key = re.search("[A-Za-z][A-Za-z_]*$", tail)
    if key is not None:
        if "<" in before[: len(tail)]:
            return False
        return _KEYS.fullmatch(re.sub("(?<=[a-z])(?=[A-Z])", "_", key.group())) is not None
    return _SPACED.sub("", tail).endswith(_LABELS)


def _is_name(name: str, after: str, text: str, end: int) -> bool:
    compact = _SPACED.sub("", name)
    if compact[:2] in _NOT_NAMES or compact in _NOT_NAMES:
        return False
    surname = surnames.leading_surname(compact)
    if surname is None or len(compact) == len(surname) or len(compact) - len(surname) > 2:
        return _TITLES.search(compact) is not None and surname is not None
    # A fourth character and more Han text behind it is a sentence, not a name.
    following = text[end : end + 1]
    return not ("㐀" <= following <= "鿿") or _TITLES.match(text[end : end + 2]) is not None


def _without_title(name: str) -> str:
    return _TITLES.sub("", name)


def validate(value: str) -> str | None:
    """Return the name without spaces; None when a title was all there was."""
    compact = _SPACED.sub("", value)
    return compact if len(compact) > 1 else None


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（标签后）",
    name_en="Name of a person after a label",
    candidates=(Anchor(":：=", "[ \u3000]{0,3}[\"'“‘]?[ ]?[㐀-鿿]"),),
    score=Score(0.95, 0.97),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "姓名：⟦张三丰⟧，电话",
        "姓  名：⟦李四⟧",
        '{"real_name": "⟦欧阳明月⟧"}',
        "收件人: ⟦王小明⟧ 13800138000",
        "联系人（紧急）：⟦阿卜杜拉·买买提⟧。",
        "receiver=⟦赵六⟧",
        "户主：⟦诸葛小亮⟧\n",
        "姓名：⟦王 五⟧",
    ),
    counter_examples=("联系人：电话", "姓名：", "负责人：应当依法", "name: 系统管理员", "学生：高中生们都来了", "filename: 张三", "原告：万元以下"),
    max_length=64,
    mask=Mask(1, 0, 1, 0),
    cues=("姓名", "联系人", "name"),
    find=find,
    validate=validate,
    strength=1,
)
