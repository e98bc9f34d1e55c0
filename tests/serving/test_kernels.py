"""Kernels that a warm parent forks: real processes, each ended before its test ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager

from bestpractices.serving import kernels
from bestpractices.serving.forked_kernel import UNKNOWN, ForkedKernel
from bestpractices.serving.kernel_process import Order
from bestpractices.serving.kernels import PARENTS, WarmKernelSpecManager, WarmParents, order_for

pytestmark = pytest.mark.skipif(not kernels.can_fork(), reason="this system forks no kernels")

WITHIN = 30  # seconds that anything may take on a busy machine
FOR_PYTHON = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}
BROKEN = Path(__file__).parents[1] / "data" / "broken"


@dataclass
class Running:
    """A kernel with its manager and a client."""

    manager: KernelManager
    client: object

    @property
    def process(self):
        return self.manager.provisioner.process

    def run(self, code):
        """What the code prints; it may not raise."""
        printed = []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                printed.append(content["text"])

        reply = self.client.execute_interactive(code, output_hook=hear, timeout=WITHIN)
        assert reply["content"]["status"] == "ok", "\n".join(reply["content"]["traceback"])
        return "".join(printed)

    def tell(self, expression, *imports):
        """Value of an expression in the kernel."""
        lines = [f"import {name}" for name in ("json", *imports)]
        return json.loads(self.run("\n".join([*lines, f"print(json.dumps({expression}))"])))


@pytest.fixture
def start():
    """Starts kernels, warm ones unless told else, and ends them after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda specs=None, **asked: stack.enter_context(running(specs, asked))


@contextlib.contextmanager
def running(specs, asked):
    # Not in pytest's folder: the path of a socket is short.
    with tempfile.TemporaryDirectory() as folder:
        manager = KernelManager(
            kernel_spec_manager=specs or WarmKernelSpecManager(),
            transport="ipc",
            connection_file=f"{folder}/k.json",
        )
        manager.start_kernel(**{"cwd": folder, **asked})
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=WITHIN)
            yield Running(manager, client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


@pytest.fixture
def parents(monkeypatch):
    """Warm parents of the test's own, none of them started yet."""
    monkeypatch.setattr(kernels, "PARENTS", WarmParents())
    kernels._say.cache_clear()
    yield kernels.PARENTS
    kernels.PARENTS.end()


def await_end(pid):
    """Wait until a process has ended, whose child it may be."""
    with contextlib.suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        ended = poll.poll(WITHIN * 1000)
        if not ended:
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        os.close(descriptor)
        assert ended, f"process {pid} has not ended by itself"


def open_files(pid):
    """What a process has open, by its numbers."""
    folder = Path(f"/proc/{pid}/fd")
    found = {}
    for link in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):
            found[int(link.name)] = str(link.readlink())
    return found


def test_a_forked_kernel_runs_code_and_gives_its_output(start):
    kernel = start()
    assert isinstance(kernel.process, ForkedKernel)
    assert kernel.run("print(6 * 7)") == "42\n"


def test_a_forked_kernel_finds_the_libraries_and_pages_imported(start):
    names = ["numpy", "pandas", "networkx", "ipywidgets", "anywidget", "bestpractices.pages.start"]
    assert start().tell(f"[n in sys.modules for n in {names}]", "sys") == [True] * len(names)


def test_a_forked_kernel_is_as_one_that_was_started(start, tmp_path):
    probe = """dict(
        arguments=sys.argv[1:2], path=sys.path, cwd=os.getcwd(), main=__name__,
        leads=os.getsid(0) == os.getpid(), group=os.getpgrp() == os.getpid(),
        signals=[str(signal.getsignal(n)) for n in (2, 13, 15, 17)],
        blocked=len(signal.pthread_sigmask(signal.SIG_BLOCK, [])), collects=gc.isenabled(),
        wakeup=signal.set_wakeup_fd(-1), thresholds=gc.get_threshold(), mask=os.umask(18),
        input=os.read(0, 1).decode(), home=os.path.expanduser("~"),
        variables=sorted(set(os.environ) - {"PYDEVD_USE_FRAME_EVAL"}), zone=time.tzname,
        server=os.environ["JPY_PARENT_PID"], recursion=sys.getrecursionlimit(),
    )"""
    asked = {"cwd": str(tmp_path), "env": {**os.environ, "TZ": "Europe/Istanbul"}}
    needed = ("gc", "os", "signal", "sys", "time")
    forked = start(**asked).tell(probe, *needed)
    started = start(KernelSpecManager(), **asked).tell(probe, *needed)
    assert forked == started
    assert forked["cwd"] == str(tmp_path)


