"""Tracks (行踪轨迹): where one subject was and when: positions, cells, checkpoints, tickets, stays."""

from __future__ import annotations

from piiguard.record import Phrase, RecordKind, Role, Signature

_DAY = ("generalize", {"as": "time", "time": "day"})
_PEOPLE = (
    "PERSON", "CN_MOBILE", "CN_RESIDENT_ID", "CN_PASSPORT", "IMEI", "IMSI", "CN_LICENSE_PLATE", "VIN", "MAC_ADDRESS",
    "DEVICE_ID", "BANK_CARD", "CN_HMT_RESIDENCE", "CN_TRAVEL_PERMIT",
)  # fmt: skip

ROLES = (
    # Who owns or lets a flat moves in, and does not stay as a guest.
    Role("estate", r".*(?:业主|楼栋|楼盘|建筑面积|产权|租户|租客|租金|物业).*|owner(?:name|phone|mobile)"),
    Role(
        "bookkeeping",
        r"""
        (?:create|created|update|updated|modif(?:y|ied)|insert|import|gmt|load|etl|publish|release)d?.*|
        .*(?:创建|更新|入库|导入|修改|抓取|同步|发布|注册)(?:时间|日期)
        """,
    ),
    Role(
        "fixture",
        r"""
        (?:sensor|weather|station|quake|event)(?:id|name|no)|mag(?:nitude)?|depth|pm(?:25|10)|temp(?:erature)?|
        humidity|.*(?:shop|store|merchant|company|restaurant|poi|school|hospital|project)(?:name|id|no|title)?|
        (?:店|门店|商户|商家|企业|公司|小区|楼盘|学校|医院|餐厅|景点|项目|场馆)(?:名|名称|编号|id)?
        """,
    ),
    Role(
        "check_in",
        r"""
        (?:check|arriv(?:e|al)|move)[-_]?in(?:time|date|day)?|arrival(?:date|time)|(?:入住|住店|来店|到店|
        抵店)(?:日期|时间|日)?|rzsj|rzrq
        """,
        shape="time",
        coarser=_DAY,
    ),
    Role(
        "check_out",
        r"""
        check[-_]?out(?:time|date|day)?|departuredate|(?:离店|退房|离开|预离|应离)(?:日期|时间|日)?|tfsj|
        ldsj|ldrq
        """,
        shape="time",
        coarser=_DAY,
    ),
    Role(
        "lodging",
        r"""
        (?:hotel|room|roomno|roomnumber|hotelname|hotelid|hostel|inn)(?:name|id|no|number|type)?|(?:酒店|宾馆|
        旅馆|旅店|房间|房号|客房|旅客)(?:名称|名|号|编号|编码|代码|类型)?|lgmc|lgdm|lgbm|rzfh
        """,
    ),
    Role(
        "carriage",
        r"""
        (?:flight|train|trip|coach|seat|berth|voyage)(?:no|num|number|code|id)?|(?:航班|车次|班次|座位|舱位|
        席别|铺位|车厢|列车|航次)(?:号|编号|日期)?
        """,
    ),
    Role(
        "stop",
        r"""
        (?:from|to|dep(?:art(?:ure)?)?|arr(?:ival)?|origin|dest(?:ination)?|start|end|on|off|in|out|entry|exit|
        pickup|dropoff|board(?:ing)?|enter)(?:station|stop|airport|city|site|port|place|loc|location|addr|
        address|name|point|gate)(?:name|code|id)?|station(?:name|id|code)?|(?:出发|到达|始发|终到|起始|目的|
        上车|下车|进站|出站|起飞|降落|出发地|目的地|进|出|入口|出口|起|终|换乘|乘车)(?:站|地|站点|机场|城市|
        地点|站名|点|车站|收费站)(?:名|名称|编号)?|站点(?:名称|名|编号)?|线路(?:名称|号)?|上车地|下车地|行程
        """,
    ),
    Role(
        "checkpoint",
        r"""
        (?:check(?:point|in)?|camera|toll|gantry|gate|lane|device|capture|venue|site|place|location|monitor|
        kk)(?:name|loc|location|place|position|addr|address|point|site|code|id)?|(?:kkbh|kkmc|sbbh)|.*(?:卡口|
        抓拍|摄像机|摄像头|点位|收费站|门架|闸机|打卡|签到|扫码|场所|经过|过车|采集|监控)(?:名称|名|编号|代码|
        地点|地址|位置|点|处|设备)?|.*(?:所在|当前|停留|活动|出现|到访|途经|途径)(?:地|地点|位置|地址|城市|区域|
        场所)|地点|位置|定位(?:地址|地点)
        """,
    ),
    Role(
        "lat",
        r"""
        (?:.*(?:[^a-z]|start|end|gps|wgs|gcj|bd|user|my|pickup|dropoff|car|bus|device|last|location|loc|o|d|s|e|
        wgs84|gcj02|bd09))?(?:lat|latitude)(?:deg|degrees|wgs84|gcj02)?|.*纬度.*|geolat|wd|weidu|nlat
        """,
        shape="latitude",
        coarser=("redact", {}),
    ),
    Role(
        "lng",
        r"""
        (?:.*(?:start|end|gps|wgs|gcj|bd|user|my|pickup|dropoff|car|bus|device|last|location|loc|o|d|s|e|wgs84|
        gcj02|bd09))?(?:lng|lon|long|longitude|longtitude)(?:deg|degrees|wgs84|gcj02)?|.*经度.*|geolng|jd|
        jingdu|elon
        """,
        shape="longitude",
        coarser=("redact", {}),
    ),
    Role(
        "point",
        r"""
        (?:gps|geo|last|current|start|end|user)?(?:point|position|coord|coords|coordinate|coordinates|location|
        lnglat|latlng|lonlat|geohash|gps|geom|geometry|wkt|loc|track|trajectory|polyline)|.*(?:坐标|经纬度|
        轨迹点|定位|轨迹)(?:点|信息|位置)?
        """,
        shape="position",
        types=("GEO_POINT",),
        coarser=("redact", {}),
    ),
    Role(
        "cell",
        r"""
        (?:start|end)?(?:lac|tac|ci|cid|cellid|cell|cgi|ecgi|eci|nci|bsid|basestation(?:id)?|antenna(?:id)?|
        tower(?:id)?|enodeb(?:id)?)|.*(?:基站|小区(?:号|识别|编码)).*|laccid|lacci|lac:ci.*
        """,
        types=("CELL_ID",),
        coarser=("redact", {}),
    ),
    Role(
        "motion",
        r"""
        .*(?:speed|velocity|heading|bearing|course|direction|azimuth|altitude|elevation|alt|accuracy|
        satellites?|hdop|mileage|odometer|acc|angle|zero|height)|.*(?:速度|方向|航向|海拔|高度|精度|里程|时速|
        角度).*
        """,
    ),
    Role(
        "subject",
        r"""
        (?:u|user|userid|usr|uid|person|people|member|driver|passenger|rider|customer|cust|employee|emp|staff|
        guest|traveler|traveller|student|subject|individual|object|target|account|tourist|owner)(?:id|no|num|
        number|name|code|phone|mobile|idx)?|(?:track|trace|traj|trajectory|taxi|vehicle|veh|car|bus|bike|ship|
        mmsi|device|dev|terminal|term|imei|imsi|msisdn|mac|phone|mobile|tel|plate|license|licence|card|idcard|
        sfzh|openid|idnumber|passport|sim|hphm|cphm|phonenumber|gps|etc|obu)(?:plate|card)?(?:id|no|num|number|
        code|mac|sn)?|name|fullname|.*(?:姓名|身份证|证件|手机|电话|车牌|号牌|车辆|卡号|工号|学号|用户|终端|
        设备号|司机|驾驶员|乘客|旅客|乘车人|乘机人|员工|人员|会员|机主|护照|入住人|住客|客人).*
        """,
        types=_PEOPLE,
    ),
    Role(
        "time",
        r"""
        (?:gps|loc|location|base|start|end|begin|pickup|dropoff|position|pos|record|report|upload|collect|capture|
        pass|event|visit|order|dep(?:art(?:ure)?)?|arr(?:ival)?|boarding|check|checkin|sign|scan|enter|exit|
        entry|in|out|take|trip|travel|flight|recv|receive|send|server|utc|local|tran|trans|swipe|ride|stay|
        leave|come)*(?:date)?(?:time|date|datetime|timestamp|stamp|ts|t|day|hour|at)(?:utc|local|ms|s|gmt)?|
        gcsj|start|end|.*(?:定位|采集|上传|上报|记录|过车|通过|经过|抓拍|打卡|签到|出发|到达|乘车|入口|出口|
        起飞|进站|出站|上车|下车|扫码|访问|出行|开始|结束|发生|刷卡|乘坐|离开|停留|发车|接收|考勤)(?:日期|时间|
        时刻|日期时间)|时间|日期|时刻|时间戳|日期时间
        """,
        shape="time",
        coarser=_DAY,
    ),
    Role("person", types=_PEOPLE),
    Role("exact_lat", shape="exact latitude", bare=True, coarser=("redact", {})),
    Role("exact_lng", shape="exact longitude", bare=True, coarser=("redact", {})),
    Role("bare_point", types=("GEO_POINT",), shape="point", bare=True, coarser=("redact", {})),
    Role("bare_time", shape="moment", bare=True, coarser=_DAY),
)

