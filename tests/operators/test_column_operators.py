"""Shift, noise, limits, shuffling and samples: what they promise for whole columns, and for single values."""

from __future__ import annotations

import pickle
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean

import pytest
from hypothesis import given, strategies as st

from piiguard import Key, UsageError
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.columns import apply_column
from piiguard.operators.dates import dated
from piiguard.operators.numeric import numeric
from piiguard.operators.sample import SampleOperator
from piiguard.operators.shift import ShiftOperator
from piiguard.operators.shuffle import ShuffleOperator
from piiguard.recognizer import Mask

KEY, OTHER = Key(bytes(range(40, 72))), Key(bytes(range(90, 122)))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def request(value: str, entity_type: str = "BIRTH_DATE") -> Request:
    return Request(entity_type, value, value, Mask(), "basic")


TEMPLATE = request("", "X")


class TestShift:
    @given(st.lists(DAYS, min_size=2, max_size=6), st.integers(1, 3650), st.text(max_size=5))
    def test_intervals_of_a_subject_stay(self, days: list[date], most: int, subject: str) -> None:
        operator = ShiftOperator(KEY, most)
        moved = operator.apply_column(TEMPLATE, [str(day) for day in days], subjects=[subject] * len(days))
        offsets = {date.fromisoformat(new) - old for new, old in zip(moved, days, strict=True)}
        assert len(offsets) == 1
        assert 0 < abs(offsets.pop().days) <= most

    def test_subjects_move_by_different_numbers_and_keys_too(self) -> None:
        operator = ShiftOperator(KEY)
        assert len({operator.offset(str(subject)) for subject in range(50)}) > 40
        assert [ShiftOperator(OTHER).offset(str(n)) for n in range(9)] != [operator.offset(str(n)) for n in range(9)]

    @pytest.mark.parametrize(
        ("value", "layout"),
        [
            ("2024-03-07", "{0:%Y}-{0:%m}-{0:%d}"), ("2024/3/7", "{0.year}/{0.month}/{0.day}"),
            ("2024年3月7日", "{0.year}年{0.month}月{0.day}日"), ("2024年03月07日", "{0:%Y}年{0:%m}月{0:%d}日"),
            ("20240307", "{0:%Y%m%d}"), ("20240307123456", "{0:%Y%m%d}123456"),
            ("2024-03-07 12:34:56", "{0:%Y-%m-%d} 12:34:56"), ("2024-03-07T12:34:56Z", "{0:%Y-%m-%d}T12:34:56Z"),
            ("07.03.2024", None), ("27.03.2024", "{0:%d}.{0:%m}.{0:%Y}"), ("03/27/2024", "{0:%m}/{0:%d}/{0:%Y}"),
            ("２０２４－０３－０７", "{0:%Y-%m-%d}"), ("生于2024-03-07。", "生于{0:%Y-%m-%d}。"),
        ],
    )  # fmt: skip
    def test_layout_and_time_of_day_stay(self, value: str, layout: str | None) -> None:
        operator = ShiftOperator(KEY, 20)
        found = dated(value)
        if layout is None:  # 7 March or 3 July: not guessed
            assert found is None
            assert operator.apply(request(value)) == "<BIRTH_DATE>"
            return
        assert found is not None
        assert operator.apply(request(value)) == layout.format(found.when + timedelta(operator.offset("")))

    @pytest.mark.parametrize(
        "value", ["", "昨天", "2024-02-30", "2024-01-01至2024-02-01", "一九九〇年三月七日", "9999"]
    )
    def test_what_is_not_one_date_does_not_pass(self, value: str) -> None:
        assert build("shift", {}, KEY).apply(request(value)) == "<BIRTH_DATE>"

    def test_the_end_of_the_calendar_is_no_crash(self) -> None:
        operator = ShiftOperator(KEY, 3650)
        subject = next(str(n) for n in range(99) if operator.offset(str(n)) > 0)
        assert dated("2999-12-31") is not None
        assert operator.apply_column(TEMPLATE, ["2024-01-01"], subjects=[subject])[0] > "2024"

    def test_a_column_of_subjects_must_be_given_where_one_is_named(self) -> None:
        operator = build("shift", {"subject": "id"}, KEY)
        with pytest.raises(UsageError, match="the column 'id' of subjects is not given"):
            apply_column(operator, TEMPLATE, ["2024-01-01"])