def test_environment_arrives_whole_and_nothing_of_the_parents_own(start):
    environment = {"GREETING": "merhaba, İzmir\nikinci satır", **FOR_PYTHON}
    kernel = start(env=environment)
    assert isinstance(kernel.process, ForkedKernel)
    arrived = kernel.tell("dict(os.environ)", "os")
    assert environment.items() <= arrived.items()
    assert "OPENBLAS_NUM_THREADS" not in arrived


def test_two_kernels_share_neither_state_nor_random_numbers(start):
    first, second = start(), start()
    first.run("import json, math; secret = 1; math.pi = 3")
    assert second.tell("['secret' in globals(), math.pi == 3]", "math") == [False, False]
    numbers = "[random.random(), np.random.rand(), np.random.default_rng().random(), str(uuid4())]"
    imports = "import json, random; import numpy as np; from uuid import uuid4\n"
    one, other = (
        json.loads(k.run(f"{imports}print(json.dumps({numbers}))")) for k in (first, second)
    )
    assert not set(one) & set(other)


def test_an_interrupt_stops_a_long_loop_and_the_kernel_goes_on(start):
    kernel = start()
    kernel.client.execute("print('begun')\nwhile True: pass")
    while kernel.client.get_iopub_msg(timeout=WITHIN)["content"].get("text") != "begun\n":
        pass
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=WITHIN)["content"]
    assert (reply["status"], reply["ename"]) == ("error", "KeyboardInterrupt")
    assert kernel.run("print('on')") == "on\n"


def test_an_interrupt_reaches_the_programs_that_a_kernel_started(start):
    kernel = start()
    # Prints when it runs, and ends only by a signal; an ignored one would be inherited.
    program = (
        "import signal; signal.signal(2, signal.SIG_DFL); print(1, flush=True); signal.pause()"
    )
    kernel.run(f"import subprocess, sys\nprogram = {program!r}")
    kernel.run("p = subprocess.Popen([sys.executable, '-c', program], stdout=-1)")
    kernel.run("p.stdout.readline()")
    kernel.manager.interrupt_kernel()
    assert kernel.tell(f"p.wait({WITHIN})") == -signal.SIGINT


@pytest.mark.parametrize("now", [True, False])
def test_after_a_shutdown_no_process_and_no_zombie_is_left(start, now):
    kernel = start()
    pid = kernel.process.pid
    kernel.manager.shutdown_kernel(now=now)
    assert not Path(f"/proc/{pid}").exists()
    assert not kernel.manager.has_kernel


def test_a_restarted_kernel_is_a_new_fork(start):
    kernel = start()
    kernel.run("x = 1")
    before = kernel.process.pid
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=WITHIN)
    assert isinstance(kernel.process, ForkedKernel)
    assert kernel.process.pid != before
    assert kernel.tell("'x' in globals()") is False


@pytest.mark.parametrize(
    ("code", "expected"),
    [("os._exit(7)", 7), ("os.kill(os.getpid(), 9)", -9), ("os.kill(os.getpid(), 15)", -15)],
)
def test_the_end_of_a_kernel_is_noticed_with_its_exit_code(start, code, expected):
    kernel = start()
    assert asyncio.run(kernel.manager.provisioner.poll()) is None
    kernel.client.execute(f"import os; {code}")
    assert kernel.process.wait(WITHIN) == expected
    assert asyncio.run(kernel.manager.provisioner.poll()) == expected
    assert not kernel.manager.is_alive()
    assert not Path(f"/proc/{kernel.process.pid}").exists()


def test_a_signal_to_a_kernel_that_ended_reaches_nobody(start, monkeypatch):
    kernel = start()
    kernel.process.kill()
    kernel.process.wait(WITHIN)
    monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("its number may be another's"))
    asyncio.run(kernel.manager.provisioner.send_signal(signal.SIGKILL))


def test_a_kernel_that_nobody_holds_any_more_ends():
    with tempfile.TemporaryDirectory() as folder:
        kernel = PARENTS.fork(Order(["-f", f"{folder}/k.json"], folder, dict(os.environ)))
        pid = kernel.pid
        assert kernel.poll() is None
        del kernel
        await_end(pid)


