"""Sentences and records around a value: `{v}` is the value, `{l}` its Chinese label, `{k}` its key.

No frame names a kind by itself, and none makes a competent reader doubt where the value begins or ends.
"""

from __future__ import annotations

from typing import Final

ALONE: Final = (
    "{v}",
    "麻烦把{v}记一下再核对一遍",
    "我的是{v}别弄错了",
    "刚收到{v}，稍后处理",
    "转给{v}就行",
    "客户留了{v}请尽快回复",
    "{v}已经核实过了",
    "请查收{v}",
    "（{v}）",
    "“{v}”",
    "「{v}」",
    "《{v}》",
    "【{v}】",
    "[{v}]",
    "<td>{v}</td>",
    "备注：{v}。",
    "备注:{v};",
    "1、{v}",
    "里面写的是{v}、还有别的",
    "内容为{v}\r\n下一行",
    "原文\n{v}\n完",
    "\t{v}\t",
    "请联系{v}！",
    "他说{v}？",
    "…{v}…",
    "甲,{v},乙",
    "row=3|{v}|ok",
    "'{v}'",
    '{{"value":"{v}"}}',
    "2024-03-05 10:22:31 INFO 收到 {v} 的请求",
)

LABELLED: Final = (
    "{l}：{v}",
    "{l}:{v}",
    "{l}: {v}",
    "{l}{v}",
    "{l} {v}",
    "{l}是{v}",
    "{l}为{v}，请核对",
    "{l}（{v}）",
    "{l}“{v}”",
    "他的{l}是{v}吗？",
    "【{l}】{v}",
    "{l}：\u3000{v}；",
    "登记{l}：{v}。其余不变",
    "请提供{l}，例如：{l}：{v}",
    "{l}＝{v}",
    "1.{l}：{v}\n2.其他：无",
    "|{l}|{v}|",
    "{l}=“{v}”",
    "您好，{l}{v}，麻烦登记。",
)

LABEL_BEHIND: Final = ("{v}是我的{l}", "{v}（{l}）")

KEYED: Final = (
    '{{"{k}": "{v}"}}',
    '{{"{k}":"{v}","ok":true}}',
    "{k}={v}",
    "{k}={v}&page=2",
    "{k}: {v}",
    "'{k}': '{v}',",
    "<{k}>{v}</{k}>",
    "INFO user saved {k}={v} cost=12ms",
    "[{k}:{v}]",
    '{k} = "{v}"',
)

FILLERS: Final = (
    "今天的会议改到下午，地点不变",
    "材料已经齐了，等审批完再通知大家",
    "系统升级期间请不要重复提交",
    "这件事按原来的流程走就可以",
    "天气转凉，注意添衣",
    "第三季度的总结下周交",
    "如有疑问请在群里说明",
    "the job finished without errors",
    "感谢配合",
    "附件请用新版模板填写",
)

JOINTS: Final = ("。", "\n", "。\n", "；", "。另外，", "\n\n", " | ")
