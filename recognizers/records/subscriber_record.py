"""Subscriber records (机主信息、开户资料): to whom a number, card or line belongs."""

from __future__ import annotations

from piiguard.record import Phrase, RecordKind, Role, Signature

_NUMBERS = ("CN_MOBILE", "CN_LANDLINE", "CN_IOT_NUMBER")

ROLES = (
    Role(
        "sim",
        r"""
        (?:served)?(?:imsi|iccid|imei|puk|puk1|pin|simno|simcard|simno|simcardno|sim)|.*(?:sim卡|串号|puk|
        宽带账号|终端串).*|手机卡号
        """,
        types=("IMSI", "ICCID"),
    ),
    Role(
        "opened",
        r"""
        (?:open|opened|activat(?:e|ion|ed)|join|innet|innettime|net|innetwork|enter|enternet|install|effect|
        eff)(?:acc)?(?:date|time|day|age|in)|.*(?:入网|开户|激活|装机|开卡|竣工|注销|停机|离网)(?:日期|时间|
        网点|渠道|营业厅|时长)?|网龄
        """,
    ),
    Role(
        "plan",
        r"""
        (?:plan|package|pkg|tariff|product|offer|brand|meal|tc|prod)(?:name|id|code|type|inst|offer)?|.*(?:套餐|
        资费|品牌|产品|客户星级|星级|靓号|带宽|速率|合约).*
        """,
    ),
    Role(
        "account",
        r"""
        (?:account)?balance|arrears?|creditlevel|userstatus|subscriberstatus|status(?:cd|code)?|state|acctid|
        .*(?:余额|欠费|话费|停开机|号码状态|用户状态|状态|信用度|账户|账期).*
        """,
    ),
    Role("realname", r"(?:is)?realname(?:d|auth|status|flag)?|.*(?:实名).*", shape="flag"),
    Role(
        "operator",
        r"""
        (?:operator|carrier|isp)(?:name|code)?|.*(?:运营商|归属地|归属局|网络制式|用户类型|客户类型|证件类型)
        """,
    ),
    Role(
        "owner",
        r"""
        (?:owner|subscriber|holder)(?:name)?|.*(?:机主|户主|开户人|号主|产权人|使用人)(?:姓名|名称|名)?|机主.*|
        用户资料.*
        """,
    ),
    Role(
        "number",
        r"""
        (?:service|svc|serv|msisdn|accnbr|acc|user|subscriber|cell|mobile|phone|tel|access|bill|
        device)*(?:msisdn|accnbr|phone|mobile|number|phoneno|phonenumber|phonenum|mobileno|nbr|tel|telephone|
        serialnumber)|billid|serialnumber|(?:手机|电话|用户|业务|服务|本机|移动|固话|宽带|计费|接入|联通|电信|
        机主)(?:手机|电话)?(?:号码|号|手机号|手机号码)|号码|手机|电话|小灵通
        """,
        types=_NUMBERS,
    ),
    Role(
        "identity",
        r"""
        (?:owner|user|cust(?:omer)?|cert|id|identity|subscriber)?(?:idcard|certno|certid|idno|idnum|idnumber|
        certcode|certnum|certnbr|identityno|identno|cardno)|sfzh|.*(?:身份证|证件).*(?:号|号码)?
        """,
        types=("CN_RESIDENT_ID", "CN_PASSPORT"),
    ),
    Role(
        "name",
        r"""
        (?:cust(?:omer)?|user|real|full|client)?name|xm|.*(?:姓名|客户名称|用户名称|客户名)
        """,
        types=("PERSON",),
    ),
    Role("address", r".*(?:addr|address)|.*(?:地址|住址)", types=("CN_ADDRESS",)),
)

RECORD = RecordKind(
    entity_type="SUBSCRIBER_RECORD",
    name_zh="机主信息",
    name_en="Subscriber record",
    legal="basic",
    source="YD/T 2782-2014 (user identity data of telecommunications); GB/T 35273-2020 annex A",
    roles=ROLES,
    signatures=(
        Signature(("number|sim", "owner|name"), "opened realname sim", 1),
        Signature(("number", "owner")),
        Signature(("number", "name", "identity"), "opened plan operator realname sim", 1),
        Signature(("number", "sim"), "opened plan account operator realname identity", 1),
        Signature(("number", "opened"), "plan account operator identity name address", 2),
        Signature(("number", "name"), "plan operator account", 2),
    ),
    examples=(
        "机主姓名,手机号码,身份证号,地址",
        "手机号码,客户名称,证件号码,入网时间,套餐名称,用户状态",
        "msisdn,imsi,iccid,open_date,status",
        "cust_name,acc_nbr,cert_no,in_net_time,brand_name",
        "号码,机主,归属地",
        "用户姓名,手机号,实名状态,开户日期",
        "phone,realName,idCard,carrier,netAge",
    ),
    counter_examples=(
        "id,name,phone,email,create_time",
        "姓名,手机,地址,商品",
        "姓名,身份证号,银行卡号,手机号",
        "username,password,phone,status",
        "leader,phone,email,status,del_flag",
        "contact_name,contact_mobile,package_id",
        "姓名,电话,入职日期,部门",
    ),
    phrases=(
        Phrase(
            ("PERSON", "CN_RESIDENT_ID", "CN_ADDRESS"),
            (
                """
                机主 | 开户人 | 开户姓名 | 入网(?:时间|日期) | 实名(?:登记|认证) | 开户(?:日期|时间)
                | (?i: owner_?name | subscriber_?name )
                """,
            ),
            with_types=(*_NUMBERS, "IMSI", "ICCID"),
        ),
    ),
    subject=("number", "sim", "identity"),
)
