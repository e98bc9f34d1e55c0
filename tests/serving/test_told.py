"""What teams let be shown reaches the page of the practice, and leaves it again."""

import asyncio
from types import SimpleNamespace

import pytest

from bestpractices.pages.demo.session import keep_demo
from bestpractices.serving.library import Library
from bestpractices.serving.session_rooms import Rooms
from bestpractices.serving.told import ToldWatch
from bestpractices.workshop import Note, SessionCreated, Store, event

PRACTICE = "duo-for-a-job"


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "sessions.sqlite")) as found:
        found.new("konak", SessionCreated(title="Konak, kestrel"))
        person = {"person": "kestrel", "consent": "oral", "consent_on": "2026-11-22"}
        team = {"team": "a", "name": "Kestrel's people", "place": "izmir"}
        found.append_all("konak", [event("team_added", team), event("person_added", person)])
        yield found


def told(**more):
    fields = {"team": "a", "practice": PRACTICE, "months": 3, "use": "in_use", "kept": "Pairs"}
    return event("reuse_recorded", {**fields, "may_be_shown": True, **more})


def looked(watch, store):
    watch.look(store, store.sessions())
    return [one.texts for one in watch.told.by_practice.get(PRACTICE, ())]


def test_only_what_may_be_shown_is_shown_and_only_while_it_stands(store):
    watch = ToldWatch()
    assert looked(watch, store) == []
    empty = watch.told.version
    store.append("konak", told(may_be_shown=False))
    assert (looked(watch, store), watch.told.version) == ([], empty)
    store.append("konak", told())
    assert looked(watch, store) == [(("kept", "Pairs"),)]
    shown = watch.told.version
    store.append("konak", Note(text="Merhaba"))
    assert (len(looked(watch, store)), watch.told.version) == (1, shown)
    store.undo("konak", 5)
    assert (looked(watch, store), watch.told.version) == ([], empty)


def test_an_erased_person_leaves_no_word_on_the_page(store):
    watch = ToldWatch()
    store.append("konak", told(kept="KESTREL'in çifti"))
    assert looked(watch, store) == [(("kept", "…'in çifti"),)]
    store.erase("kestrel")
    ((text,),) = looked(watch, store)
    assert "kestrel" not in str(watch.told).lower()
    assert text[1].endswith("çifti")


def test_what_is_made_up_in_the_demo_is_told_nowhere_else(tmp_path, kb):
    with Store.open(str(tmp_path / "demo.sqlite")) as store:
        keep_demo(store, kb)
        store.append("demo", told(team="team-1"))
        assert looked(ToldWatch(), store) == []


def test_another_store_in_the_place_of_the_first_is_looked_at_from_its_beginning(store, tmp_path):
    watch = ToldWatch()
    store.append_all("konak", [told(), Note(text="x"), Note(text="y")])
    assert len(looked(watch, store)) == 1
    with Store.open(str(tmp_path / "other.sqlite")) as other:
        other.new("konak")
        assert looked(watch, other) == []
        other.new("izmir")
        other.append_all("izmir", [event("team_added", {"team": "a", "name": "A"}), told()])
        assert len(looked(watch, other)) == 1


def test_the_page_of_the_practice_shows_it_at_once_and_no_other_page_is_made_anew(
    store, kb, tmp_path
):
    library, rooms = Library(kb, live=True), Rooms(str(tmp_path / "sessions.sqlite"))
    rooms.tell_of_practices = library.take_up
    news: list[str] = []

    async def watched():
        need = next(iter(kb.needs))
        first = await library.page("en", f"practices/{PRACTICE}")
        kept = await library.page("en", f"needs/{need}")
        heard = SimpleNamespace(tell=lambda: news.append(library.told_version))
        watching = asyncio.create_task(rooms.watch(kb, heard))
        while not news:
            await asyncio.sleep(0.02)
        before = await library.page("en", f"practices/{PRACTICE}")
        store.append("konak", told(changed="<script>alert(1)</script>"))
        while len(news) < 2:
            await asyncio.sleep(0.02)
        watching.cancel()
        after = await library.page("en", f"practices/{PRACTICE}")
        assert await library.page("en", f"needs/{need}") is kept
        return [page.plain().decode() for page in (first, before, after)]

    first, before, after = asyncio.run(asyncio.wait_for(watched(), 60))
    rooms.close()
    # A page that was made before the first look at the store is none that has to be made anew.
    assert f'data-told="{news[0]}"' in first
    assert f'data-told="{news[0]}"' in before
    assert "taken-up" not in before
    assert (news[0] != news[1], f'data-told="{news[1]}"' in after) == (True, True)
    part = after[after.index('id="taken-up"') : after.index('id="sources"')]
    assert "Taken up by 1 team." in part
    assert "Izmir" in part
    assert "&lt;script&gt;" in part
    assert "kestrel" not in part.lower()
