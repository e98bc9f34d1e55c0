"""Attacks over the line between a coaching page and its kernel: nobody runs code over it."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from urllib.parse import urlsplit

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_server.services.kernels.connection.base import (
    serialize_binary_message,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from bestpractices.serving.kernel_line import LONGEST_MESSAGE

WITHIN = 30  # seconds
NOBODY = "8cf3ba10-0000-4000-8000-000000000000"
AGAINST_OUR_RULES = 1008
TOO_BIG = 1009
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",  # the example of RFC 6455
}
V1 = "v1.kernel.websocket.jupyter.org"


def message(kind, content, channel="shell", **parts):
    """A whole message of Jupyter, as its own front ends write it."""
    header = {
        "msg_id": "m1", "msg_type": kind, "session": "s1", "username": "", "version": "5.3",
        "date": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    empty = {"parent_header": {}, "metadata": {}, "buffers": []}
    return {"channel": channel, "header": header, **empty, "content": content, **parts}


def run(code):
    return {"code": code, "silent": False, "store_history": False, "allow_stdin": False}


def update(model, **state):
    data = {"method": "update", "state": state, "buffer_paths": []}
    return message("comm_msg", {"comm_id": model, "data": data})


async def _line(server, page, protocols=(), **headers):
    host = urlsplit(server.address).netloc
    address = f"ws://{host}{page.kernel}/channels?session_id=s1"
    wished = HTTPRequest(address, headers={**page.headers, **headers})
    return await websocket_connect(wished, subprotocols=list(protocols) or None)


async def _heard(line, ends):
    """All that is said until a message that ends it, if any does, or until the line is closed."""
    heard = []
    while (text := await asyncio.wait_for(line.read_message(), WITHIN)) is not None:
        heard.append(json.loads(text))
        if ends and ends(heard[-1]):
            break
    return heard


def question():
    """A question that is allowed, and what tells that the kernel is done with it."""
    name = uuid.uuid4().hex
    asked = message("kernel_info_request", {})
    asked["header"]["msg_id"] = name

    def done(said):
        state = said["content"].get("execution_state")
        return said["parent_header"].get("msg_id") == name and state == "idle"

    return json.dumps(asked), done


def converse(server, page, *sent, protocols=(), ends=None):
    """What the server answers to messages, and the reason for which it closed the line, if any.

    At the end the kernel is asked over a new line, so that all that reached it has been done.
    """

    async def talk():
        line = await _line(server, page, protocols)
        for one in sent:
            await line.write_message(one, binary=isinstance(one, bytes))
        heard = await _heard(line, ends)
        line.close()
        again = await _line(server, page)
        asked, done = question()
        await again.write_message(asked)
        assert done((await _heard(again, done))[-1])
        again.close()
        return heard, line.close_code

    return asyncio.run(talk())


@pytest.fixture
def trap(tmp_path):
    """A file, and code that writes it: whoever runs the code is seen."""
    file = tmp_path / "written"
    return file, f"open({str(file)!r}, 'w').close()"


def inside(server, page):
    """A client behind the door, with the kernel's own key, which lies in a closed folder."""
    (file,) = server.folder.glob(f"voila_*/kernel-{page.kernel_id}.json")
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels()
    return client


def test_the_trap_of_these_tests_works_when_code_does_run(server, page, trap):
    file, code = trap
    client = inside(server, page)
    try:
        client.wait_for_ready(timeout=WITHIN)
        client.execute_interactive(code, timeout=WITHIN)
    finally:
        client.stop_channels()

    assert file.exists()


def test_a_page_reaches_its_widgets_over_the_line(server, page, kb):
    states = json.loads(re.search(r'id="widget-states">(.*?)</script>', page.text, re.DOTALL)[1])
    (explorer,) = (s["model"] for s in states.values() if "compared" in s["traits"])
    (fragment,) = (s["model"] for s in states.values() if "html" in s["traits"])
    picked = kb.practices["duo-for-a-job"]

    def shows(said):
        return said["content"].get("comm_id") == fragment

    chosen = json.dumps(update(explorer, compared=[picked.id]))
    heard, _ = converse(server, page, chosen, ends=shows)

    assert picked.building_blocks[0].name.en in heard[-1]["content"]["data"]["state"]["html"]


