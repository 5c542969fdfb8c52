"""Call detail records (通话详单、话单): who called, wrote to or was reached by whom, when and for how long."""

from __future__ import annotations

from piiguard.record import Layout, Phrase, RecordKind, Role, Signature

_PHONES = ("CN_MOBILE", "CN_LANDLINE", "PHONE_NUMBER", "SERVICE_NUMBER", "CN_IOT_NUMBER")
_NO = "(?:no|nm|num|number|id|msisdn|phone|mobile|tel|cellphone|telephone|addr|address|party|partyno|partynumber)"
# In English only as the key of a value: "calling the service" is no call.
_SAID = r"""
    主叫 | 被叫 | 对方号码
    | (?i: (?<![a-z]) calls? \s (?:from|to) \s (?=\+?[0-9]) )
    | 呼入 | 呼出 | 呼转 | 来电 | 去电 | (?i: (?<![a-z])
    (?: caller | callee | calling | called | src | dst | destination | other | opposite | peer )
    (?: _?(?:id_?)? (?: no | num | number | phone | party | msisdn | cell_?phone ) )? ["']? \s* [:=] )
    """
_HOUR = ("generalize", {"as": "time", "time": "hour"})
_BAND = ("generalize", {"as": "duration"})

ROLES = (
    Role(
        "bookkeeping",
        r"""
        (?:create|created|update|updated|modif(?:y|ied)|insert|import|gmt|load|etl).*|.*(?:创建|更新|入库|导入|
        修改|抓取|同步)时间
        """,
    ),
    Role("sms_content", r"(?:sms|mms|text)(?:content|text|body|message)|(?:短信|彩信)(?:正文|内容)"),
    Role("content", r"(?:msg|message)?(?:content|text|body)|(?:消息|信息|邮件)(?:正文|内容)|内容"),
    Role(
        "cell",
        r"""
        (?:start|end|first|last|o|d|a|b)?(?:lac|tac)|.*(?:cellid|cellcode|cgi|ecgi|ncgi|eci|nci|basestation|
        antenna(?:id)?|enodeb(?:id)?|gnb(?:id)?|sector|tower)|ci|cid|bsid|(?:start|end|first|last|o|d|a|
        b)?(?:cell|site|bts)(?:id|code|name)?|.*(?:userlocationinformation|changeoflocation)|
        location(?:information)?|.*(?:基站|小区(?:号|识别|编码|id)|扇区|蜂窝).*|laccid|lacci|lac:ci.*
        """,
        types=("CELL_ID",),
        coarser=("redact", {}),
    ),
    Role("device", r"(?:served|caller|callee|o|d|a|b)?(?:imei|imeisv|meid|esn)|终端串号|设备号"),
    Role(
        "own_identity",
        r"""
        (?:served|caller|calling|user|o|a|own)?(?:imsi)|servedpdppdnaddress|nai|iccid
        """,
    ),
    Role(
        "call_place",
        r"""
        commplac|(?:calling|call|called|commu?|usage|visit|visited|roam(?:ing)?|home|use|belong)(?:area|place|
        loc|location|home|city|province|plac)(?:name|code)?|calledhome|homearea.*|place|landtype|.*(?:通话|通信|
        通讯|呼叫|使用|发生|漫游|计费方拜访|上网|登录|拜访|所在|归属|对方)(?:地|地点|地区|地市|地址|省|城市|
        位置|区域).*|归属地|.*(?:归属地|所在地|拜访地)
        """,
    ),
    Role("operator", r".*(?:carrier|isp|运营商|归属局)|operator(?:name)?"),
    Role(
        "direction",
        r"""
        (?:call|calling|comm|init|sms|contact|connect|send|s?m?s?record)?(?:direction|inout|iotype|mode|way)|
        commmode|inittype|io|in_?out|mo_?mt|momt|calltype(?:name|id|code)?|callflag|recordtype|(?:通话|通信|
        通讯|呼叫|联系|收发|主被叫|短信收发)(?:方式|类型|方向|类别)|主被叫(?:标识|标志|类型)?|呼叫类型|
        收发(?:类型|方式)?|方向|interaction|eventtype
        """,
    ),
    Role(
        "service",
        r"""
        callingtype|commtype|thtypename|romatypename|roam(?:ing)?type.*|comm?unicationtype|infotype|businame|
        businesstype|smstype|msgtype|nettype|netplaytype|(?:通话|通信|通讯|漫游|业务|信息|计费|服务|短信|上网|
        长途|网络)(?:类型|类别|方式|种类|名称|标识)|是否漫游|basicservice|servicetype|rattype|accesspointnameni|
        apn|teleservice|bearerservice
        """,
    ),
    Role(
        "answered",
        r"""
        disposition|hangupcause|hangup|causeforterm(?:ination)?|causeforrecclosing|terminationcause|
        releasecause|endreason|call(?:result|status|state)|answered|(?:挂断|结束|释放|呼叫结束|终止)(?:原因|
        方式|方)|(?:接通|通话|呼叫)(?:状态|结果)|是否接通
        """,
    ),
    Role(
        "flow",
        r"""
        (?:sum|total|up|down|uplink|downlink|ul|dl|upload|download|data|net|gprs|in|out)(?:link|stream)?(?:flow|
        bytes|octets|volume|traffic|vol|data|pack|packets?|payload)|datavolume(?:gprs)?(?:up|down)?link|
        listoftrafficvolumes|.*(?:流量|字节数).*|flow|traffic|volume|internet
        """,
    ),
    Role(
        "duration",
        r"""
        (?:call|calling|comm|talk|talking|bill|billing|charge(?:d|able)?|conversation|use|using|duration|
        conn(?:ect(?:ed)?)?|voice|long)?(?:duration|dur|durations|seconds|secs?|billsec|longhour|
        lasts?)(?:in)?(?:s|sec|seconds|ms|min|minutes)?|commtime(?:s|len(?:gth)?)|commtime|usetime|talktime|
        (?:call|talk|speak)(?:length|time(?:length|len)|lasting|last)|callonghour|calllonghour|billsec|
        billableseconds|.*(?:通话|通信|通讯|计费|使用|呼叫|连接|上网|会话|在线|主叫|被叫|本地|长途)?(?:时长|
        时长数|分钟数|秒数|持续时间).*
        """,
        shape="duration",
        coarser=_BAND,
    ),
    # A name and a number in one cell.
    Role("caller_line", "clid", coarser=("redact", {}), repeats=True),
    Role("call_name", r"call(?:er|ee|ed)?name|(?:通话|联系)人(?:姓名|名称|备注)"),
    Role(
        "name",
        r"""
        .*(?:callername|calleridname|callername|calledname|ownername)|.*(?:机主|对方|主叫|被叫|联系人|用户|
        客户)(?:姓名|名称|名)
        """,
        types=("PERSON",),
    ),
    Role(
        "counterpart",
        rf"""
        (?:original|final|lastredirect)called(?:party)?{_NO}|
        (?:other|othercell|otherparty|opposite|opp|oppo|peer|called|callee|calledparty|callee party|recipient|
        receiver|target|to|b|dial(?:l?ed)?|destination|dest|dst|dnis|another|contact|counter(?:part)?|partner|
        correspondent|translated|connected|receive|remote){_NO}|callee|called|callto|dst|destination|destino|dialled|
        dialed|calltel|callphone|numberreceivecall|to|b号码?|correspondent|othernum|anothernm|counterpart|
        .*(?:对方|对端|被叫|受话|接收方?|接收者|联系人|通话对象|呼叫对象|对象|目标|收信|收件人?|拨打|
        去电)(?:用户|主体|手机|电话|移动)?(?:的)?(?:号码|号|电话|手机|手机号|手机号码|电话号码|短号|账号)|
        (?:对方|对端|被叫|受话人)
        """,
        shape="party",
        party=True,
    ),
    Role(
        "own",
        rf"""
        (?:caller|calling|callingparty|callerid|source|src|from|orig(?:inating)?|origin|sender|ani|served){_NO}|
        a(?:party|number|num|msisdn|phone)|(?:own|my|self|user|subscriber|charge|charged|billing|local|owner|
        bill|serv|customer|acc|cell|mobile|phone|tel|telephone)(?:no|nm|num|number|msisdn|phone|mobile|tel|
        cellphone|telephone)|caller|calling|src|ani|numbermakecall|from|callfrom|a号码?|clidnum|msisdn|servedmsisdn|
        phone|mobile|number|cellphone|phonenumber|phoneno|mobileno|chargeno|accnbr|(?:主叫|本方|本机|机主|用户|
        计费|客户|发送方?|发送者|发件人?|发信|来电|服务|业务|付费|我方|己方|查询|手机|电话|移动)(?:手机|电话|
        移动)?(?:号码|号|电话|手机|手机号|手机号码|电话号码|短号)|主叫|本机|手机|号码
        """,
        shape="party",
        party=True,
    ),
    Role(
        "time",
        r"""
        (?:call|calling|comm|start|begin|end|stop|release|seizure|answer|setup|alert(?:ing)?|connect|disconnect|
        record(?:opening|ing)?|recv|receive|received|send|sent|sms|event|charge|charging|occur|talk|report|
        session|opening|closing|hangup|progress|first|last|bill|conversation|stat|op|data|trans|
        o)*(?:date)?(?:time|date|datetime|timestamp|stamp|ts|day|hour)(?:ms|utc|local|s)?|calldate|calltime|datetime(?:origination|connect|disconnect)|
        start|answer|end|(?:start(?:ed)?|end(?:ed)?|setup|answered|called|sent|hangup)at|begin|datetime|
        timestamp|date|time|ts|.*(?:起始|开始|结束|通话|通信|通讯|呼叫|发送|接收|收发|发生|应答|接通|挂断|拨打|
        记录|上网|使用|计费|截止|短信|发起|释放|登录)(?:日期|时间|时刻|起止|日|时间点)(?:时间)?|日期|时间|起始|
        开始|时刻
        """,
        shape="time",
        coarser=_HOUR,
    ),
    Role(
        "fee",
        r"""
        .*(?:fee|fees|cost|costs|charge|charges|subtotal|price|tariff|mealfavorable|meal)|.*(?:通话费|通信费|
        话费|费用|其他费|小计|套餐优惠|资费|实收|金额|长途费).*|费用|小计
        """,
        shape="amount",
    ),
    # They hold numbers, and the second of the call.
    Role("trace", "(?:dst|dest)?channel|lastdata|uniqueid|linkedid", coarser=("redact", {}), repeats=True),
    Role(
        "exchange",
        r"""
        d?context|lastapp|amaflags|accountcode|uuid|(?:b|
        a)leguuid|callid|calluuid|callreference|recordingentity|(?:read|write)codec|codec|trunk(?:in|out|
        group)?|sessionid|switch|msc(?:address|number|id)?|gateway|sgsnaddress|ggsnaddress
        """,
    ),
    # What only the call log and the messages of a telephone have beside: kinds are numbers there, senders addresses.
    Role("handset_kind", "type", shape="direction"),
    Role("handset_address", "address", shape="dialled", party=True),
    Role(
        "handset_state",
        r"""
        read|seen|new|protocol|threadid|servicecenter|replypathpresent|locked|datesent|readabledate|contactname|
        cachedname|name|presentation|numbertype|numberlabel|geocodedlocation|countryiso|subscriptionid|simid
        """,
    ),
    Role("number", types=_PHONES, shape="phone", bare=True, party=True),
    Role("bare_direction", shape="said direction", bare=True),
    Role("bare_duration", shape="lasting", bare=True, coarser=_BAND),
    Role("bare_time", shape="moment", bare=True, coarser=_HOUR),
)

