"""What somebody writes who has no tool: a regex for each type that piiguard reports, all run over the text in turn.

Plain shapes where the type has one of its own, a label before the value where it has none. No check digits, no
context, no overlaps: about what is passed on in wikis and answers, and as fast as Python's `re` makes it.
`TEN` are the usual ten kinds; `EVERY` has one for each type (but places and organizations, which only a model reads).
"""

from __future__ import annotations

from typing import Final

TEN: Final = {
    "CN_RESIDENT_ID": r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
    "CN_MOBILE": r"(?<!\d)1[3-9]\d{9}(?!\d)",
    "CN_LANDLINE": r"(?<!\d)0\d{2,3}-?[2-8]\d{6,7}(?!\d)",
    "BANK_CARD": r"(?<!\d)(?:62|4|5[1-5])\d{14,17}(?!\d)",
    "EMAIL_ADDRESS": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    "CN_LICENSE_PLATE": r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}",
    "CN_USCC": r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])",
    "IP_ADDRESS": r"(?<!\d)(?:\d{1,3}\.){3}\d{1,3}(?!\d)",
    "CN_PASSPORT": r"(?<![0-9A-Z])[EGDSHK]\d{8}(?!\d)",
    "IMEI": r"(?<!\d)86\d{13}(?!\d)",
}


def _labelled(labels: str, value: str) -> str:
    """Return a regex for a value behind one of the labels."""
    return rf"(?:{labels})[\"']?\s*[:：=]?\s*[\"']?{value}"