class TestNoise:
    @given(st.decimals(-(10**6), 10**6, places=2), st.sampled_from(["laplace", "normal", "even"]))
    def test_layout_stays_and_even_noise_is_bounded(self, number: Decimal, law: str) -> None:
        operator = build("noise", {"law": law, "scale": 50}, KEY)
        made = numeric(operator.apply(request(f"{number:f}元", "X")))
        assert made is not None
        assert made.decimals == 2
        if law == "even":
            assert abs(made.number - number) <= Decimal("50.01")

    @pytest.mark.parametrize(
        ("law", "deviation"), [("laplace", 1.0), ("normal", 0.7979), ("even", 0.5)], ids=["laplace", "normal", "even"]
    )
    def test_the_mean_distance_is_that_of_the_law(self, law: str, deviation: float) -> None:
        operator = build("noise", {"law": law, "scale": 100}, KEY)
        made = apply_column(operator, TEMPLATE, ["1000.00"] * 8000)
        moved = [float(each) - 1000 for each in made]
        assert abs(mean(map(abs, moved)) / 100 - deviation) < 0.05 * deviation
        assert abs(mean(moved)) < 5

    def test_rows_draw_for_themselves_and_the_same_again(self) -> None:
        operator = build("noise", {}, KEY)
        made = apply_column(operator, TEMPLATE, ["1000.00"] * 50)
        assert len(set(made)) > 45
        assert apply_column(operator, TEMPLATE, ["1000.00"] * 50) == made
        assert apply_column(build("noise", {}, OTHER), TEMPLATE, ["1000.00"] * 50) != made

    def test_places_move_by_the_mean_distance(self) -> None:
        operator = build("noise", {"metres": 1000}, KEY)
        made = apply_column(operator, request("", "GEO_POINT"), ["39.90421,116.40739"] * 2000)
        pairs = [tuple(map(float, each.split(","))) for each in made]
        metres = [((lat - 39.90421) ** 2 + ((lon - 116.40739) * 0.7671) ** 2) ** 0.5 * 111_320 for lat, lon in pairs]
        assert 930 < mean(metres) < 1070
        assert all(len(each.split(",")[0].partition(".")[2]) == 5 for each in made)

    @pytest.mark.parametrize("value", ["", "很多", "1 2", "1e999", "12-34-56"])
    def test_what_is_not_one_number_does_not_pass(self, value: str) -> None:
        assert build("noise", {}, KEY).apply(request(value, "X")) == "<X>"

    @pytest.mark.parametrize("params", [{"scale": -1}, {"percent": 101}, {"scale": 1, "percent": 1}, {"metres": 0}])
    def test_a_wrong_width_is_an_error(self, params: dict[str, object]) -> None:
        with pytest.raises(UsageError, match="operator 'noise'"):
            build("noise", params, KEY)


class TestTopBottom:
    @pytest.mark.parametrize(
        ("params", "value", "wanted"),
        [
            ({"top": 90}, "103", "90"), ({"top": 90}, "37", "37"), ({"top": 90}, "103岁", "90岁"),
            ({"top": 50000}, "￥123,456.70", "￥50,000.00"), ({"bottom": 0.5}, "0.1", "0.5"),
            ({"bottom": 10, "top": 20}, "5", "10"), ({"top": 90}, "很大", "<X>"),
        ],
    )  # fmt: skip
    def test_a_number_beyond_the_limit_becomes_it(self, params: dict[str, object], value: str, wanted: str) -> None:
        assert build("top_bottom", params).apply(request(value, "X")) == wanted

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60), st.integers(1, 25))
    def test_a_share_of_the_rows_at_either_end_is_cut(self, numbers: list[int], percent: int) -> None:
        made = apply_column(build("top_bottom", {"percent": percent}), TEMPLATE, [str(each) for each in numbers])
        ordered = sorted(numbers)
        cut = len(numbers) * percent // 100
        assert [int(each) for each in made] == [min(max(each, ordered[cut]), ordered[-1 - cut]) for each in numbers]
        assert apply_column(build("top_bottom", {"percent": percent}), TEMPLATE, made) == made

    @pytest.mark.parametrize("params", [{}, {"top": 1, "bottom": 2}, {"percent": 30}, {"percent": 5, "top": 1}])
    def test_limits_must_make_sense(self, params: dict[str, object]) -> None:
        with pytest.raises(UsageError, match="give top or bottom or both"):
            build("top_bottom", params)

    def test_a_share_has_no_meaning_for_one_value(self) -> None:
        with pytest.raises(UsageError, match="percent is of a column's rows"):
            build("top_bottom", {"percent": 5}).apply(request("1", "X"))


@given(
    st.from_regex(r"[-+]?[0-9]{1,40}(,[0-9]{3})?(\.[0-9]{0,40})?([eE][-+]?[0-9]{1,3})?[元%]?", fullmatch=True),
    st.sampled_from(
        [
            ("noise", {"scale": 3}), ("noise", {"percent": 100, "law": "normal"}), ("top_bottom", {"top": 0.001}),
            ("top_bottom", {"percent": 25}), ("microaggregate", {"k": 2}), ("generalize", {"as": "amount"}),
        ]
    ),
)  # fmt: skip
def test_any_number_is_treated_or_goes(value: str, operator: tuple[str, dict[str, object]]) -> None:
    name, params = operator
    made = apply_column(build(name, params, KEY), TEMPLATE, [value, value])
    assert all(each == "<X>" or any(char.isdigit() for char in each) for each in made)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, "1", True])
@pytest.mark.parametrize(("name", "param"), [("noise", "scale"), ("top_bottom", "top"), ("generalize", "step")])
def test_a_limit_must_be_a_sensible_number(name: str, param: str, value: object) -> None:
    with pytest.raises(UsageError, match=f"operator '{name}': {param} must be a number"):
        build(name, {param: value}, KEY)


