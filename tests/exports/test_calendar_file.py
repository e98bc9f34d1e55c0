"""Days as iCalendar: read back by another program (the library icalendar), and by RFC 5545."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.exports.calendar_file import WholeDay, calendar_file, folded

MADE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOSTILE = "İş; ğüçlü, \\n \n BEGIN:VALARM\r\nATTACH:file:///x \x00 " + "ş" * 200


def read(days, name="Session"):
    return icalendar.Calendar.from_ical(calendar_file(days, name=name, made=MADE))


def test_another_program_reads_back_every_day_with_its_words():
    (one,) = read([WholeDay("s/1", date(2027, 2, 28), HOSTILE, "Konak, İzmir")]).walk("VEVENT")
    assert one.decoded("dtstart") == date(2027, 2, 28)
    assert one.decoded("dtend") == date(2027, 3, 1)
    assert str(one["summary"]) == HOSTILE.replace("\r\n", "\n").replace("\x00", "")
    assert (str(one["description"]), str(one["uid"])) == ("Konak, İzmir", "s/1")


def test_words_cannot_add_an_entry_or_an_alarm():
    text = calendar_file([WholeDay("s/1", date(2027, 2, 28), HOSTILE)], name=HOSTILE, made=MADE)
    lines = text.decode().split("\r\n")
    assert [line for line in lines if line.startswith(("BEGIN:", "ATTACH"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
    ]


def test_a_calendar_without_days_is_one():
    assert read([]).walk("VEVENT") == []


def test_equal_days_give_equal_bytes_whatever_zone_the_moment_is_told_in():
    there = MADE.astimezone(timezone(timedelta(hours=3)))
    days = [WholeDay("a", date(2026, 1, 1), "A"), WholeDay("b", date.max, "B")]
    first = calendar_file(days, name="x", made=MADE)
    assert first == calendar_file(days, name="x", made=there)
    assert b"DTSTAMP:20261122T100000Z" in first


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_no_line_is_longer_than_75_bytes_and_unfolding_gives_it_back(line):
    cut = folded(line)
    assert max(len(part.encode()) for part in cut.split("\r\n")) <= 75
    assert cut.replace("\r\n ", "") == line
