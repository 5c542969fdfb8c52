"""Chinese prose and log lines put together from our own phrases; neither holds personal information."""

from __future__ import annotations

from random import Random

from benchmarks.documents import date, digits, listed

_WHEN = listed("清早 傍晚 雨停以后 前些日子 那年冬天 周末 放学路上 夜深的时候 春天刚到 开会之前 午饭后 天还没亮")
_WHO = listed("老人 孩子们 几位同事 邻居 新来的学生 医生 店主 那位司机 我们 大家 值班的人 村里的木匠")
_DID = listed(
    "沿着河边慢慢走了一圈 把旧书重新整理了一遍 在院子里种下两棵石榴树 商量着怎样把活动办得热闹些 仔细读完了那份说明 "
    "围着火炉讲起从前的故事 把窗户全部打开透气 为一道题争论了很久 收拾好行李准备出发 坐在门口听收音机 "
    "试着用新的方法解决老问题 给远方的朋友写了一封长信 把晒好的被子收进屋里 学会了包粽子"
)
_HOW = listed(
    "谁也没有着急 心里却十分踏实 气氛一下子轻松起来 结果比预想的要好 事情就这样定了下来 这让人想起小时候的光景 "
    "说话声渐渐低了下去 远处传来几声鸟叫 路灯一盏接一盏亮了 没有人注意到时间已经过去很久 茶也换了好几遍 "
    "计划里的每一步都有人负责 剩下的工作交给下一个班组 如果条件允许还会继续下去"
)
_FACT = listed(
    "全年降水比往年多出{}% 参加的人数从{}人增加到{}人 这条路全长约{}公里 书里一共收录了{}篇文章 课程安排在{}月进行 "
    "仓库里还有{}箱没有拆封 温度下降了{}度 大约用了{}天才完成"
)
_CLASSES = listed(
    "OrderService PaymentGateway UserCache JobScheduler FileStore MetricsReporter SessionManager ReportBuilder"
)
_LEVELS = ("INFO", "INFO", "INFO", "WARN", "DEBUG", "ERROR")
_PATHS = listed("/api/v1/items /api/v2/orders/list /static/js/app.min.js /health /metrics /report/export /search")


def prose_line(rng: Random) -> str:
    """Return a line of two to four sentences, about sixty characters."""
    line = ""
    while len(line) < 46:
        line += _sentence(rng)
    return line


def _sentence(rng: Random) -> str:
    if rng.random() < 0.15:
        fact = rng.choice(_FACT)
        while "{}" in fact:
            fact = fact.replace("{}", str(rng.randint(2, 980)), 1)
        return fact + "。"
    return f"{rng.choice(_WHEN)}，{rng.choice(_WHO)}{rng.choice(_DID)}，{rng.choice(_HOW)}{rng.choice('。。！')}"


def _hex(rng: Random, count: int) -> str:
    return f"{rng.getrandbits(count * 4):0{count}x}"


def stamp(rng: Random) -> str:
    """Return a moment as `2024-01-31 09:30:00`."""
    day = date(rng, 2023, 2025)
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def log_line(rng: Random) -> str:
    """Return one line of an application, access, storage, queue, build or slow-query log."""
    return rng.choice((_application, _application, _access, _storage, _queue, _query, _build))(rng)


def _application(rng: Random) -> str:
    head = f"{stamp(rng)}.{digits(rng, 3)} {rng.choice(_LEVELS)} [http-nio-8080-exec-{rng.randint(1, 200)}] "
    order = date(rng, 2023, 2025) + digits(rng, 10)
    size = digits(rng, rng.choice((3, 5, 7)))
    name = f"c.e.{rng.choice(_CLASSES)}"
    return f"{head}{name} - trace={_hex(rng, 32)} order_id={order} cost={rng.randint(1, 4000)}ms size={size}"


def _access(rng: Random) -> str:
    client = f"10.{rng.randint(0, 9)}.{rng.randint(0, 250)}.{rng.randint(1, 250)}"
    request = f"GET {rng.choice(_PATHS)}?page={rng.randint(1, 99)}&ts=1{digits(rng, 12)} HTTP/1.1"
    agent = f"Mozilla/5.0 (X11; Linux x86_64) Chrome/{rng.randint(90, 130)}.0.{digits(rng, 4)}.{rng.randint(10, 200)}"
    status = rng.choice((200, 200, 304, 404, 502))
    return f'{client} - - [{stamp(rng)} +0800] "{request}" {status} {digits(rng, 5)} "-" "{agent}" 0.{digits(rng, 3)}'


def _storage(rng: Random) -> str:
    head = f"{date(rng, 2023, 2025)[2:]} {digits(rng, 6)} {digits(rng, 4)} INFO dfs.DataNode$PacketResponder: "
    block = f"blk_{rng.choice(('', '-'))}{rng.randint(1, 9)}{digits(rng, 18)}"
    source = f"/10.250.{rng.randint(0, 250)}.{rng.randint(1, 250)}:{digits(rng, 5)}"
    target = f"/10.251.{rng.randint(0, 250)}.{rng.randint(1, 250)}:50010"
    return f"{head}Receiving block {block} src: {source} dest: {target} of size {digits(rng, 8)}"


def _queue(rng: Random) -> str:
    version = f"v{rng.randint(1, 5)}.{rng.randint(0, 20)}.{rng.randint(0, 9)}"
    identifier = f"{_hex(rng, 8)}-{_hex(rng, 4)}-4{_hex(rng, 3)}-9{_hex(rng, 3)}-{_hex(rng, 12)}"
    return (
        f'{{"ts":1{digits(rng, 12)},"level":"{rng.choice(_LEVELS)}","topic":"order-events",'
        f'"partition":{rng.randint(0, 31)},"offset":{digits(rng, 10)},"msg":"处理完成","id":1{digits(rng, 18)},'
        f'"version":"{version}","uuid":"{identifier}"}}'
    )


def _query(rng: Random) -> str:
    keys = f"{digits(rng, 9)}, {digits(rng, 9)}, {digits(rng, 9)}"
    return (
        f"# Time: {stamp(rng)} Query_time: {rng.randint(0, 9)}.{digits(rng, 6)} Rows_examined: {digits(rng, 6)} "
        f"SELECT id, status, amount, created_at FROM t_order_{rng.randint(0, 63)} WHERE id IN ({keys}) LIMIT 20;"
    )


def _build(rng: Random) -> str:
    tag = f"release-{date(rng, 2023, 2025)}.{rng.randint(1, 20)}"
    layer = f"sha256:{_hex(rng, 64)} pulled {rng.randint(1, 900)}.{rng.randint(0, 9)}MB"
    return f"[{stamp(rng)}] step {rng.randint(1, 40)}/40 {layer} tag {tag} exit=0 elapsed={rng.randint(1, 600)}s"