class TestMicroaggregate:
    @given(st.lists(st.integers(-(10**6), 10**6), max_size=60), st.integers(2, 9))
    def test_every_number_is_shared_by_enough_rows(self, numbers: list[int], k: int) -> None:
        made = apply_column(build("microaggregate", {"k": k}), TEMPLATE, [f"{each}.00" for each in numbers])
        counts = Counter(made)
        if len(numbers) < k:
            assert set(made) <= {"<X>"}
            return
        assert all(count >= k for count in counts.values())
        assert abs(sum(map(Decimal, made)) - sum(numbers)) <= Decimal("0.01") * len(numbers)
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        assert [Decimal(made[row]) for row in order] == sorted(Decimal(each) for each in made)

    def test_layout_stays_and_what_is_no_number_does_not_pass(self) -> None:
        made = apply_column(build("microaggregate", {"k": 2}), TEMPLATE, ["1,000元", "3,000元", "很多", "5,000元"])
        assert made == ["3,000元", "3,000元", "<X>", "3,000元"]

    def test_it_is_for_columns(self) -> None:
        with pytest.raises(UsageError, match="works on columns only"):
            build("microaggregate", {}).apply(request("1"))


class TestShuffle:
    @given(st.lists(st.text(max_size=3), max_size=40))
    def test_the_values_are_the_same_ones(self, values: list[str]) -> None:
        assert Counter(apply_column(build("shuffle", {}, KEY), TEMPLATE, values)) == Counter(values)

    @given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("ab")), min_size=1, max_size=40))
    def test_groups_keep_their_values(self, rows: list[tuple[int, str]]) -> None:
        values, groups = [str(row[0]) for row in rows], [row[1] for row in rows]
        made = ShuffleOperator(KEY, "ward").apply_column(TEMPLATE, values, subjects=groups)
        assert Counter(zip(made, groups, strict=True)) == Counter(zip(values, groups, strict=True))

    def test_key_column_and_label_decide(self) -> None:
        values = [str(number) for number in range(1000)]
        operator = ShuffleOperator(KEY)
        made = operator.apply_column(TEMPLATE, values, column="a")
        assert made == pickle.loads(pickle.dumps(operator)).apply_column(TEMPLATE, values, column="a")
        assert made != operator.apply_column(TEMPLATE, values, column="b")
        assert made != ShuffleOperator(OTHER).apply_column(TEMPLATE, values, column="a")
        assert sum(old == new for old, new in zip(values, made, strict=True)) < 10
        together = ShuffleOperator(KEY, label="x")
        assert together.apply_column(TEMPLATE, values, column="a") == together.apply_column(
            TEMPLATE, values, column="b"
        )

    def test_it_is_for_columns(self) -> None:
        with pytest.raises(UsageError, match="works on columns only"):
            build("shuffle", {}, KEY).apply(request("1"))
        with pytest.raises(UsageError, match="the column 'ward' of groups is not given"):
            apply_column(build("shuffle", {"within": "ward"}, KEY), TEMPLATE, ["1"])


class TestSample:
    @given(st.integers(0, 300), st.floats(0.01, 1))
    def test_rows_are_drawn_in_order_and_the_same_again(self, count: int, fraction: float) -> None:
        operator = SampleOperator(KEY, fraction)
        rows = operator.rows(count)
        assert rows == sorted(set(rows))
        assert all(0 <= row < count for row in rows)
        assert SampleOperator(KEY, fraction).rows(count) == rows

    def test_the_share_is_right_and_the_count_exact(self) -> None:
        assert 900 < len(SampleOperator(KEY, 0.1).rows(10_000)) < 1100
        assert len(SampleOperator(KEY, count=77).rows(10_000)) == 77
        assert len(SampleOperator(KEY, count=77).rows(50)) == 50
        assert SampleOperator(KEY, 0.1).rows(1000) != SampleOperator(OTHER, 0.1).rows(1000)

    @given(st.lists(st.sampled_from("abcdefgh"), max_size=60))
    def test_subjects_stay_or_go_whole(self, subjects: list[str]) -> None:
        rows = set(SampleOperator(KEY, 0.5, subject="id").rows(len(subjects), subjects))
        for subject in set(subjects):
            places = {row for row, each in enumerate(subjects) if each == subject}
            assert places <= rows or not places & rows

    @pytest.mark.parametrize("params", [{"fraction": 2}, {"fraction": 0.1, "count": 3}, {"fraction": -1}])
    def test_a_wrong_share_is_an_error(self, params: dict[str, object]) -> None:
        with pytest.raises(UsageError, match="operator 'sample'"):
            build("sample", params, KEY)

    def test_it_is_for_rows(self) -> None:
        with pytest.raises(UsageError, match="works on rows only"):
            build("sample", {}, KEY).apply(request("1"))
        with pytest.raises(UsageError, match="the column 'id' of subjects is not given"):
            SampleOperator(KEY, subject="id").rows(3)
