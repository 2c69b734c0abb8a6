"""The line before the assistant: places, turns, bounds."""

from __future__ import annotations

import threading

import pytest

from ui.line import Line, TooBusy, TooMany


class Held:
    """A line with one server that is kept busy until it is let go."""

    def __init__(self, **bounds: int) -> None:
        self.line, self.go, self.order = Line(1, **bounds), threading.Event(), list[str]()
        begun = threading.Event()

        def hold() -> None:
            begun.set()
            self.go.wait(10)

        self.first = self.line.enter("ai đó", hold)
        assert begun.wait(10)

    def put(self, owner: str, name: str, places: list[int] | None = None) -> object:
        moved = places.append if places is not None else lambda _place: None
        return self.line.enter(owner, lambda: self.order.append(name), moved)

    def end(self, *tickets: object) -> list[str]:
        self.go.set()
        for ticket in tickets:
            ticket.result.result(10)  # type: ignore[attr-defined]
        return self.order


def test_people_take_turns_whatever_one_has_in_the_line() -> None:
    held = Held()
    tickets = [held.put("an", f"an{n}") for n in range(3)] + [
        held.put("bình", "bình0"),
        held.put("chi", "chi0"),
    ]
    assert [held.line.place(t) for t in tickets] == [1, 4, 5, 2, 3]  # type: ignore[arg-type]
    assert held.end(*tickets) == ["an0", "bình0", "chi0", "an1", "an2"]


def test_who_waits_is_told_every_place_on_the_way() -> None:
    held, places = Held(), list[int]()
    before = held.put("an", "x")
    mine = held.put("bình", "y", places)
    held.end(before, mine)
    assert places == [2, 1, 0]


def test_who_leaves_frees_the_place_and_is_never_served() -> None:
    held, places = Held(), list[int]()
    gone = held.put("an", "gone")
    mine = held.put("bình", "mine", places)
    held.line.leave(gone)  # type: ignore[arg-type]
    assert places == [2, 1]
    assert held.end(mine) == ["mine"]
    assert gone.result.cancelled()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("owners", "bounds", "error"),
    [
        pytest.param(["a", "b", "c"], {"most": 2}, TooBusy, id="the line is full"),
        pytest.param(["a", "a", "a"], {"of_one": 2}, TooMany, id="one person has too many"),
    ],
)
def test_the_line_is_bounded(owners: list[str], bounds: dict[str, int], error: type[Exception]) -> None:
    held = Held(**bounds)
    tickets = [held.put(owner, owner) for owner in owners[:-1]]
    with pytest.raises(error):
        held.put(owners[-1], "too many")
    held.end(*tickets)
    assert len(held.order) == 2


def test_an_error_reaches_who_waits_and_the_line_goes_on() -> None:
    line = Line(1)
    bad = line.enter("an", lambda: 1 // 0)
    assert line.enter("an", lambda: 7).result.result(10) == 7
    with pytest.raises(ZeroDivisionError):
        bad.result.result(10)


def test_a_question_on_the_page_says_its_place_while_it_waits() -> None:
    from ui.asking import Jobs
    from ui.chat import Step

    held = Held()
    jobs = Jobs(held.line)
    ticket = held.put("an", "x")
    job = jobs.start(
        "bình", "c1", lambda _job: iter([Step("xong", "c1", complete=True)]), lambda n: Step(f"còn {n}", "c1")
    )
    assert job.step == Step("còn 2", "c1")
    assert len(jobs) == 1
    jobs.stop(job, Step("thôi", "c1"))
    held.end(ticket)
    assert (job.step, len(jobs), len(held.order)) == (Step("thôi", "c1"), 0, 1)