_WHEN = "time|bare_time"

RECORD = RecordKind(
    entity_type="CALL_RECORD",
    name_zh="通话记录（话单）",
    name_en="Call detail record",
    legal="communication",
    source="exports of the operators; Asterisk cdr_csv, FreeSWITCH mod_cdr_csv; 3GPP TS 32.298",
    roles=ROLES,
    signatures=(
        Signature(("content", "counterpart", _WHEN), legal="content"),
        Signature(("content", "own|number", _WHEN), "direction operator service cell", 1, legal="content"),
        Signature(("sms_content", "counterpart|own|number", _WHEN), legal="content"),
        Signature(("own|number", _WHEN, "duration|bare_duration", "direction|bare_direction")),
        Signature(("own|number", _WHEN, "call_name", "duration")),
        Signature(("counterpart", _WHEN, "duration|bare_duration|direction|bare_direction|flow|answered")),
        Signature(
            ("counterpart", "own|number", _WHEN),
            "service cell fee call_place content exchange trace answered device",
            1,
        ),
        Signature(("counterpart", _WHEN), "service fee cell answered exchange trace call_place", 2),
        Signature(("number", "number", _WHEN, "duration|bare_duration|direction|bare_direction")),
        Signature(("own", "number", _WHEN, "duration|bare_duration|direction|bare_direction|cell")),
        Signature(
            ("own|own_identity|number", _WHEN, "duration|flow"),
            "cell flow service device own_identity answered call_place",
            1,
        ),
        Signature(("own|number", _WHEN, "duration", "handset_kind"), "handset_state", 1),
        Signature(("content", "handset_address", _WHEN, "handset_kind|handset_state")),
        Signature((_WHEN, "flow", "service"), "duration call_place cell fee", 1),
        Signature((_WHEN, "duration", "direction|service"), "call_place fee cell", 2),
    ),
    examples=(
        "起始时间,通信地点,通信方式,对方号码,通信时长,通信类型,套餐优惠,实收通信费(元)",
        "startTime,commPlac,commMode,anotherNm,commTime,commType,mealFavorable,commFee",
        "起始时间,通信地点,对方号码,通信方式,信息类型,业务名称,套餐优惠,通信费(元)",
        "startTime,commPlac,anotherNm,commMode,infoType,busiName,meal,commFee",
        "startTime,commPlac,netPlayType,netType,commTime,sumFlow,meal,commFee",
        "起始时间,通信地点,上网方式,网络类型,时长,流量,套餐优惠,通信费(元)",
        "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,通话地点,通话类型,通话费,其他费,小计",
        "calldate,calltime,calllonghour,calltypeName,othernum,homeareaName,calledhome,landtype,"
        "romatypeName,thtypeName,totalfee",
        "smsdate,smstime,othernum,smstype,businesstype,fee",
        "chargeNo,callType,callingType,callingArea,calledNo,beginTime,duration,basicFee,roamingType",
        "用户号码,呼叫类型,通话类型,通话地点,对方号码,通话开始时间,通话时长,基本通话费,长途通话费,费用,"
        "计费方拜访地,漫游类型",
        "NAI,开始时间,使用时长,上行流量,下行流量,合计流量,上网地市,业务类型",
        "对方号码,发送时间,短信类型,收发类型",
        "cell_phone,other_cell_phone,start_time,use_time,place,init_type,call_type,subtotal,update_time",
        "本方号码,本方短号,对方号码,对方归属地,对方运营商,开始时间,时长,计费类型,联系类型,是否漫游,"
        "lac:ci:mnc,基站经纬度,IMEI,IMSI,机主姓名",
        "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,"
        "billsec,disposition,amaflags,uniqueid,userfield",
        "caller_id_name,caller_id_number,destination_number,context,start_stamp,answer_stamp,end_stamp,"
        "duration,billsec,hangup_cause,uuid,bleg_uuid,accountcode,read_codec,write_codec",
        "servedIMSI,servedIMEI,servedMSISDN,callingNumber,calledNumber,translatedNumber,connectedNumber,"
        "roamingNumber,recordingEntity,location,changeOfLocation,basicService,seizureTime,answerTime,"
        "releaseTime,callDuration,causeForTerm,callReference",
        "servedIMSI,servedPDPPDNAddress,accessPointNameNI,userLocationInformation,rATType,"
        "recordOpeningTime,duration,servedIMEISV",
        "主叫号码,被叫号码,通话开始时间,通话时长(秒)",
        "date,direction,other_party_number,duration_seconds",
        "对方号码,短信内容,发送时间",
        "_id,number,presentation,date,duration,type,new,name,numbertype,numberlabel,countryiso,geocoded_location",
        "number,date,duration,type,name",
        "_id,thread_id,address,person,date,date_sent,protocol,read,status,type,subject,body,service_center",
        "address,date,type,body",
    ),
    counter_examples=(
        "order_id,customer_phone,order_time,amount",
        "id,name,phone,email,create_time",
        "employee,start,end,department",
        "movie,duration,release_date,price",
        "src_ip,dst_ip,protocol,bytes",
        "姓名,手机号,入职日期,工资",
        "phone,login_time,ip",
        "msg_id,content,create_time",
        "课程,开始时间,时长,讲师",
        "收货人,联系电话,收货地址,下单时间,金额",
        "id,title,content,publish_time",
        "task,start_time,end_time,duration,status",
        "title,address,date,type,description",
        "flight,date,duration,type",
    ),
    layouts=(
        Layout(
            (
                "accountcode",
                "src",
                "dst",
                "dcontext",
                "clid",
                "channel",
                "dstchannel",
                "lastapp",
                "lastdata",
                "start",
                "answer",
                "end",
                "duration",
                "billsec",
                "disposition",
                "amaflags",
                "uniqueid",
                "userfield",
            ),
            {"start": "moment", "end": "moment", "duration": "seconds", "billsec": "seconds", "disposition": "ended"},
            optional=2,
        ),
        Layout(
            (
                "caller_id_name",
                "caller_id_number",
                "destination_number",
                "context",
                "start_stamp",
                "answer_stamp",
                "end_stamp",
                "duration",
                "billsec",
                "hangup_cause",
                "uuid",
                "bleg_uuid",
                "accountcode",
                "read_codec",
                "write_codec",
            ),
            {
                "start_stamp": "moment",
                "end_stamp": "moment",
                "duration": "seconds",
                "billsec": "seconds",
                "hangup_cause": "cause",
                "uuid": "uuid",
            },
            optional=4,
        ),
    ),
    phrases=(
        Phrase(
            (*_PHONES, "IMSI"), (rf"{_SAID} | 拨打 | 拨出 | 拨入 | 通话 | 接听 | 未接 | 对方",), ("clock", "lasting")
        ),
        Phrase((*_PHONES, "IMSI"), (_SAID,), ("moment",), least=2),
    ),
    subject=("own", "own_identity", "number", "counterpart"),
)
