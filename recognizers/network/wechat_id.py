"""WeChat identifiers: chosen account names by cue, wxid_ names, and OpenID and UnionID by label."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score

_WXID = LazyPattern("(?<![0-9A-Za-z_])wxid_[a-z0-9]{10,22}(?![0-9A-Za-z_])")
_WORDS = frozenset(
    "wechat weixin android iphone number service official windows desktop client mobile account login tencent "
    "null none undefined".split()
)
# A tag or token that a redaction left, such as <WECHAT_ID>, is no name.
# Nor is what code puts there: an attribute (wx:for-item="i"), a CSS state, a permission (config:wx:update), a phrase.
_CODE = "(?<=:wx:)|[A-Za-z_-]+(?: [A-Za-z]|[ ]?\\{)|[A-Za-z_-]+="
_NAME = f"(?!(?<=<)[A-Z0-9_]+[:>]|{_CODE})[A-Za-z][A-Za-z0-9_-]{{5,19}}(?![A-Za-z0-9_-])"


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the wxid_ name whose underscore is at `at`."""
    match = _WXID.match(text, at - 4) if at >= 4 else None
    if match is not None:
        yield Candidate(match.start(), match.end(), match.group())


def validate(value: str) -> str | None:
    """Return the name in lower case (WeChat ignores case); None for words that only stand beside the label."""
    is_constant = value.isupper() and not any(char.isdigit() for char in value)
    return None if is_constant or value.lower() in _WORDS else value.lower()


RECOGNIZERS = (
    Recognizer(
        entity_type="WECHAT_ID",
        name_zh="微信号",
        name_en="WeChat ID",
        # Without a colon before it, the name must hold a digit or underscore: 微信iPhone版 is no account.
        candidates=(AfterCue(f"(?:(?<=[:：\"])|(?=[A-Za-z]*[0-9_-])){_NAME}"),),
        score=Score(0.0, 0.90),
        legal="network_identity",
        source="Tencent WeChat: 6 to 20 letters, digits, underscores or hyphens, a letter first",
        examples=(
            "微信号：⟦abc_123-x⟧",
            "加微信⟦zhangsan88⟧聊",
            "wechat: ⟦foobar99⟧",
            '{"wx":"⟦lisi_2020⟧"}',
            "微信⟦ｚｈａｎｇｓａｎ８８⟧。",
            "薇信：⟦wangwu66⟧",
        ),
        counter_examples=(
            "微信iPhone版", "微信WeChat", "微信支付abc_123", "wechat login failed", "微信：<WECHAT_ID>",
            '<block wx:for-item="item" wx:key="key">', ".icon-wechat:before{content:'x'}",
            "admin:config:wx:updateAll", "config_wx: 'Mini-program config'", "微信APP-SECRET",
        ),
        max_length=20,
        mask=Mask(2, 0, 1, 0),
        cues=(
            "微信", "微信号", "微信账号", "微信帐号", "薇信", "威信", "V信", "v信", "加微", "加V", "加v", "微信id",
            "wechat", "weixin", "wx", "vx", "wechat_id", "wx_id", "weixin_id",
        ),
        validate=validate,
        strength=0,
    ),
    Recognizer(
        entity_type="WECHAT_ID",
        name_zh="微信内部号",
        name_en="WeChat internal ID",
        candidates=(Anchor("_", "(?<=wxid_)[a-z0-9]{10,22}(?![0-9A-Za-z_])"),),
        score=Score(0.95, 0.97),
        legal="network_identity",
        source="Tencent WeChat default account names",
        examples=(
            "账号⟦wxid_a1b2c3d4e5f622⟧已加",
            "⟦wxid_a1b2c3d4e5f622⟧",
            "微信：⟦wxid_0123456789abcd⟧",
            'user="⟦wxid_a1b2c3d4e5f622⟧"',
            "微信id ⟦ｗｘｉｄ＿a1b2c3d4e5f622⟧",
        ),
        counter_examples=("wxid_", "mywxid_a1b2c3d4e5f622", "id_a1b2c3d4e5f622"),
        max_length=27,
        mask=Mask(7, 0, 5, 0),
        cues=("微信", "wechat", "wxid"),
        find=find,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="WECHAT_ID",
        name_zh="微信 OpenID / UnionID",
        name_en="WeChat OpenID or UnionID",
        candidates=(AfterCue("o[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])"),),
        score=Score(0.0, 0.95),
        legal="network_identity",
        source="https://developers.weixin.qq.com/doc/offiaccount/User_Management/",
        examples=(
            "openid=⟦oLVPpjqs9BhvzwPj5A-vTYAX3GLc⟧",
            '"openid":"⟦oLVPpjqs9BhvzwPj5A-vTYAX3GLc⟧"',
            "unionid: ⟦o6_bmasdasdsad6_2sgVt7hMZOPf⟧",
            "用户openid：⟦oLVPpjqs9BhvzwPj5A-vTYAX3GLc⟧。",
            "微信openid=⟦oLVPpjqs9BhvzwPj5A-vTYAX3GLc⟧",
        ),
        counter_examples=("oLVPpjqs9BhvzwPj5A-vTYAX3GLc", "openid=xLVPpjqs9BhvzwPj5A-vTYAX3GLc", "openid=null"),
        max_length=28,
        mask=Mask(4, 0, 0, 0),
        cues=("openid", "open_id", "unionid", "union_id", "wx_openid"),
        strength=0,
    ),
)  # fmt: skip