_WHO = "subject|person"
_WHEN = "time|bare_time|check_in"

RECORD = RecordKind(
    entity_type="TRAJECTORY",
    name_zh="行踪轨迹",
    name_en="Movement track",
    legal="trajectory",
    source="法释〔2017〕10号 art. 5(3); GB/T 35273-2020 annex A (个人位置信息)",
    roles=ROLES,
    signatures=(
        Signature((_WHO, "check_in", "lodging|check_out"), legal="lodging", without="estate"),
        Signature((_WHO, "carriage", "time|stop|bare_time")),
        Signature((_WHO, "lat", "lng", _WHEN), without="fixture"),
        Signature((_WHO, "point|bare_point", _WHEN), without="fixture"),
        Signature((_WHO, "cell", _WHEN)),
        Signature((_WHO, "stop", "stop", _WHEN)),
        Signature((_WHO, "checkpoint|stop", _WHEN), without="fixture"),
        Signature(("lat", "lng", _WHEN), without="fixture"),
        Signature(("exact_lat|lat", "exact_lng|exact_lat|lng", _WHEN), without="fixture bookkeeping"),
    ),
    examples=(
        "lat,lng,datetime,uid",
        "track_id,lon,lat,speed,time",
        "车牌号,卡口名称,过车时间,行驶方向",
        "姓名,身份证号,酒店名称,房号,入住时间,离店时间",
        "乘客姓名,证件号,车次,出发站,到达站,乘车日期",
        "user_id,check_in_place,check_in_time",
        "imsi,lac,ci,time",
        "VendorID,taxi_id,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude",
        "手机号,经度,纬度,定位时间",
        "passengerName,flightNo,depAirport,arrAirport,depTime",
        "卡号,进站站点,出站站点,进站时间,出站时间",
        "员工姓名,打卡地点,打卡时间",
        "latitude,longitude,altitude,date,time",
        "hphm,kkbh,gcsj",
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo",
        "mmsi,timestamp,longitude,latitude,speed,course",
    ),
    counter_examples=(
        "shop_name,lat,lng,create_time",
        "名称,地址,电话",
        "city,lat,lng,population",
        "user_id,login_time,ip",
        "name,phone,email",
        "门店名称,经度,纬度,更新时间",
        "order_id,user_id,amount,pay_time",
        "姓名,部门,入职时间",
        "name,location,price",
        "会员姓名,手机,注册时间",
    ),
    phrases=(
        Phrase(
            _PEOPLE,
            (
                "卡口|入住|离店|航班|车次|(?<![0-9A-Za-z])[GDCZTKY][1-9][0-9]{0,3}次|进站|出站|打卡|签到|轨迹|定位|经度|基站|途经|抓拍|扫码",
            ),
            ("day",),
        ),
        Phrase(_PEOPLE, (), ("moment",), with_types=("GEO_POINT", "CELL_ID")),
    ),
    rows=3,
    subject=("subject", "person"),
)
