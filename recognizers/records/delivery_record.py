"""Delivery records (快递、订单收件信息): who gets, or sends, what where."""

from __future__ import annotations

from piiguard.record import Phrase, RecordKind, Role, Signature

_PHONES = ("CN_MOBILE", "CN_LANDLINE", "PHONE_NUMBER")
_WHO = (
    "(?:receiver|receive|recipient|consignee|recv|deliver(?:y|to)?|ship(?:ping|to|per|ment)?|consignor|sender|send|buyer"
    "|rcv|dest|mailto|addressee|from|to|s|r|d|j)"
)

ROLES = (
    Role(
        "waybill",
        r"""
        .*(?:waybill|trackingno|trackingnumber|expressno|logisticsno|mailno|shippingno|shipmentno|billcode|
        deliverysn|shippingsn|trackno|shipsn|awb|kddh|ydh)(?:id|code|no)?|.*(?:运单|快递单|物流单|面单|
        快递)(?:编号|号码|号|公司|单号)?|物流(?:公司|编号)
        """,
        types=("CN_WAYBILL_NO",),
    ),
    Role(
        "courier",
        r"""
        (?:express|logistics|courier|carrier|shipping|delivery)(?:company|co|name|code|type|method|corp|status|
        time|date|fee)?|shipchannel|.*(?:快递公司|物流公司|承运商|配送方式|派送|配送员|快递员|签收|揽收|网点|
        派件|取件码|发货时间|配送时间).*
        """,
    ),
    Role(
        "item",
        r"""
        (?:goods|product|sku|item|cargo|commodity|order)(?:name|title|type|desc|info|weight|s)?|weight|
        .*(?:商品|货物|物品|品名|货品|宝贝|重量|件数|托寄物).*
        """,
    ),
    Role(
        "order",
        r"""
        (?:order|trade|tid|outtrade)(?:id|no|sn|num|number|code|time|date)|.*(?:订单|交易单)(?:编号|号|时间)|
        下单时间
        """,
    ),
    Role(
        "party_phone",
        rf"""
        {_WHO}(?:er|ee)?(?:s)?(?:phone|mobile|tel|telephone|cellphone|contact)(?:no|num|number)?|.*(?:收件|收货|
        寄件|发件|发货|收方|寄方|提货|派送|配送)(?:人|方)?(?:的)?(?:联系)?(?:手机|电话|号码|手机号|手机号码|
        联系方式|电话号码)(?:码)?|sjrdh|sjrsj|jjrdh
        """,
    ),
    Role(
        "party_address",
        rf"""
        {_WHO}(?:er|ee)?(?:s)?(?:full|detail(?:ed)?)?(?:addr|address|street|detailaddress|location)(?:detail|
        line)?[12]?|.*(?:收件|收货|寄件|发件|发货|派送|配送|送货|收方|寄方)(?:人|方)?(?:的)?(?:详细|
        联系)?地址.*|sjrdz|detail(?:ed)?address|addressdetail
        """,
    ),
    Role(
        "party_region",
        rf"""
        {_WHO}(?:er|ee)?(?:s)?(?:province|city|county|district|region|area|state|zip|zipcode|postcode|post|town|
        country)(?:name|code)?|.*(?:收件|收货|寄件|发件)(?:人|方)?(?:所在)?(?:省|市|区|县|街道|城市|省份|邮编).*
        """,
    ),
    Role(
        "party",
        rf"""
        {_WHO}(?:er|ee)?(?:s)?(?:name|user|username|person)|receiver|recipient|consignee|addressee|sender|
        consignor|.*(?:收件|收货|寄件|发件|发货|收方|寄方|提货)(?:人|方|客户)?(?:姓名|名称|名|联系人)?|收件人|
        收货人|寄件人|发件人|sjr|sjrxm|shr
        """,
    ),
    Role(
        "region",
        r"""
        (?:province|city|district|county|region|area|town|street)(?:name|code|id)?|(?:省|市|区|县|省份|城市|
        区县|街道|乡镇)
        """,
    ),
    Role(
        "postcode",
        r"""
        (?:zip|zipcode|postcode|postalcode|post|postal)|邮编|邮政编码
        """,
        types=("CN_POSTCODE",),
    ),
    Role("default", r"(?:is)?default(?:status|flag|address)?|addresstag|addresstype|默认地址|是否默认"),
    Role(
        "address",
        r"""
        (?:full|home|contact|street|user)?(?:addr|address|addressinfo|shippingaddress)[12]?|.*(?:地址|住址)
        """,
        types=("CN_ADDRESS",),
    ),
    Role(
        "phone",
        r"""
        (?:user|contact|buyer|customer|cell|mobile|member)?(?:phone|mobile|tel|telephone|cellphone)(?:no|num|
        number)?|contact|.*(?:手机|电话|联系方式).*
        """,
        types=_PHONES,
    ),
    Role(
        "name",
        r"""
        (?:user|contact|buyer|customer|member|real|full)?name|contact(?:s)?|.*(?:姓名|联系人|买家|客户|会员|
        用户).*
        """,
        types=("PERSON",),
    ),
)

RECORD = RecordKind(
    entity_type="DELIVERY_RECORD",
    name_zh="快递与收货信息",
    name_en="Delivery record",
    legal="transaction",
    source="GB/T 41833-2022 (快递电子运单); 法释〔2017〕10号 art. 5(4) (交易信息)",
    roles=ROLES,
    signatures=(
        Signature(("party|party_phone", "party_address|address")),
        Signature(("party", "party_phone|phone")),
        Signature(("waybill", "name|phone|party|party_phone|address|party_address")),
        Signature(("name|phone", "address|party_address", "order|courier|item")),
        Signature(("name", "phone", "party_address"), "region postcode default", 1),
        Signature(("name", "phone", "address", "default")),
    ),
    examples=(
        "订单号,收货人,联系电话,收货地址,商品名称",
        "运单号,寄件人,寄件人电话,收件人,收件人电话,收件地址",
        "order_sn,consignee,mobile,address,ship_sn",
        "order_id,receiver_name,receiver_phone,receiver_province,receiver_detail_address",
        "id,member_id,name,phone_number,default_status,post_code,province,city,region,detail_address",
        "tracking_no,recipient,phone,ship_to_address",
        "收件人姓名,收件人手机,省,市,区,详细地址",
        "买家昵称,收货人姓名,联系手机,收货地址,宝贝标题",
        "快递单号,姓名,电话,地址",
    ),
    counter_examples=(
        "姓名,电话,住址,身份证号",
        "id,name,phone,email,address",
        "order_id,amount,status",
        "供应商,联系人,电话",
        "运单号,重量,目的地",
        "从,到,距离",
        "from,to,subject,date",
    ),
    phrases=(
        Phrase(
            (*_PHONES, "CN_ADDRESS", "CN_WAYBILL_NO"),
            (
                """
                收件人 | 收货人 | 寄件人 | 发件人 | 收货地址 | 收件地址 | 快递单号 | 运单号
                | (?i: consignee | recipient | receiver | ship_?to )
                """,
            ),
            least=2,
        ),
    ),
    subject=("party_phone", "phone", "party", "name", "waybill"),
)
