"""As many coaching pages as the memory bears, and those that somebody holds before all others."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from bestpractices.serving import seats as module
from bestpractices.serving.seats import HELD_WITHIN, Seats


class Kernels:
    """Stands in for Jupyter's: what is alive, and how many pages hold each."""

    def __init__(self):
        self.held = {}
        self.refuses = False
        self.gate = asyncio.Event()
        self.gate.set()
        self._names = (f"kernel-{number}" for number in itertools.count(1))

    def __contains__(self, name):
        return name in self.held

    def list_kernel_ids(self):
        return list(self.held)

    def kernel_model(self, name):
        return {"id": name, "connections": self.held[name]}

    def get_kernel(self, name):
        return f"manager of {name}"

    async def start_kernel(self, **wishes):
        await self.gate.wait()
        if self.refuses:
            raise OSError(28, "No space left on device")
        name = next(self._names)
        self.held[name] = 0
        return name

    async def shutdown_kernel(self, name, *, now):
        assert now
        await asyncio.sleep(0)
        del self.held[name]


@pytest.fixture
def kernels():
    return Kernels()


@pytest.fixture
def later(monkeypatch):
    """Sets the clock on by some seconds."""
    clock = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    return lambda seconds: clock.__setitem__(0, clock[0] + seconds)


async def open_page(seats, *, connections=0):
    """Make a page; None if there was no room, else the name of its kernel."""
    async with seats.seat() as seat:
        if seat is None:
            return None
        assert await seat.start(kernel_name="python3") == f"manager of {seat.kernel_id}"
    seats.kernels.held[seat.kernel_id] = connections
    return seat.kernel_id


def test_pages_open_up_to_the_ceiling_and_no_further(kernels):
    async def story():
        seats = Seats(kernels, 3)
        return [await open_page(seats) for _ in range(5)], seats.taken

    opened, taken = asyncio.run(story())
    assert opened == ["kernel-1", "kernel-2", "kernel-3", None, None]
    assert taken == 3


def test_a_ceiling_of_none_opens_none(kernels):
    assert asyncio.run(open_page(Seats(kernels, 0))) is None


def test_a_page_that_was_left_makes_room(kernels):
    async def story():
        seats = Seats(kernels, 1)
        await seats.end(await open_page(seats))
        return await open_page(seats)

    assert asyncio.run(story()) == "kernel-2"


def test_of_two_who_come_at_once_for_the_last_seat_one_gets_it(kernels):
    async def story():
        seats = Seats(kernels, 2)
        await open_page(seats)
        kernels.gate.clear()
        both = [asyncio.create_task(open_page(seats)) for _ in range(2)]
        while not any(one.done() for one in both):
            await asyncio.sleep(0)
        assert seats.taken == 2
        kernels.gate.set()
        return await asyncio.gather(*both)

    assert sorted(asyncio.run(story()), key=str) == [None, "kernel-2"]


def test_a_kernel_that_does_not_start_gives_its_seat_back(kernels):
    async def story():
        seats = Seats(kernels, 1)
        kernels.refuses = True
        with pytest.raises(OSError, match="No space"):
            await open_page(seats)
        assert seats.taken == 0
        kernels.refuses = False
        return await open_page(seats)

    assert asyncio.run(story()) == "kernel-1"


def test_a_page_that_fails_while_it_is_made_ends_its_kernel(kernels):
    async def story():
        seats = Seats(kernels, 1)

        async def make():
            async with seats.seat() as seat:
                await seat.start()
                int("a cell raised")

        with pytest.raises(ValueError, match="a cell raised"):
            await make()
        return seats.taken

    assert asyncio.run(story()) == 0
    assert kernels.held == {}


def test_a_making_that_is_cancelled_ends_its_kernel(kernels):
    async def story():
        seats = Seats(kernels, 1)
        started = asyncio.Event()

        async def make():
            async with seats.seat() as seat:
                await seat.start()
                started.set()
                await asyncio.Event().wait()

        making = asyncio.create_task(make())
        await started.wait()
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        return seats.taken

    assert asyncio.run(story()) == 0


def test_a_page_that_ended_its_kernel_itself_may_fail_afterwards(kernels):
    async def story():
        seats = Seats(kernels, 1)
        async with seats.seat() as seat:
            await seat.start()
            await seat.leave()
            await seat.leave()
        return seats.taken, await open_page(seats)

    assert asyncio.run(story()) == (0, "kernel-2")


def test_a_kernel_that_nobody_holds_for_a_minute_gives_way_to_whoever_asks(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        abandoned = await open_page(seats)
        assert await open_page(seats) is None
        later(HELD_WITHIN - 1)
        assert await open_page(seats) is None
        later(2)
        assert await open_page(seats) == "kernel-2"
        assert abandoned not in kernels

    asyncio.run(story())


def test_a_kernel_that_is_held_never_gives_way(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        await open_page(seats, connections=1)
        for _ in range(100):
            assert await open_page(seats) is None
            later(HELD_WITHIN)

    asyncio.run(story())
    assert list(kernels.held) == ["kernel-1"]


def test_a_line_that_breaks_for_a_moment_costs_an_old_page_nothing(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        page = await open_page(seats, connections=1)
        later(3600)
        kernels.held[page] = 0
        assert await open_page(seats) is None
        later(HELD_WITHIN / 2)
        kernels.held[page] = 1
        assert await open_page(seats) is None
        later(HELD_WITHIN)
        kernels.held[page] = 0
        assert await open_page(seats) is None

    asyncio.run(story())
    assert list(kernels.held) == ["kernel-1"]


def test_a_page_that_is_long_in_the_making_is_not_taken_for_abandoned(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        async with seats.seat() as seat:
            await seat.start()
            for _ in range(3):
                later(HELD_WITHIN)
                assert await open_page(seats) is None
        return seat.kernel_id

    assert asyncio.run(story()) in kernels


def test_only_as_many_give_way_as_are_wanted_and_the_longest_abandoned_first(kernels, later):
    async def story():
        seats = Seats(kernels, 3)
        pages = [await open_page(seats, connections=1) for _ in range(3)]
        for page in (pages[1], pages[0], pages[2]):
            kernels.held[page] = 0
            assert await open_page(seats) is None
            later(1)
        later(HELD_WITHIN)
        assert await open_page(seats) == "kernel-4"

    asyncio.run(story())
    assert list(kernels.held) == ["kernel-1", "kernel-3", "kernel-4"]


def test_two_who_come_at_once_end_no_kernel_twice(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        await open_page(seats)
        assert await open_page(seats) is None
        later(HELD_WITHIN + 1)
        return await asyncio.gather(open_page(seats), open_page(seats))

    assert sorted(asyncio.run(story()), key=str) == [None, "kernel-2"]


def test_when_the_house_closes_every_kernel_ends_even_if_one_cannot(kernels):
    async def story():
        seats = Seats(kernels, 3)
        for _ in range(3):
            await open_page(seats)
        end = kernels.shutdown_kernel

        async def stumble(name, *, now):
            if name == "kernel-1":
                raise RuntimeError
            await end(name, now=now)

        kernels.shutdown_kernel = stumble
        await seats.close()

    asyncio.run(story())
    assert list(kernels.held) == ["kernel-1"]


def test_a_kernel_that_died_by_itself_is_forgotten(kernels, later):
    async def story():
        seats = Seats(kernels, 1)
        del kernels.held[await open_page(seats)]
        return await open_page(seats)

    assert asyncio.run(story()) == "kernel-2"