def _forbidden(code):
    """Messages by what they try; only the key's holder can send them at all."""
    execute = message("execute_request", run(code))
    doubled = json.dumps(execute).replace(
        '"msg_type": "execute_request"', '"msg_type": "comm_msg", "msg_type": "execute_request"'
    )
    custom = {"method": "custom", "content": {"kind": "anywidget-command", "name": "x"}}
    opens = {"comm_id": "c1", "target_name": "jupyter.widget", "data": {"state": {"_esm": code}}}
    parts = [json.dumps(execute[name]).encode() for name in ("header", "parent_header")]
    parts += [json.dumps(execute[name]).encode() for name in ("metadata", "content")]
    esm = {"method": "update", "state": {"_esm": code}, "buffer_paths": []}
    return {
        "execute": json.dumps(execute),
        "execute over control": json.dumps({**execute, "channel": "control"}),
        "execute over stdin": json.dumps({**execute, "channel": "stdin"}),
        "execute without a channel": json.dumps({**execute, "channel": None}),
        "execute with a doubled kind": doubled,
        "execute as bytes": serialize_binary_message(execute),
        "execute as bytes of v1": serialize_msg_to_ws_v1(parts, "shell"),
        "shutdown": json.dumps(message("shutdown_request", {"restart": False}, "control")),
        "interrupt": json.dumps(message("interrupt_request", {}, "control")),
        "debug": json.dumps(message("debug_request", {"command": "evaluate"}, "control")),
        "subshell": json.dumps(message("create_subshell_request", {}, "control")),
        "complete": json.dumps(message("complete_request", {"code": code, "cursor_pos": 1})),
        "inspect": json.dumps(message("inspect_request", {"code": code, "cursor_pos": 1})),
        "history": json.dumps(message("history_request", {"hist_access_type": "tail", "n": 9})),
        "input": json.dumps(message("input_reply", {"value": code}, "stdin")),
        "comm opened": json.dumps(message("comm_open", opens)),
        "comm closed": json.dumps(message("comm_close", {"comm_id": "c1", "data": {}})),
        "comm over control": json.dumps({**update("c1", html=code), "channel": "control"}),
        "comm with a command": json.dumps(
            message("comm_msg", {"comm_id": "c1", "data": custom})
        ),
        "comm with a widget's code": json.dumps(
            message("comm_msg", {"comm_id": "c1", "data": esm})
        ),
        "no kind": json.dumps({**execute, "header": {}}),
        "kind as a list": json.dumps(message(["comm_msg"], run(code))),
        "no message": "[]",
        "no JSON": code,
        "very deep JSON": "[" * 100_000,
    }  # fmt: skip


@pytest.mark.parametrize("attack", list(_forbidden("")))
def test_even_with_the_key_no_message_runs_code_or_ends_a_kernel(server, page, trap, attack):
    file, code = trap

    heard, closed = converse(server, page, _forbidden(code)[attack])

    assert closed == AGAINST_OUR_RULES
    assert not [said for said in heard if said["msg_type"] == "execute_reply"]
    assert not file.exists()


def test_the_binary_form_of_messages_is_not_spoken(server, page, trap):
    async def ask():
        line = await _line(server, page, (V1,))
        chosen = line.selected_subprotocol
        line.close()
        return chosen

    assert asyncio.run(ask()) is None
    file, code = trap
    _, closed = converse(server, page, _forbidden(code)["execute as bytes of v1"], protocols=(V1,))
    assert closed == AGAINST_OUR_RULES
    assert not file.exists()


