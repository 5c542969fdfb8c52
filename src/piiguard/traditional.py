"""Labels in traditional characters: 電話, 聯繫人 and 身份證號 say what 电话, 联系人 and 身份证号 say.

The characters are those of the labels that recognizers have. Source: OpenCC (opencc-python-reimplemented 0.1.7,
Apache-2.0), STCharacters, the first form of each; where there are several, the one that stands in labels.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_SIMPLIFIED: Final = (
    "与业东丝个举义乡书买于产亲价会传余债储儿内册军况凭创别剧办务动区医单卖历县参发号员咨嘱团园国备复妇"
    "妈学宝实审宾对导层属岁师帐干广开当录征态总户托执护报担拨摄数时昵术机权条来构标栋档检楼残毕汇注湾热"
    "爷状现电疗监码离积称税签系紧红纪纬纳线练组细织绍经绑结络统继编网职联艺荐营见计订讯记讲许讼设证识诉"
    "诊词译话诞询详请读负财责账货购资赠踪车轨转辅辆辑辩运还进迹递遗邮银销镇长门间队际陆险页项顾预领额驶驾"
    "验鹅龄"
)
_TRADITIONAL: Final = (
    "與業東絲個舉義鄉書買於產親價會傳餘債儲兒內冊軍況憑創別劇辦務動區醫單賣歷縣參發號員諮囑團園國備復婦"
    "媽學寶實審賓對導層屬歲師帳幹廣開當錄徵態總戶託執護報擔撥攝數時暱術機權條來構標棟檔檢樓殘畢匯註灣熱"
    "爺狀現電療監碼離積稱稅簽繫緊紅紀緯納線練組細織紹經綁結絡統繼編網職聯藝薦營見計訂訊記講許訟設證識訴"
    "診詞譯話誕詢詳請讀負財責賬貨購資贈蹤車軌轉輔輛輯辯運還進跡遞遺郵銀銷鎮長門間隊際陸險頁項顧預領額駛駕"
    "驗鵝齡"
)
# Other ways to write some of them.
_OTHERS: Final = {"係": "系", "証": "证", "戸": "户", "臺": "台", "羣": "群"}
_TO_TRADITIONAL: Final = str.maketrans(_SIMPLIFIED, _TRADITIONAL)
_TO_SIMPLIFIED: Final = str.maketrans({**dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)), **_OTHERS})


def simplified(text: str) -> str:
    """Return `text`, of the same length, with the characters of labels in simplified form."""
    return text.translate(_TO_SIMPLIFIED)


def all_forms(labels: Iterable[str]) -> list[str]:
    """Return `labels`, and behind each that has another one its traditional form."""
    found: list[str] = []
    for label in labels:
        found.append(label)
        if not label.isascii():
            other = label.translate(_TO_TRADITIONAL)
            if other != label:
                found.append(other)
    return found