EVERY: Final = TEN | {
    "AGE": r"年龄[:：]?\s*\d{1,3}|\d{1,3}周?岁",
    "ALIPAY_UID": r"(?<!\d)2088\d{12}(?!\d)",
    "BANK_ACCOUNT": _labelled("银行账号|银行帐号|账号|帐号|对公账户", r"\d{9,30}"),
    "BIRTH_DATE": _labelled("出生日期|出生年月|生日|birthday", r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?"),
    "BLOOD_TYPE": _labelled("血型|blood_type", r"(?:AB|A|B|O)型?"),
    "CARD_SECURITY_CODE": _labelled("有效期|安全码|(?i:cvv2?)", r"(?:\d{2}/\d{2}|\d{3,4})"),
    "CELL_ID": r"(?<!\d)460-\d{2}-\d{1,5}-\d{1,9}(?!\d)|(?:小区号|基站)[:：]?\s*\d{4,9}(?:-\d+)?",
    "CN_ADDRESS": r"[一-龥]{2,}(?:省|市|区|县)[一-龥0-9]{1,20}(?:路|街|道|村|镇|乡)[一-龥0-9]{0,20}\d+号?",
    "CN_BIRTH_CERT_NO": r"(?<![A-Z0-9])[A-Z]\d{9}(?!\d)",
    "CN_BUSINESS_REG_NO": _labelled("注册号|营业执照号?", r"\d{15}(?!\d)"),
    "CN_CHSI_CODE": _labelled("在线验证码|学历验证码", r"[A-Z0-9]{12,18}"),
    "CN_CREDIT_REPORT_NO": _labelled("报告编号", r"\d{18,24}"),
    "CN_DEGREE_NO": _labelled("学位证书?(?:编号|号)?", r"\d{13,16}"),
    "CN_DIPLOMA_NO": _labelled("毕业证书?(?:编号|号)?", r"\d{17,18}"),
    "CN_DISABILITY_CERT": r"(?<!\d)\d{17}[\dXx][1-7][1-4](?:B\d)?(?!\d)",
    "CN_DRIVER_ARCHIVE_NO": _labelled("档案编号|档案号", r"\d{12}(?!\d)"),
    "CN_EXAM_NO": _labelled("考生号|准考证号?码?", r"\d{8,18}"),
    "CN_FOREIGN_PR_ID": r"(?<![A-Z0-9])(?:9\d{17}|[A-Z]{3}\d{12})(?!\d)",
    "CN_HMT_RESIDENCE": r"(?<!\d)8[123]0000\d{11}[\dXx](?!\d)",
    "CN_HOUSEHOLD_NO": _labelled("户号|户口簿号", r"\d{7,12}"),
    "CN_HOUSING_FUND_NO": _labelled("公积金账?帐?号", r"\d{9,20}"),
    "CN_IOT_NUMBER": r"(?<!\d)(?:14[0168]\d{10}|10648\d{8})(?!\d)",
    "CN_MARRIAGE_CERT_NO": r"[JL]\d{6}-\d{4}-\d{6}",
    "CN_MEDICAL_RECORD_NO": _labelled("病历号|住院号|门诊号|就诊卡号|病案号", r"[A-Z0-9]{5,15}"),
    "CN_MILITARY_ID": r"[军参政后联士文海空北沈兰济南广成][\u4e00-\u9fa5]?字第?\d{6,8}号?",
    "CN_ORG_CODE": r"(?<![A-Z0-9])[A-Z0-9]{8}-[0-9X](?![A-Z0-9])",
    "CN_POSTCODE": _labelled("邮编|邮政编码|zip", r"\d{6}(?!\d)"),
    "CN_PROFESSIONAL_CERT_NO": _labelled("资格证书?编?号?码?", r"\d{15,27}"),
    "CN_PROPERTY_CERT_NO": r"[一-龥]?[（(]\d{4}[)）][一-龥]{2,20}不动产权第\d{7}号",
    "CN_SOCIAL_INSURANCE_NO": _labelled("社保卡?号|社保账号", r"[A-Z0-9]{8,18}"),
    "CN_STUDENT_NO": _labelled("学号|学生证号|student_no", r"\d{6,14}"),
    "CN_STUDENT_REG_NO": r"(?<![A-Z0-9])[GLJ]\d{17}[\dXx](?!\d)",
    "CN_TAXPAYER_NO": _labelled("纳税人识别号|税号", r"[0-9A-Z]{15,20}"),
    "CN_TEACHER_CERT_NO": _labelled("教师资格证书?号?码?", r"\d{17}(?!\d)"),
    "CN_TRAVEL_PERMIT": r"(?<![A-Z0-9])[CWHM]\d{8,10}(?!\d)",
    "CN_WAYBILL_NO": r"(?<![A-Z0-9])(?:SF\d{12,13}|YT\d{13}|JD[A-Z]?\d{12,13}|7\d{13})(?!\d)",
    "DEVICE_ID": r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    "EDUCATION_LEVEL": _labelled("学历|文化程度", r"(?:小学|初中|高中|中专|大专|本科|硕士|博士)"),
    "ENGINE_NO": _labelled("发动机号码?", r"[A-Z0-9]{6,14}"),
    "ETHNICITY": _labelled("民族|族别", r"[一-龥]{1,5}族?"),
    "GENDER": _labelled("性别|gender|sex", r"(?:男|女|male|female)"),
    "GEO_POINT": r"-?\d{1,3}\.\d{3,15}\s*[,，]\s*-?\d{1,3}\.\d{3,15}",
    "HK_ID": r"(?<![A-Z0-9])[A-Z]{1,2}\d{6}[（(]?[0-9A][)）]?",
    "ICCID": r"(?<!\d)8986\d{15,16}(?!\d)",
    "IMSI": r"(?<!\d)460\d{12}(?!\d)",
    "INSURANCE_POLICY_NO": _labelled("保单号码?|保险单号", r"[A-Z0-9]{8,25}"),
    "MAC_ADDRESS": r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])",
    "MARITAL_STATUS": _labelled("婚姻状况|婚否", r"(?:未婚|已婚|离异|丧偶)"),
    "MEID": r"(?<![0-9A-Za-z])[A-F][0-9A-F]{13}(?![0-9A-Za-z])",
    "MO_ID": r"(?<![A-Z0-9])[157]/?\d{6}[/（(]\d[)）]?",
    "PASSPORT": _labelled("护照号?码?|passport", r"[A-Z0-9]{6,9}"),
    "PERSON": r"(?:姓名|联系人|收件人)[:：]?\s*[一-龥]{2,4}|"
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗][一-龥]{1,2}(?=先生|女士|小姐|老师)",
    "PHONE_NUMBER": r"\+\d{1,3}[ -]?\d{6,12}",
    "PICKUP_CODE": _labelled("取件码|取货码|提货码", r"[0-9A-Za-z-]{4,12}"),
    "POLITICAL_STATUS": _labelled("政治面貌", r"(?:中共党员|共青团员|群众|民主党派|无党派人士)"),
    "QQ": _labelled("(?i:qq)号?码?|扣扣", r"[1-9]\d{4,10}"),
    "RELIGION": _labelled("宗教信仰|宗教", r"[一-龥]{2,4}教?"),
    "SECURITIES_ACCOUNT": _labelled("股东账户|股东账号|证券账号|资金账号", r"[A-Z]?\d{8,12}"),
    "SOCIAL_ACCOUNT": _labelled("抖音号|快手号|小红书号", r"[A-Za-z0-9_.]{4,20}"),
    "TW_ID": r"(?<![A-Z0-9])[A-Z][12]\d{8}(?!\d)",
    "VIN": r"(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])",
    "WECHAT_ID": _labelled("微信号?|wechat|vx", r"[A-Za-z][A-Za-z0-9_-]{5,19}"),
}
