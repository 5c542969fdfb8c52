"""Credit information (征信信息): limits, loans, overdue, repayment states, enquiries and scores of a person."""

from __future__ import annotations

from piiguard.record import Phrase, RecordKind, Role, Signature

_BAND = ("generalize", {"as": "amount", "step": 10000})
_PEOPLE = ("PERSON", "CN_RESIDENT_ID", "CN_MOBILE", "CN_PASSPORT", "BANK_CARD")

ROLES = (
    Role(
        "report",
        r"""
        .*(?:creditreport|reportno|reportnumber|reportid)|(?:征信|信用)?报告(?:编号|号|日期|时间)|.*征信.*
        """,
        types=("CN_CREDIT_REPORT_NO",),
    ),
    Role(
        "overdue",
        r"""
        .*(?:overdue|delinq|pastdue|dpd|default(?:ed|flag|payment)?|chargeoff|arrears?|badloan|dlq|writeoff).*|
        .*(?:逾期|呆账|坏账|拖欠|违约|失信|代偿|核销).*
        """,
    ),
    Role(
        "repayment",
        r"""
        .*(?:repay|repayment|paystatus|paymentstatus|loanstatus|revol|installment|instalment|annuity).*|pay[0-9]+|
        payamt[0-9]+|billamt[0-9]+|.*(?:还款|应还|已还|五级分类|分期|账户状态).*
        """,
        coarser=("redact", {}),
    ),
    Role(
        "limit",
        r"""
        .*(?:creditlimit|creditline|limitbal|creditamount|amtcredit|creditused|usedlimit|quota|utili[sz]ation).*|hoehe|.*(?:授信|
        信用额度|已用额度|可用额度|总额度|额度).*
        """,
        coarser=_BAND,
    ),
    Role(
        "loan",
        r"""
        .*(?:loan|lend|mortgage|borrow|debt|principal|fundedamnt|outprncp|intrate|apr|dti|openacc|totalacc|
        pubrec|purpose|checkingstatus|checkingaccount|savings?(?:status|accounts?)|credithistory|debtratio).*|
        laufkont|laufzeit|moral|verw|sparkont|.*(?:贷款|借款|放款|担保|利率|负债|欠款|本金|
        借据|信贷|按揭).*
        """,
        coarser=_BAND,
    ),
    Role(
        "score",
        r"""
        .*(?:creditscore|fico|creditrating|creditgrade|sesame|zhima|zmscore|scorecard|riskscore|grade|
        subgrade).*|.*(?:信用分|芝麻分|信用评分|信用等级|信用评级|风险评分|评分卡).*
        """,
    ),
    Role("inquiry", r".*(?:inquiry|enquiry|inqlast).*|.*(?:查询机构|查询原因|查询记录|查询次数)"),
    Role(
        "income",
        r"""
        .*(?:income|salary|annualinc|wage|assets?).*|.*(?:收入|月薪|年薪|资产).*
        """,
        coarser=_BAND,
    ),
    Role(
        "subject",
        r"""
        (?:user|cust(?:omer)?|client|member|borrower|applicant|person|debtor|card|account|acct|app)?(?:id|no|
        name|number|idno|idcard|phone|mobile)|sfzh|certno|certid|.*(?:姓名|身份证|证件|手机|电话|客户|借款人|
        申请人|用户|持卡人|卡号|户名|账号|账户).*
        """,
        types=_PEOPLE,
    ),
)

RECORD = RecordKind(
    entity_type="CREDIT_RECORD",
    name_zh="征信信息",
    name_en="Credit information",
    legal="credit",
    source="法释〔2017〕10号 art. 5(3); personal credit report of the PBC Credit Reference Centre, its sections",
    roles=ROLES,
    signatures=(
        Signature(("report", "subject"), "overdue repayment limit loan score inquiry", 1),
        Signature(
            ("overdue|repayment|score|limit", "subject"), "overdue repayment limit loan score inquiry report", 2
        ),
        Signature(
            ("overdue|repayment|score", "limit|loan|repayment|inquiry"),
            "overdue repayment limit loan score inquiry income report",
            3,
        ),
        Signature(("limit", "loan", "loan", "loan")),
    ),
    examples=(
        "姓名,身份证号,授信额度,已用额度,五级分类,当前逾期期数",
        "报告编号,姓名,证件号码,贷款余额,逾期总额",
        "customer_id,credit_limit,overdue_amount,loan_balance,repay_status",
        "id,loan_amnt,term,int_rate,installment,grade,annual_inc,loan_status,dti,delinq_2yrs",
        "客户姓名,手机号,贷款金额,贷款期限,还款状态,逾期天数",
        "ID,LIMIT_BAL,SEX,EDUCATION,PAY_0,BILL_AMT1,PAY_AMT1,default payment next month",
        "姓名,身份证,芝麻分,借款金额,逾期次数",
        "身份证号码,查询日期,查询机构,查询原因,账户状态,贷款余额",
        "checking_status,duration,credit_history,purpose,credit_amount,savings_status,employment,age,job,class",
        "laufkont,laufzeit,moral,verw,hoehe,sparkont,beszeit,rate,famges,buerge,wohnzeit,alter,beruf,kredit",
        "Age,Sex,Job,Housing,Saving accounts,Checking account,Credit amount,Duration,Purpose,Risk",
        "SK_ID_CURR,TARGET,NAME_CONTRACT_TYPE,CODE_GENDER,AMT_INCOME_TOTAL,AMT_CREDIT,AMT_ANNUITY",
    ),
    counter_examples=(
        "name,gender,age,creditScore,income",
        "order_id,amount,status,pay_time",
        "姓名,银行卡号,开户行,余额",
        "student_id,grade,score",
        "product,price,discount,quota",
        "员工姓名,基本工资,绩效",
        "book_id,due_date,overdue",
    ),
    phrases=(
        Phrase(
            _PEOPLE,
            (
                """
                授信额度 | 信用额度 | 逾期 | 五级分类 | 征信 | 还款状态 | 贷款余额 | 芝麻(?:信用)?分 | 信用评分 | 呆账
                | 代偿
                """,
                r"""
                [0-9][0-9,]* (?:\.[0-9]+)? \s? 万? 元 | 逾期 \s? [0-9]+ \s? [天期次]
                | (?: 余额 | 额度 | 分 ) [为是:：]? \s? [0-9]
                """,
            ),
        ),
        Phrase(("CN_CREDIT_REPORT_NO",)),
    ),
    subject=("subject",),
)