def test_ten_kernels_start_at_once():
    async def start_one(folder):
        manager = AsyncKernelManager(
            kernel_spec_manager=WarmKernelSpecManager(),
            transport="ipc",
            connection_file=f"{folder}/k.json",
        )
        await manager.start_kernel(cwd=folder)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=WITHIN)
            reply = await client.execute_interactive("1 + 1", timeout=WITHIN)
            assert isinstance(manager.provisioner.process, ForkedKernel)
            return reply["content"]["status"], manager.provisioner.pid
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    async def start_ten():
        with contextlib.ExitStack() as stack:
            folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(10)]
            return await asyncio.gather(*map(start_one, folders))

    found = asyncio.run(start_ten())
    assert [status for status, _ in found] == ["ok"] * 10
    assert len({pid for _, pid in found}) == 10


def test_nothing_that_the_server_has_open_is_open_in_a_kernel(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as door, (tmp_path / "log").open("w") as log:
        other, kernel = start(), start()
        own = open_files(os.getpid())
        shared = set(own.values()) & set(open_files(kernel.process.pid).values())
        streams = {own.get(number) for number in (0, 1, 2)} | {"/dev/null"}
        lifeline = own[PARENTS._pipe[0]]
        assert {own[door.fileno()], own[log.fileno()]} <= set(own.values())
        named = {link for link in shared - streams if not link.startswith("anon_inode")}
        assert named == {lifeline}
        assert other.process.poll() is None


def test_of_the_parents_files_a_kernel_keeps_only_the_pipe_that_tells_the_servers_end(start):
    start()
    kernel = start()
    parents_own = set(open_files(PARENTS.living().process.pid).values())
    kept = {number: link for number, link in open_files(kernel.process.pid).items() if number > 2}
    shared = {
        n for n, link in kept.items() if link in parents_own and link[:5] in ("socke", "pipe:")
    }
    # Streams are copied by ipykernel, and may be pipes of whoever started the server.
    streams = {open_files(os.getpid()).get(n) for n in (1, 2)}
    (lifeline,) = {n for n in shared if kept[n] not in streams}
    flags = Path(f"/proc/{kernel.process.pid}/fdinfo/{lifeline}").read_text("utf-8")
    octal = int(flags.split("flags:")[1].split()[0], 8)
    assert octal & os.O_ACCMODE == os.O_RDONLY
    assert octal & os.O_CLOEXEC


def test_the_parent_has_one_thread_and_no_event_loop_or_zmq_context(start):
    start()
    parent = PARENTS.living().process.pid
    assert len(list(Path(f"/proc/{parent}/task").iterdir())) == 1
    # zmq wakes its threads, and asyncio its loop, through descriptors of their own.
    kinds = sorted(link.split(":")[0] for link in open_files(parent).values())
    assert "anon_inode" in kinds  # the selector's, which shows that the next line can fail
    assert not [link for link in open_files(parent).values() if "eventfd" in link]
    assert sum("eventpoll" in link for link in open_files(parent).values()) == 1


def test_the_parent_refuses_to_fork_when_a_thread_runs_in_it(start, parents, monkeypatch, caplog):
    code = (
        "import threading; from bestpractices.serving import warm_parent;"
        "threading.Thread(target=threading.Event().wait, daemon=True).start(); warm_parent.main()"
    )
    monkeypatch.setattr(kernels, "PARENT", ("-c", code))
    kernel = start()
    assert isinstance(kernel.process, subprocess.Popen)
    assert kernel.run("print(1)") == "1\n"
    assert "the warm parent has 2 threads" in caplog.text


def test_the_folder_of_the_socket_is_the_users_alone_and_goes_with_the_parent(monkeypatch):
    # It may be in the middle of warming, and hears of the end afterwards.
    monkeypatch.setattr(kernels, "ENDED_WITHIN", WITHIN)
    parents = WarmParents()
    parent = parents.living()
    try:
        assert stat.S_IMODE(parent.folder.stat().st_mode) == 0o700
        assert [path.name for path in parent.folder.iterdir()] == ["orders"]
    finally:
        parents.end()
    assert not parent.folder.exists()
    assert parent.process.returncode == 0


def test_kernels_outlive_their_parent_and_the_next_has_a_new_one(start, parents):
    kernel = start()
    first = parents.living()
    first.process.kill()
    first.process.wait(WITHIN)
    other = start()
    assert isinstance(other.process, ForkedKernel)
    assert parents.living().process.pid != first.process.pid
    assert not first.folder.exists()
    assert [k.run("print(1)") for k in (kernel, other)] == ["1\n", "1\n"]
    assert kernel.manager.is_alive()


def test_a_kernel_without_its_parent_is_interrupted_and_ended_as_before(start, parents):
    kernel = start()
    pid = kernel.process.pid
    parents.living().process.kill()
    parents.living()
    kernel.client.execute("print('begun')\nwhile True: pass")
    while kernel.client.get_iopub_msg(timeout=WITHIN)["content"].get("text") != "begun\n":
        pass
    kernel.manager.interrupt_kernel()
    assert kernel.client.get_shell_msg(timeout=WITHIN)["content"]["ename"] == "KeyboardInterrupt"
    process = kernel.process
    kernel.manager.shutdown_kernel(now=True)
    assert process.returncode in (UNKNOWN, -signal.SIGKILL)
    await_end(pid)


SERVER = """
import asyncio, os, sys, tempfile
from bestpractices.serving.kernels import PARENTS
from bestpractices.serving.kernel_process import Order
folder = tempfile.mkdtemp(dir=sys.argv[1])
held = [PARENTS.fork(Order(["-f", f"{folder}/{n}"], folder, dict(os.environ))) for n in "ab"]
first = PARENTS.living()
if "orphan" in sys.argv:
    first.process.kill()
    first.process.wait()
    held.append(PARENTS.fork(Order(["-f", f"{folder}/c"], folder, dict(os.environ))))
parent = PARENTS.living()
print(parent.process.pid, parent.folder, *(kernel.pid for kernel in held), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("orphan", ["", "orphan"])
@pytest.mark.parametrize("ending", ["killed", "returns"])
def test_when_the_server_ends_its_parent_and_all_kernels_end(ending, orphan):
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", SERVER, folder, orphan]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, text=True, **pipes) as server:
            parent, socket_folder, *forked = server.stdout.readline().split()
            assert len(forked) == (3 if orphan else 2)
            if ending == "killed":
                server.kill()
        for pid in (parent, *forked):
            await_end(int(pid))
        assert not Path(socket_folder).exists()


def test_where_there_is_no_fork_kernels_are_ordinary_and_the_log_says_so_once(
    start, parents, monkeypatch, caplog
):
    monkeypatch.delattr(os, "fork")
    first, second = start(), start()
    assert isinstance(first.process, subprocess.Popen)
    assert [kernel.run("print(1)") for kernel in (first, second)] == ["1\n", "1\n"]
    said = [record for record in caplog.records if record.name == "bestpractices"]
    assert [record.levelno for record in said] == [logging.WARNING]
    assert "this system cannot fork them" in said[0].getMessage()


@pytest.mark.parametrize(
    "stub",
    [
        ("raise SystemExit(1)", "the warm parent does not start"),
        ("import sys; sys.stdin.read()", "the warm parent does not answer"),
    ],
)
def test_where_the_parent_does_not_start_kernels_are_ordinary(
    start, parents, monkeypatch, caplog, stub
):
    code, reason = stub
    monkeypatch.setattr(kernels, "PARENT", ("-c", code))
    monkeypatch.setattr(kernels, "STARTED_WITHIN", 0.2 if "answer" in reason else WITHIN)
    first, second = start(), start()
    assert [type(kernel.process) for kernel in (first, second)] == [subprocess.Popen] * 2
    assert first.run("print(1)") == "1\n"
    assert reason in caplog.text
    assert parents.living() is None  # not tried again for every kernel


def test_an_order_too_long_to_be_sent_gives_an_ordinary_kernel_and_leaves_the_parent(
    start, parents, caplog
):
    parent = parents.living()
    kernel = start(env={**os.environ, **{f"LONG_{n}": "x" * 100_000 for n in range(5)}})
    assert isinstance(kernel.process, subprocess.Popen)
    assert "too long" in caplog.text
    assert isinstance(start().process, ForkedKernel)
    assert parents.living() is parent


def test_a_parent_whose_folder_was_swept_away_is_replaced(start, parents):
    kernel = start()
    parent = parents.living()
    shutil.rmtree(parent.folder)
    assert isinstance(start().process, ForkedKernel)
    assert parents.living() is not parent
    assert parent.process.returncode is not None
    assert kernel.run("print(1)") == "1\n"


def test_a_parent_is_tried_again_after_a_while(parents, monkeypatch):
    monkeypatch.setattr(kernels, "NOT_AGAIN_FOR", 0.0)
    monkeypatch.setattr(kernels, "can_fork", lambda: False)
    assert parents.living() is None
    monkeypatch.undo()
    assert parents.living().process.poll() is None
    parents.end()


def test_an_order_is_made_only_for_what_a_fork_can_be(tmp_path):
    launcher = [sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"]
    environment = {"A": "b", **FOR_PYTHON}
    order = order_for(launcher, cwd=str(tmp_path), env=environment, kernel_id="x", stdout=None)
    assert order.arguments == ["-f", "k.json"]
    assert order.cwd == str(tmp_path)
    assert order.environment == {**environment, "JPY_PARENT_PID": str(os.getpid())}
    assert order_for(["another-python", *launcher[1:]]) is None
    assert order_for([sys.executable, "-X", "dev", *launcher[1:]]) is None
    assert order_for(launcher, env={**os.environ, "PYTHONSTARTUP": "x"}) is None
    assert order_for(launcher, cwd=str(tmp_path / "missing")) is None
    assert order_for(launcher, stdout=subprocess.PIPE) is None


def test_what_identifies_a_kernel_can_be_saved_and_read(start):
    kernel = start()
    info = asyncio.run(kernel.manager.provisioner.get_provisioner_info())
    assert info["pid"] == kernel.process.pid
    other = kernels.WarmProvisioner(kernel_spec=kernel.manager.kernel_spec)
    asyncio.run(other.load_provisioner_info(json.loads(json.dumps(info, default=str))))
    assert other.pid == kernel.process.pid
    assert not other.has_process


def test_kernel_specs_come_from_no_folder_of_the_user(tmp_path, monkeypatch):
    theirs = tmp_path / "kernels" / "python3"
    theirs.mkdir(parents=True)
    (theirs / "kernel.json").write_text('{"argv": ["evil"], "language": "python"}', "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert KernelSpecManager().get_kernel_spec("python3").argv == ["evil"]
    specs = WarmKernelSpecManager()
    assert list(specs.get_all_specs()) == ["python3"]
    spec = specs.get_kernel_spec("python3")
    assert spec.argv[0] == sys.executable
    assert spec.metadata["kernel_provisioner"] == {"provisioner_name": kernels.PROVISIONER}


def test_where_the_package_is_not_installed_specs_name_no_provisioner(monkeypatch, caplog):
    kernels._say.cache_clear()
    factory = kernels.KernelProvisionerFactory.instance()
    monkeypatch.delitem(factory.provisioners, kernels.PROVISIONER)
    spec = WarmKernelSpecManager().get_kernel_spec("python3")
    assert "kernel_provisioner" not in spec.metadata
    assert "not installed" in caplog.text


@pytest.fixture
def base(tmp_path):
    """A knowledge base with one organisation."""
    root = tmp_path / "kb"
    (root / "organisations").mkdir(parents=True)
    shutil.copy(BROKEN / "vocabulary.yaml", root)
    text = (BROKEN / "organisations/sound.yaml").read_text("utf-8")
    path = root / "organisations/sound.yaml"
    path.write_text(text.replace("place: ghent", "place: null"), encoding="utf-8")
    return root


TITLE = "bp.load(os.environ['BESTPRACTICES_KB']).organisations['sound'].name.en"


def rename(base, new):
    path = base / "organisations/sound.yaml"
    lines = path.read_text("utf-8").splitlines()
    changed = [f'name: {{en: "{new}"}}' if line.startswith("name:") else line for line in lines]
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")


def test_a_kernel_has_the_knowledge_base_without_reading_it(start, base):
    kernel = start(env={**os.environ, "BESTPRACTICES_KB": str(base)})
    kernel.run("import bestpractices as bp\nfrom bestpractices.records import knowledge_base")
    kernel.run("knowledge_base.read = None")
    assert kernel.tell(TITLE, "os", "bestpractices as bp")


def test_a_kernel_has_the_knowledge_base_as_it_is_on_the_disk(start, base):
    environment = {**os.environ, "BESTPRACTICES_KB": str(base)}
    first = start(env=environment)
    imports = ("os", "bestpractices as bp")
    rename(base, "Renamed while it ran")
    assert first.tell(TITLE, *imports) == "Renamed while it ran"
    rename(base, "Renamed before the fork")
    second = start(env=environment)
    assert second.tell(TITLE, *imports) == "Renamed before the fork"
    second.run("from bestpractices.records import knowledge_base; knowledge_base.read = None")
    assert second.tell(TITLE, *imports) == "Renamed before the fork"  # and it was read ahead


def test_a_broken_knowledge_base_stops_the_notebook_and_not_the_kernel(start, base):
    (base / "organisations/sound.yaml").write_text("kind: organisation\n", encoding="utf-8")
    kernel = start(env={**os.environ, "BESTPRACTICES_KB": str(base)})
    kernel.run("import os, bestpractices as bp; from bestpractices.errors import *")
    code = f"try: {TITLE}\nexcept BrokenRecordsError as error: print(error)"
    assert kernel.run(code).startswith("the knowledge base has ")
