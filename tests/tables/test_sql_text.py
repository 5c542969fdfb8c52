"""SQL dumps: values of INSERT and COPY treated by column, all else as text, every other byte kept."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings, strategies as st

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.sql_text import SqlRewriter

GUARD = Guard()
MOBILE, MASKED = "13800001234", "138****1234"
MYSQL = f"""\
-- MySQL dump 10.13
CREATE TABLE `t_user` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `col_a` varchar(20) DEFAULT NULL COMMENT '姓名',
  `phone` varchar(20) DEFAULT 'x,(',
  `note` text,
  PRIMARY KEY (`id`),
  KEY `k` (`phone`,`id`)
) ENGINE=InnoDB COMMENT='用户';
INSERT INTO `t_user` VALUES (1,'王小明','{MOBILE}','it\\'s ok; (really)'),(2,'李红','{MOBILE}',NULL),
(3,'张三',{MOBILE},_utf8mb4'打{MOBILE}\\n');
INSERT INTO `t_user` (`phone`, `id`) VALUES ('{MOBILE}',4);
/*!40000 ALTER TABLE `t_user` ENABLE KEYS */;
"""
POSTGRES = f"""\
-- PostgreSQL database dump, ask {MOBILE}
COPY public.people (id, name, mobile, note) FROM stdin;
1\t王小明\t{MOBILE}\t换行\\n打{MOBILE}\\\\
2\t李红\t\\N\t\\N
\\.

INSERT INTO public.people VALUES (3, '张三', '{MOBILE}', 'C:\\'), (4, '李四', NULL, E'it\\'s {MOBILE}');
"""


def redacted(text: str, size: int = 0) -> str:
    blocks = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return "".join(SqlRewriter(GUARD, "t").rewritten(blocks))


def masked(text: str) -> str:
    names = {"王小明": "王**", "李红": "李*", "张三": "张*", "李四": "李*"}
    for name, safe in names.items():
        text = text.replace(name, safe)
    return text.replace(f",{MOBILE},", f",'{MASKED}',").replace(MOBILE, MASKED)


@pytest.mark.parametrize("text", [MYSQL, POSTGRES], ids=["mysqldump", "pg_dump"])
@pytest.mark.parametrize("size", [0, 1, 13], ids=["whole", "by character", "by thirteens"])
def test_values_are_treated_and_all_else_stays(text: str, size: int) -> None:
    assert redacted(text, size) == masked(text)


def test_columns_are_planned_by_table_name_and_comment() -> None:
    rewriter = SqlRewriter(GUARD, "t")
    list(rewriter.rewritten([MYSQL]))
    assert {each.name: each.entity_type for each in rewriter.plan.columns} == {
        "t_user.id": None, "t_user.col_a": "PERSON", "t_user.phone": "CN_MOBILE", "t_user.note": None
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\nINSERT INTO t VALUES (1,2", "line 2: a statement that does not end"),
        ("INSERT INTO t VALUES ('abc);\n", "line 1: a statement that does not end"),
        ("INSERT INTO t (a,b) VALUES (1,2);\nINSERT INTO t (a,b) VALUES (1);", "line 2: 1 values for the 2 columns"),
        ("COPY t (a,b) FROM stdin;\n1\n\\.\n", "1 values for the 2 columns"),
        ("COPY t (a) FROM stdin;\n1\n", "line 3: ends within the rows of COPY"),
    ],
)
def test_what_does_not_end_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        redacted(text)


TEXTS = st.text(alphabet=st.sampled_from("中a'\"\\,();\n\t`1%"), max_size=12) | st.sampled_from([MOBILE, "王小明"])


@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS, st.integers(-9, 9)), min_size=1, max_size=5), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_any_dump_of_sqlite_can_be_loaded_again(rows: list[tuple[str, str | None, int]], size: int) -> None:
    base = sqlite3.connect(":memory:")
    base.execute('CREATE TABLE "t" (mobile TEXT, note TEXT, n INTEGER)')
    base.executemany("INSERT INTO t VALUES (?,?,?)", rows)
    dump = "\n".join(base.iterdump()) + "\n"
    base.close()
    done = redacted(dump, size)
    assert done == redacted(dump)
    assert MOBILE not in done
    other = sqlite3.connect(":memory:")
    other.executescript(done)
    loaded = other.execute("SELECT * FROM t").fetchall()
    other.close()
    assert len(loaded) == len(rows)
    assert [row[2] for row in loaded] == [row[2] for row in rows]
    if done == dump:
        assert loaded == rows


def test_a_second_table_of_a_name_is_planned_anew() -> None:
    first = f"CREATE TABLE t (tel text, n int);\nINSERT INTO t VALUES ('{MOBILE}', 1);\n"
    second = f"CREATE TABLE t (n int, tel text);\nINSERT INTO t VALUES (1, '{MOBILE}');\n"
    assert redacted(first + second) == (first + second).replace(MOBILE, MASKED)
    gone = SqlRewriter(GUARD, "t")
    list(gone.rewritten([first + second]))
    assert [each.name for each in gone.plan.columns] == ["t.tel", "t.n", "t.n", "t.tel"]


def test_columns_in_another_order_are_those_of_the_table() -> None:
    text = f"INSERT INTO t (n, tel) VALUES (1, '{MOBILE}');\nINSERT INTO t (tel, n, x) VALUES ('{MOBILE}', 2, 'a');\n"
    rewriter = SqlRewriter(GUARD, "t")
    assert "".join(rewriter.rewritten([text])) == text.replace(MOBILE, MASKED)
    assert [each.name for each in rewriter.plan.columns] == ["t.n", "t.tel", "t.x"]
