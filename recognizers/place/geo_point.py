"""Geographic points: decimal pairs in both orders, degrees and minutes, JSON, URL, WKT and NMEA forms.

Inside China the ranges of longitude (73.66 to 135.05) and latitude (3.86 to 53.55) do not overlap, so the order of a
pair is decided by the numbers. Four decimals are about 11 m.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Doubt, LazyPattern, Mask, Recognizer, Score

_DECIMAL = r"-?[0-9]{1,3}\.[0-9]{3,15}"
_SECOND_FOLLOWS = r"[0-9]{3,15}(?=[^0-9A-Za-z.]|[NSEWnsew])[^0-9]{1,60}+[0-9]{1,3}\.[0-9]{3}"
_REACH = 15 + 60 + 3 + 1
_SIDE = "[NSEWnsew东西南北]"
_BETWEEN = rf"(?:[ ]{{0,2}}[,，;；/ ][ ]{{0,2}}|°?[ ]?{_SIDE}[ ]?[,，]?[ ]?|[\"']?[ ]{{0,2}}[,，][ ]{{0,2}}[\"']?)"
_NAME = "(?i:[a-z_]{0,12}(?:lat(?:itude)?|lng|lon(?:gitude)?)|纬度|经度|北纬|东经|南纬|西经|[NESWxy])"
_NAMED = (
    rf"(?:\"?°?[NSEW]?|</(?i:lat(?:itude)?|lng|lon(?:gitude)?)>)[ ]{{0,2}}[,，;；&|、]?(?:\n[ ]{{0,8}}|[ ]{{0,2}})"
    rf"[\"'<\\]{{0,2}}{_NAME}[\"'>\\]{{0,2}}[ ]{{0,2}}[:：=为是]?[ ]{{0,2}}[\"']?"
)
_BEFORE = r"(?<![0-9.A-DF-MO-RT-VX-Za-df-mo-rt-vx-z])"
# Before the decimal point, too: mostly the last part of a version or an amount is no number of three digits at most.
_FIRST_BEFORE = "|".join(
    rf"(?<=[0-9]{{{count}}})(?<![0-9.A-DF-MO-RT-VX-Za-df-mo-rt-vx-z][0-9]{{{count}}})" for count in (1, 2, 3)
)
_PAIR = LazyPattern(rf"{_BEFORE}({_DECIMAL})(?:{_NAMED}|°?[\"']?{_BETWEEN})({_DECIMAL})(?![0-9]|\.[0-9])")
_HEMISPHERE_BEFORE = LazyPattern("(?:(?<![0-9A-Za-z])[NSEW]|[北南]纬|[东西]经)[ ]?$")
_HEMISPHERE_AFTER = LazyPattern("°(?:[ ]?[NSEW](?![0-9A-Za-z]))?")
_IS_SIZE = LazyPattern("[\"']?(?<![A-Za-z])(?i:w|h|width|height)[\"']?[ ]?[:=][ ]?[\"']?$")  # of a shape in a drawing
_NUMBERS = LazyPattern(r"-?[0-9]{1,3}\.[0-9]+")
_DMS = r"[0-9]{1,3}[°度][ ]?[0-9]{1,2}(?:\.[0-9]+)?[′'’分](?:[ ]?[0-9]{1,2}(?:\.[0-9]+)?(?:[″\"”秒]|''))?"
_SIGN = "(?:北纬|南纬|东经|西经|[NSEWnsew北南东西])"
_DMS_PAIR = LazyPattern(rf"{_SIGN}?[ ]?{_DMS}[ ]?{_SIGN}?(?:[ ]?[,，、/]?[ ]?{_SIGN}?[ ]?{_DMS}[ ]?{_SIGN}?)?")
_FINE = LazyPattern(r"[0-9][″\"”秒]|[0-9]''|\.[0-9]+[′'’分]")
_NMEA = LazyPattern(r"[0-9]{4}\.[0-9]{2,7},[NS],[0-9]{5}\.[0-9]{2,7},[EW]")


def find_pair(text: str, at: int) -> Iterator[Candidate]:
    """Yield the pair whose first number has its decimal point at `at`."""
    for start in range(max(0, at - 4), at):
        match = _PAIR.match(text, start)
        if (
            match is not None
            and text.find(".", start) == at
            and _IS_SIZE.search(text, max(0, start - 12), start) is None
        ):
            before = _HEMISPHERE_BEFORE.search(text, max(0, start - 4), start)
            after = _HEMISPHERE_AFTER.match(text, match.end())
            first, last = before.start() if before else start, after.end() if after else match.end()
            yield Candidate(first, last, f"{match[1]},{match[2]}")
            return


def find_dms(text: str, at: int) -> Iterator[Candidate]:
    """Yield the point or coordinate around the first degree sign at `at`."""
    for back in (5, 4, 3, 2, 6, 1):
        start = at - back
        match = _DMS_PAIR.match(text, start) if start >= 0 else None
        if match is None or not match.start() <= at < match.end():
            continue
        if not (start and text[start].isdigit() and text[start - 1].isdigit()):
            written = match.group().rstrip(" ,，、/")
            yield Candidate(start, start + len(written), written)
            return


def find_nmea(text: str, at: int) -> Iterator[Candidate]:
    """Yield the position inside the NMEA sentence that starts at `at`."""
    match = _NMEA.search(text, at, at + 80)
    if match is not None:
        yield Candidate(match.start(), match.end(), match.group())


def validate(value: str) -> str | None:
    """Return `latitude,longitude` as written; a `Doubt` below four decimals or outside China; None if no place.

    >>> validate("116.39747,39.90884")
    '39.90884,116.39747'
    """
    numbers = _NUMBERS.findall(value)
    if len(numbers) != 2:
        return None
    first, second = numbers
    a, b = float(first), float(second)
    decimals = min(len(number.partition(".")[2]) for number in numbers)
    for lat, lng, latitude, longitude in ((a, b, first, second), (b, a, second, first)):
        if 3.86 <= lat <= 53.55 and 73.66 <= lng <= 135.05:
            canonical = f"{latitude},{longitude}"
            return canonical if decimals >= 4 else Doubt(canonical, "fewer than four decimals")
    if max(abs(a), abs(b)) <= 180 and min(abs(a), abs(b)) <= 90 and decimals >= 4:
        return Doubt(f"{first},{second}", "outside China")
    return None


def validate_dms(value: str) -> str | None:
    """Return the text without spaces; a `Doubt` for whole minutes, which tell a place to about 1.8 km only."""
    compact = value.replace(" ", "")
    return compact if _FINE.search(compact) else Doubt(compact, "whole minutes only")


_CUES = (
    "经度", "纬度", "坐标", "定位", "位置", "轨迹", "打卡", "经纬度", "东经", "北纬",
    "lng", "lon", "longitude", "lat", "latitude", "gps", "location", "coord", "coords", "coordinate", "coordinates",
    "geo", "point", "position", "latlng", "lnglat", "center",
)  # fmt: skip
_SOURCE = "GB/T 35273-2020 annex A 精准定位信息; ISO 6709; NMEA 0183"

RECOGNIZERS = (
    Recognizer(
        entity_type="GEO_POINT",
        name_zh="经纬度",
        name_en="Latitude and longitude",
        candidates=(
            Anchor(
                ".", _SECOND_FOLLOWS, f"(?:{_FIRST_BEFORE})",
                again=(r"(?<=[0-9])\.[0-9]{3}(?:[^.]|\.(?![0-9]))", _REACH),
            ),
        ),
        score=Score(0.70, 0.97, doubtful=0.30, doubtful_with_cue=0.85),
        legal="location",
        source=_SOURCE,
        examples=(
            "定位⟦116.39747,39.90884⟧附近",
            "⟦39.90884, 116.39747⟧",
            '{"lat": ⟦39.90884, "lng": 116.39747⟧}',
            '{"longitude":"⟦116.39747","latitude":"39.90884⟧"}',
            "POINT(⟦116.39747 39.90884⟧)",
            "https://example.com/map?location=⟦39.90884,116.39747⟧&z=15",
            "lat=⟦39.90884&lng=116.39747⟧",
            "坐标：⟦１１６．３９７４７，３９．９０８８４⟧",
            "经度⟦116.39747，纬度39.90884⟧。",
            "⟦N39.90884 E116.39747⟧",
            "⟦北纬39.90884，东经116.39747⟧",
            "⟦39.90884°N, 116.39747°E⟧",
            "geo:⟦39.90884,116.39747⟧",
            "<lat>⟦39.90884</lat><lng>116.39747⟧</lng>",
            '"coordinates": [⟦116.397, 39.908⟧]',
        ),
        counter_examples=(
            "3.14159, 2.71828", "股价116.39,39.90", "版本1.2345.6789", "(0.1234, 0.5678)", "耗时116.3974,比率39.9",
            "116.397, 39.908", "1116.39747,39.90884", '"h":28.74999,"x":109.41536',
        ),
        max_length=80,
        mask=Mask(0, 0, 0, 0),
        cues=_CUES,
        find=find_pair,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="GEO_POINT",
        name_zh="经纬度（度分秒）",
        name_en="Degrees, minutes and seconds",
        candidates=(
            Anchor("°", "[ ]?[0-9]{1,2}(?:[.][0-9]+)?[′'’分]"), Anchor("度", "[0-9]{1,2}(?:[.][0-9]+)?分"),
        ),
        score=Score(0.75, 0.95, doubtful=0.30, doubtful_with_cue=0.45),
        legal="location",
        source=_SOURCE,
        examples=(
            "位于⟦39°54′27″N 116°23′17″E⟧处",
            "⟦39°54'27\"N,116°23'17\"E⟧",
            "坐标：⟦北纬39°54′27″，东经116°23′17″⟧。",
            "⟦北纬39度54分27秒⟧",
            "定位⟦东经116°23.5′⟧",
        ),
        counter_examples=("气温39°，湿度54", "转角30°", "温度39度5", "北纬39°54′"),
        max_length=60,
        mask=Mask(0, 0, 0, 0),
        cues=_CUES,
        find=find_dms,
        validate=validate_dms,
        strength=2,
    ),
    Recognizer(
        entity_type="GEO_POINT",
        name_zh="NMEA 定位",
        name_en="Position in an NMEA sentence",
        candidates=(Anchor("$", "G[PNLBA](?:GGA|RMC|GLL),"),),
        score=Score(0.90, 0.97),
        legal="location",
        source=_SOURCE,
        examples=(
            "$GPGGA,092204.999,⟦3954.5300,N,11623.8480,E⟧,1,04,24.4,19.7,M,,,,0000*1F",
            "$GPRMC,092204,A,⟦3954.53,N,11623.84,E⟧,0.0,0.0,230394,,*1F",
            "$GNGGA,1,⟦3954.5300,N,11623.8480,E⟧",
            "日志 $GPGLL,⟦3954.5300,N,11623.8480,E⟧,092204",
            "$GBGGA,092204.999,⟦3954.5300,N,11623.8480,E⟧",
        ),
        counter_examples=("$GPGGA,,,,,,", "$GPGSV,3,1,11", "3954.5300,N"),
        max_length=40,
        mask=Mask(0, 0, 0, 0),
        cues=_CUES,
        find=find_nmea,
        strength=3,
    ),
)  # fmt: skip
