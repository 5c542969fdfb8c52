"""The kinds that the labelled corpus holds: how each is made, written, named in Chinese and as a key.

`sure_alone` tells whether a competent reader knows the value without a label.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from benchmarks import contacts, documents, writing as w
from benchmarks.ways import AS_IS, CARD_WAYS, ID_WAYS, LANDLINE_WAYS, MOBILE_WAYS, SIMPLE


class Kind(NamedTuple):
    """One kind of value and everything that may be written around it."""

    entity_type: str
    make: Callable[[Random], str]
    ways: tuple[w.Way, ...]
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    sure_alone: bool
    weight: int


def _kind(
    entity_type: str,
    make: Callable[[Random], str],
    ways: tuple[w.Way, ...],
    labels: str,
    keys: str,
    sure: bool = False,
    weight: int = 2,
) -> Kind:
    return Kind(entity_type, make, ways, tuple(labels.split(",")), tuple(keys.split(",")), sure, weight)


KINDS = (
    _kind(
        "CN_RESIDENT_ID",
        documents.resident_id,
        ID_WAYS,
        "身份证,身份证号,公民身份号码,证件号码,居民身份证号码",
        "id_card,idCard,idcard_no,cert_no,sfzh,ID_NO",
        sure=True,
        weight=12,
    ),
    _kind(
        "CN_RESIDENT_ID", documents.resident_id_15, (w.plain, w.wide), "身份证号,一代身份证", "id_card,sfzh", weight=1
    ),
    _kind(
        "CN_RESIDENT_ID", documents.resident_id_bad_check, AS_IS, "身份证号,身份证号码", "id_card,idCard", weight=1
    ),
    _kind(
        "CN_HMT_RESIDENCE",
        documents.hmt_residence,
        (w.plain, w.lower, w.wide),
        "港澳台居民居住证,居住证号",
        "residence_permit",
        sure=True,
    ),
    _kind(
        "CN_FOREIGN_PR_ID",
        documents.foreign_pr,
        (w.plain, w.wide),
        "外国人永久居留身份证,永居证号",
        "foreign_id",
        sure=True,
    ),
    _kind(
        "CN_FOREIGN_PR_ID",
        documents.foreign_pr_old,
        (w.plain, w.lower),
        "永久居留证号,外国人永久居留证",
        "foreign_id",
        weight=1,
    ),
    _kind(
        "CN_PASSPORT",
        documents.passport,
        (w.plain, w.lower, w.wide),
        "护照,护照号,护照号码",
        "passport,passport_no,passportNo",
    ),
    _kind(
        "CN_TRAVEL_PERMIT",
        documents.travel_permit,
        (w.plain, w.wide),
        "通行证号,往来港澳通行证,往来台湾通行证",
        "hkm_permit",
    ),
    _kind("CN_TRAVEL_PERMIT", documents.home_return_permit, AS_IS, "回乡证,港澳居民来往内地通行证", "mtp", weight=1),
    _kind("HK_ID", documents.hkid, (w.plain, w.plain, w.wide), "香港身份证,香港身份证号码", "hkid", sure=True),
    _kind("MO_ID", documents.macau_id, AS_IS, "澳门身份证,澳门居民身份证", "macau_id", weight=1),
    _kind("TW_ID", documents.tw_id, (w.plain, w.wide), "台湾身份证,身份证统一编号", "tw_id", sure=True),
    _kind("CN_MILITARY_ID", documents.military_id, AS_IS, "军官证,士官证", "officer_no", weight=1),
    _kind(
        "CN_MOBILE",
        contacts.mobile,
        MOBILE_WAYS,
        "手机,手机号,手机号码,联系电话,电话,联系方式,移动电话",
        "mobile,phone,tel,phone_no,phoneNumber,msisdn,contact_mobile",
        sure=True,
        weight=16,
    ),
    _kind(
        "CN_LANDLINE",
        contacts.landline,
        LANDLINE_WAYS,
        "座机,固话,办公电话,电话,传真,联系电话",
        "tel,fax,office_phone,landline",
        sure=True,
        weight=8,
    ),
    _kind("CN_LANDLINE", contacts.landline, (w.swapped("-", ""),), "座机,固定电话,办公电话,传真", "fax,landline"),
    _kind("CN_IOT_NUMBER", contacts.iot_number, AS_IS, "物联网卡号,物联网号码", "iot_msisdn", weight=1),
    _kind(
        "PHONE_NUMBER", contacts.foreign_phone, AS_IS, "电话,联系电话,海外电话", "phone,mobile", sure=True, weight=3
    ),
    _kind("IMEI", contacts.imei, SIMPLE, "IMEI,手机串号,设备识别码", "imei,imei1,device_imei"),
    _kind("MEID", contacts.meid, (w.plain, w.lower), "MEID", "meid", weight=1),
    _kind("IMSI", contacts.imsi, SIMPLE, "IMSI", "imsi,sim_imsi"),
    _kind(
        "ICCID", contacts.iccid, (w.plain, w.wide, w.grouped((4, 4, 4, 4), " ")), "ICCID,SIM卡号", "iccid", sure=True
    ),
    _kind("DEVICE_ID", contacts.device_id, AS_IS, "Android ID,设备号", "android_id,androidId,device_id", weight=1),
    _kind("DEVICE_ID", contacts.advertising_id, (w.plain, w.lower), "IDFA", "idfa,oaid", weight=1),
    _kind(
        "EMAIL_ADDRESS",
        contacts.email,
        (w.plain, w.plain, w.plain, w.swapped("@", "＠")),
        "邮箱,电子邮件,邮箱地址",
        "email,mail,e_mail,userEmail",
        sure=True,
        weight=8,
    ),
    _kind("IP_ADDRESS", contacts.ipv4, AS_IS, "IP,登录IP,IP地址", "ip,client_ip,remote_addr", sure=True),
    _kind(
        "MAC_ADDRESS",
        contacts.mac,
        (w.plain, w.lower, w.swapped(":", "-")),
        "MAC,MAC地址,物理地址",
        "mac,mac_addr",
        sure=True,
    ),
    _kind("QQ", contacts.qq, (w.plain, w.plain, w.wide), "QQ,QQ号,qq号码", "qq,qq_no"),
    _kind("WECHAT_ID", contacts.wechat_id, AS_IS, "微信,微信号", "wechat,wechat_id"),
    _kind("WECHAT_ID", contacts.wxid, AS_IS, "微信号,微信ID", "wxid,wechat_id", sure=True, weight=1),
    _kind(
        "BANK_CARD",
        documents.bank_card,
        CARD_WAYS,
        "银行卡,银行卡号,卡号,收款账户,储蓄卡号",
        "card_no,bank_card,cardNo,bankcard",
        sure=True,
        weight=8,
    ),
    _kind("BANK_CARD", documents.foreign_card, CARD_WAYS[:3], "信用卡号,信用卡,银行卡号", "card_no,pan"),
    _kind("BANK_CARD", documents.bank_card_bad_luhn, AS_IS, "银行卡号,储蓄卡号", "bank_card", weight=1),
    _kind("BANK_ACCOUNT", documents.bank_account, AS_IS, "银行账号,收款账号,开户账号", "account_no,bank_account"),
    _kind(
        "ALIPAY_UID",
        documents.alipay_uid,
        AS_IS,
        "支付宝账号ID,支付宝UID",
        "alipay_uid,alipay_user_id",
        sure=True,
        weight=1,
    ),
    _kind(
        "CN_CREDIT_REPORT_NO",
        documents.credit_report_no,
        AS_IS,
        "信用报告编号,征信报告编号",
        "credit_report_no",
        weight=1,
    ),
    _kind(
        "CN_LICENSE_PLATE",
        documents.plate,
        (w.plain, w.plain, w.grouped((2,), "·"), w.grouped((2,), " "), w.grouped((2,), "-"), w.wide),
        "车牌,车牌号,号牌号码",
        "plate_no,license_plate,hphm",
        sure=True,
        weight=6,
    ),
    _kind("VIN", documents.vin, (w.plain, w.lower, w.wide), "车架号,车辆识别代号,VIN", "vin,frame_no", sure=True),
    _kind(
        "CN_USCC",
        documents.uscc,
        (w.plain, w.plain, w.lower, w.wide, w.invisible),
        "统一社会信用代码,信用代码,纳税人识别号",
        "uscc,credit_code,tax_no",
        sure=True,
        weight=5,
    ),
    _kind("CN_ORG_CODE", documents.org_code, AS_IS, "组织机构代码", "org_code", weight=1),
    _kind(
        "CN_BUSINESS_REG_NO",
        documents.business_reg_no,
        AS_IS,
        "工商注册号,营业执照注册号",
        "business_reg_no",
        weight=1,
    ),
    _kind(
        "CN_STUDENT_REG_NO",
        documents.student_reg_no,
        (w.plain, w.lower),
        "学籍号,全国学籍号",
        "student_reg_no,xjh",
        sure=True,
    ),
    _kind("CN_STUDENT_NO", documents.student_no, SIMPLE[:4], "学号", "student_no,student_id,xh"),
    _kind("CN_EXAM_NO", documents.exam_no, AS_IS, "考生号,准考证号", "exam_no,ksh,zkzh", weight=1),
    _kind("CN_DIPLOMA_NO", documents.diploma_no, AS_IS, "毕业证书编号,毕业证编号", "diploma_no", weight=1),
    _kind("CN_DEGREE_NO", documents.degree_no, AS_IS, "学位证书编号,学位证编号", "degree_no", weight=1),
    _kind(
        "CN_TEACHER_CERT_NO",
        documents.teacher_cert_no,
        AS_IS,
        "教师资格证书号码,教师资格证号",
        "teacher_cert_no",
        weight=1,
    ),
    _kind(
        "CN_PROFESSIONAL_CERT_NO",
        documents.doctor_cert_no,
        AS_IS,
        "医师执业证书编码,执业证书编号",
        "doctor_cert_no",
        weight=1,
    ),
    _kind(
        "CN_MEDICAL_RECORD_NO",
        documents.medical_record_no,
        AS_IS,
        "病历号,住院号,门诊号",
        "medical_record_no,mrn",
        weight=1,
    ),
    _kind(
        "CN_SOCIAL_INSURANCE_NO",
        documents.social_insurance_no,
        AS_IS,
        "社保卡号,社会保障卡号",
        "social_security_no",
        weight=1,
    ),
    _kind(
        "CN_HOUSING_FUND_NO", documents.housing_fund_no, AS_IS, "公积金账号,住房公积金账号", "gjj_account", weight=1
    ),
    _kind(
        "CN_DRIVER_ARCHIVE_NO", documents.driver_archive_no, AS_IS, "驾驶证档案编号,档案编号", "archive_no", weight=1
    ),
    _kind(
        "CN_WAYBILL_NO", contacts.waybill, (w.plain, w.lower), "运单号,快递单号,物流单号", "waybill_no,tracking_no"
    ),
    _kind("CN_WAYBILL_NO", contacts.plain_waybill, AS_IS, "运单号,快递单号", "mailno,express_no", weight=1),
    _kind("CN_POSTCODE", contacts.postcode, (w.plain, w.wide), "邮编,邮政编码", "postcode,zip_code", weight=1),
    _kind("GEO_POINT", contacts.geo_point, AS_IS, "坐标,定位,经纬度", "location,gps,coord", sure=True),
    _kind("CELL_ID", contacts.cell_id, AS_IS, "基站,小区", "cgi,cell_id", weight=1),
    _kind("BIRTH_DATE", contacts.birth_date, AS_IS, "出生日期,生日,出生年月日", "birth_date,birthday,csrq"),
    _kind("PERSON", contacts.person, AS_IS, "姓名,联系人,收件人,户主", "name,real_name,cust_name"),
    _kind("CN_ADDRESS", contacts.address, AS_IS, "地址,家庭住址,收货地址,现住址", "address,home_address"),
)


# Kinds with a check digit, an assigned range or a fixed structure; held to recall and precision 0.99.
VALIDATED = frozenset(
    documents.listed(
        "CN_RESIDENT_ID CN_HMT_RESIDENCE CN_FOREIGN_PR_ID HK_ID TW_ID CN_MOBILE CN_LANDLINE BANK_CARD "
        "CN_LICENSE_PLATE EMAIL_ADDRESS CN_USCC VIN ICCID CN_STUDENT_REG_NO IMEI IMSI MAC_ADDRESS"
    )
)
