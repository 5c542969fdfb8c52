"""The three hooks under the real pre-commit: what blocks, what passes, what is rewritten."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from .conftest import Repository

Mobile = Callable[[int], str]
pytestmark = [pytest.mark.hook, pytest.mark.xdist_group("hook")]
_LABEL = "联系电话："


def test_try_repo_blocks_a_repository_with_a_leak(empty: Repository, offered: Repository, mobile: Mobile) -> None:
    empty.write("docs/contact.md", f"# 通讯录\n\n{_LABEL}{mobile(1)}\n")
    done = empty.pre_commit("try-repo", offered.folder.as_uri(), "piiguard", "--all-files")
    assert done.returncode == 1, done.stdout
    assert "docs/contact.md:3:6: CN_MOBILE" in done.stdout
    assert mobile(1) not in done.stdout


def test_try_repo_passes_a_clean_repository(empty: Repository, offered: Repository) -> None:
    empty.write("docs/contact.md", f"# 通讯录\n\n{_LABEL}见公司网站\n")
    done = empty.pre_commit("try-repo", offered.folder.as_uri(), "piiguard", "--all-files")
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_leak_in_another_encoding_blocks(using: Repository, mobile: Mobile, encoding: str) -> None:
    using.write("导出.csv", f"姓名,手机\n张三,{mobile(2)}\n".encode(encoding))
    done = using.hook()
    assert done.returncode == 1, done.stdout
    assert "CN_MOBILE" in done.stdout
    assert mobile(2) not in done.stdout


@pytest.mark.parametrize("name", ["with space.txt", "客户 名单.txt", "深/层/文件.md", 'quote\'s "x".txt'])
def test_a_file_of_any_name_is_read(using: Repository, mobile: Mobile, name: str) -> None:
    using.write(name, f"{_LABEL}{mobile(3)}\n")
    done = using.hook()
    assert done.returncode == 1, done.stdout
    assert f"{name}:1:6: CN_MOBILE" in done.stdout


def test_a_clean_commit_passes(using: Repository) -> None:
    using.write("a.txt", "订单号 20230001，金额 100 元\n")
    using.write("图.png", b"\x89PNG\r\n\x1a\n\x00\x01\x02")
    using.write("空.txt", "")
    done = using.hook()
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_a_text_file_that_cannot_be_decoded_blocks_and_is_named(using: Repository) -> None:
    using.write("broken.csv", "姓名\n".encode() + b"\xff\xfe\xff\x80\x81\xff,\xff\n")
    done = using.hook()
    assert done.returncode == 1, done.stdout
    assert "broken.csv" in done.stdout
    assert "exit code: 3" in done.stdout


def test_a_deleted_file_is_no_problem(using: Repository) -> None:
    using.write("old.txt", "旧\n")
    using.git("commit", "--quiet", "--no-verify", "--message", "old")
    using.git("rm", "--quiet", "old.txt")
    using.write("new.txt", "新\n")
    done = using.hook()
    assert done.returncode == 0, done.stdout


def test_a_leak_among_more_names_than_one_command_line_holds_blocks(using: Repository, mobile: Mobile) -> None:
    for index in range(1500):
        (using.folder / f"{'长' * 40}{index:04d}.txt").write_text("无\n", "utf-8")
    (using.folder / "zz.txt").write_text(f"{_LABEL}{mobile(4)}\n", "utf-8")
    using.git("add", "--all")
    done = using.hook()
    assert done.returncode == 1, done.stdout[-2000:]
    assert "zz.txt:1:6: CN_MOBILE" in done.stdout


def test_what_counts_is_what_is_staged(using: Repository, mobile: Mobile) -> None:
    path = using.write("a.txt", "无\n")
    path.write_text(f"{_LABEL}{mobile(5)}\n", "utf-8")
    assert using.hook().returncode == 0
    using.git("add", "a.txt")
    path.write_text("无\n", "utf-8")
    assert using.hook().returncode == 1


def test_an_excluded_path_passes_although_it_is_named(using: Repository, mobile: Mobile) -> None:
    using.write("fixtures/sample.txt", f"{_LABEL}{mobile(6)}\n")
    assert using.hook().returncode == 1
    using.write("pyproject.toml", '[tool.piiguard]\nexclude = ["fixtures/"]\n')
    done = using.hook()
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_rewriting_hook_fails_once_and_then_passes(using: Repository, mobile: Mobile, encoding: str) -> None:
    before = f"{_LABEL}{mobile(7)}，谢谢\r\n"
    path = using.write("a.txt", before.encode(encoding))
    first = using.hook("piiguard-redact")
    assert first.returncode == 1, first.stdout
    assert "files were modified by this hook" in first.stdout
    assert mobile(7) not in first.stdout
    assert path.read_bytes() == before.replace("0013", "****").encode(encoding)
    using.git("add", "a.txt")
    assert using.hook("piiguard-redact").returncode == 0
    assert using.hook("piiguard").returncode == 0


def test_a_commit_message_with_a_leak_is_refused(using: Repository, mobile: Mobile) -> None:
    assert using.pre_commit("install", "--hook-type", "commit-msg").returncode == 0
    using.write("a.txt", "无\n")
    refused = using.try_git("commit", "--message", f"回电 {mobile(8)}")
    assert refused.returncode == 1, refused.stdout
    assert "COMMIT_EDITMSG:1:4: CN_MOBILE" in refused.stdout
    assert mobile(8) not in refused.stdout
    # The other two are for files: piiguard-redact would have rewritten the message without a word.
    assert refused.stdout.count("piiguard (") == 1
    assert (using.folder / ".git" / "COMMIT_EDITMSG").read_text("utf-8").startswith(f"回电 {mobile(8)}")
    using.git("commit", "--message", "回电给客户")
    assert using.git("log", "-1", "--format=%s") == "回电给客户"


def test_a_renamed_file_is_read_under_its_new_name(using: Repository, mobile: Mobile) -> None:
    using.write("旧.txt", f"{_LABEL}{mobile(20)}\n")
    using.git("commit", "--quiet", "--no-verify", "--message", "old")
    using.git("mv", "旧.txt", "new name.txt")
    done = using.hook()
    assert done.returncode == 1, done.stdout
    assert "new name.txt:1:6: CN_MOBILE" in done.stdout


def test_a_link_is_no_problem_and_what_it_points_to_is_read_once(using: Repository, mobile: Mobile) -> None:
    using.write("real.txt", f"{_LABEL}{mobile(21)}\n")
    (using.folder / "link.txt").symlink_to("real.txt")
    (using.folder / "nowhere.txt").symlink_to("gone.txt")
    using.git("add", "--all")
    done = using.hook()
    assert done.returncode == 1, done.stdout
    assert done.stdout.count("CN_MOBILE") == 1


def test_a_submodule_is_left_to_its_own_repository(using: Repository, offered: Repository, mobile: Mobile) -> None:
    using.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", offered.folder.as_uri(), "library")
    using.write("a.txt", "无\n")
    done = using.hook()
    assert done.returncode == 0, done.stdout
    using.write("b.txt", f"{_LABEL}{mobile(22)}\n")
    assert using.hook().returncode == 1


def test_the_hook_can_be_skipped_as_every_other(using: Repository, mobile: Mobile) -> None:
    using.write("a.txt", f"{_LABEL}{mobile(23)}\n")
    done = using.hook(SKIP="piiguard")
    assert done.returncode == 0, done.stdout
    assert "Skipped" in done.stdout


def test_five_thousand_files_are_read(using: Repository, mobile: Mobile) -> None:
    for index in range(5000):
        path = using.folder / f"src/d{index % 50}/f{index}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"value = {index}\n", "utf-8")
    path.write_text(f"phone = '{mobile(24)}'\n", "utf-8")
    using.git("add", "--all")
    done = using.hook()
    assert done.returncode == 1, done.stdout[-2000:]
    assert done.stdout.count("CN_MOBILE") == 1


def test_prek_runs_the_same_hooks(empty: Repository, root: Path, mobile: Mobile) -> None:
    # As a local hook: for its own environments prek fetches a tool from the network.
    manifest = root / ".pre-commit-hooks.yaml"
    assert empty.prek("validate-manifest", str(manifest)).returncode == 0
    hooks = yaml.safe_load(manifest.read_text("utf-8"))
    for each in hooks:
        each.update(language="system", entry=f"{sys.executable} -m {each['entry']}")
    empty.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    empty.write("客户.txt", f"{_LABEL}{mobile(25)}\n")
    done = empty.prek("run", "piiguard")
    assert done.returncode == 1, done.stdout
    assert "客户.txt:1:6: CN_MOBILE" in done.stdout
    empty.write("客户.txt", f"{_LABEL}见公司网站\n")
    done = empty.prek("run", "piiguard")
    assert done.returncode == 0, done.stdout