@pytest.mark.parametrize(
    "parts",
    [
        {"msg_type": "execute_request"},
        {"parent_header": {"msg_type": "execute_request"}},
        {"metadata": {"msg_type": "execute_request"}},
        {"buffers": ["execute_request"]},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_what_an_allowed_message_carries_beside_its_use_does_not_arrive(server, page, trap, parts):
    file, code = trap
    asked, done = question()
    both = {**json.loads(asked), "content": run(code), **parts}

    heard, _ = converse(server, page, json.dumps(both), ends=done)

    replies = {said["msg_type"] for said in heard}
    assert replies <= {"status", "kernel_info_reply"}
    assert not file.exists()


def test_code_in_the_state_of_a_widget_is_text(server, page, trap):
    file, code = trap
    states = json.loads(re.search(r'id="widget-states">(.*?)</script>', page.text, re.DOTALL)[1])
    evil = [code, f"__import__('os').system({code!r})", "{{ 7 * 7 }}", "IPY_MODEL_x", "../../etc"]
    sent = [
        json.dumps(update(state["model"], **{name: value}))
        for state in states.values()
        for name in ("compared", "query", "chosen", "html", "layout", "comm", "keys")
        for value in (evil[:3], evil[0], {"__class__": evil[1]}, evil[3])
    ]
    asked, done = question()

    converse(server, page, *sent, asked, ends=done)

    assert not file.exists()


def test_a_message_of_more_than_a_megabyte_ends_the_line(server, page):
    big = json.dumps(update("c1", html="x" * LONGEST_MESSAGE))

    _, closed = converse(server, page, big)

    assert closed == TOO_BIG


@pytest.mark.parametrize("headers", [{}, {"Cookie": "username-127-0-0-1=forged"}], ids=str)
@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?session_id=s1&token=wrong"])
def test_without_the_key_there_is_no_line_to_a_living_kernel(ask, page, strangers, query, headers):
    answer = ask(
        f"{page.kernel}/channels{query}", headers={**UPGRADE, **headers}, of=next(strangers)
    )

    assert answer.status == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "https://[::1]"],
)
def test_another_site_gets_no_line_with_the_coachs_cookie(ask, page, origin):
    answer = ask(f"{page.kernel}/channels", headers={**UPGRADE, **page.headers, "Origin": origin})

    assert answer.status == 403


def test_the_pages_own_site_gets_its_line(server, page):
    async def connect():
        line = await _line(server, page, Origin=server.address)
        line.close()

    asyncio.run(connect())


def test_there_is_no_line_to_a_kernel_that_is_not_there(server, page, ask):
    gone = f"/coach/api/kernels/{NOBODY}/channels"

    assert ask(gone, headers={**UPGRADE, **page.headers}).status == 404


@pytest.mark.parametrize("form", [{}, {"_xsrf": ""}, {"_xsrf": "2|00000000|00|0"}], ids=str)
def test_another_site_cannot_end_a_kernel_with_the_coachs_cookie(ask, page, form):
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = ask(page.end, method="POST", body=body, headers={**page.headers, **kind})

    assert answer.status == 403
    assert ask(page.kernel, headers=page.headers).status == 200


def test_not_even_with_the_right_guard_does_another_site_end_a_kernel(ask, page):
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil.example"}

    answer = ask(
        page.end,
        method="POST",
        body=f"_xsrf={page.guard}".encode(),
        headers={**page.headers, **kind},
    )

    assert answer.status in (403, 404)
    assert ask(page.kernel, headers=page.headers).status == 200


@pytest.mark.parametrize("method", ["DELETE", "POST", "PUT", "PATCH"])
def test_the_address_of_a_kernel_only_tells_whether_it_is_there(ask, page, method):
    answer = ask(page.kernel, method=method, headers=page.headers)

    assert answer.status == 405
    assert ask(page.kernel, headers=page.headers).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_no_other_site_may_read_an_answer_even_with_the_key(ask, page, server, origin):
    by_key = ask(f"{page.kernel}?token={server.token}", headers={"Origin": origin})
    by_cookie = ask(page.kernel, headers={**page.headers, "Origin": origin})

    for answer in (by_key, by_cookie):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("place", ["image", "iframe", "empty", "script"])
def test_a_page_of_another_site_takes_no_seat_behind_the_coachs_back(
    ask, server, page, site, place
):
    before = set(server.folder.glob("voila_*/kernel-*.json"))
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": place}

    answer = ask("/coach/en/start", headers={**page.headers, **told})

    assert answer.status == 403
    assert set(server.folder.glob("voila_*/kernel-*.json")) <= before
