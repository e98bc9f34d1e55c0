"""What docs/security.md promises is tested, and what is tested stands there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(test_\w+)`", PAGE))


def found_in(pattern):
    files = (ROOT / "tests").rglob(pattern)
    return {
        name
        for path in files
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_every_test_that_the_page_names_is_there():
    assert len(NAMED) >= 70
    assert NAMED - found_in("test_*.py") == set()


def test_every_attack_that_is_tested_stands_on_the_page():
    attacks = found_in("test_attacks_*.py")

    assert len(attacks) >= 60
    assert attacks - NAMED == set()


def test_every_limit_that_the_page_names_has_the_value_that_it_says():
    from bestpractices.serving import attempts, kernel_line, patience

    text = " ".join(PAGE.split())
    for written in (
        f"`TRIES` {attempts.TRIES}, `EVERY` {attempts.EVERY:.0f} s",
        f"`REMEMBERED` {attempts.REMEMBERED}",
        f"`LONGEST_MESSAGE`, {kernel_line.LONGEST_MESSAGE // 1_000_000} MB",
        f"`ASKED_WITHIN` {patience.ASKED_WITHIN:.0f} s",
        f"`TAKEN_WITHIN` {patience.TAKEN_WITHIN // 1000} s",
        f"at most {patience.MOST_FILES:,}",
        f"{patience.LONGEST_HEAD // 1024} kB for the head",
        f"{patience.LONGEST_BODY // 1024} kB for the body",
    ):
        assert written in text
