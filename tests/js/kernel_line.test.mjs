import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { load } from "./modules.mjs";

const KERNEL = "/coach/api/kernels/4f";

/** A websocket of which the test is the other end. */
class Socket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 3;
  static all = [];

  constructor(address) {
    Object.assign(this, { address, readyState: Socket.CONNECTING, sent: [] });
    Socket.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = Socket.CLOSED;
  }

  opens() {
    this.readyState = Socket.OPEN;
    this.onopen();
  }

  breaks() {
    this.readyState = Socket.CLOSED;
    this.onclose();
  }

  get last() {
    return this.sent.at(-1);
  }

  brings(type, content, parent) {
    this.onmessage({ data: JSON.stringify({ header: { msg_type: type }, parent_header: { msg_id: parent }, content }) });
  }

  /** The kernel has done what it was asked last. */
  answers(message = this.last) {
    this.brings("status", { execution_state: "idle" }, message.header.msg_id);
  }
}

/** A place in the browser's memory; one that is forbidden throws at every touch. */
function memoryOf(text, { forbidden = false, full = false } = {}) {
  const kept = new Map(text === undefined ? [] : [["page", text]]);
  return {
    kept,
    getItem: (name) => { if (forbidden) throw new Error("forbidden"); return kept.get(name) ?? null; },
    setItem: (name, value) => { if (forbidden || full) throw new Error("full"); kept.set(name, value); },
  };
}

globalThis.WebSocket = Socket;
globalThis.location = { origin: "http://laptop:8866", pathname: "/coach/en/start" };
globalThis.sessionStorage = memoryOf();
const { KernelLine } = await load("serving/static/kernel_line.js");
const { PageModel } = await load("serving/static/host.js");

let server; // what it says when it is asked after the kernel
let asked;
beforeEach(() => {
  Socket.all = [];
  server = { status: 200, state: "idle" };
  asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    if (server === null) throw new TypeError("no such server");
    const { status, state } = server;
    return { status, ok: status < 300, json: async () => ({ execution_state: state }) };
  };
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => mock.timers.reset());

/** Lets everything happen that only waits for its turn. */
async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await settle();
}

/** A line with one widget, and all that it told. */
function lineOf({ traits = { compared: [], query: "" }, memory = memoryOf(), place = "page" } = {}) {
  const states = [], busy = [];
  const line = new KernelLine(KERNEL, { told: (state) => states.push(state), works: (is) => busy.push(is), memory, place });
  const model = new PageModel(traits);
  return { line, model, states, busy, memory };
}

/** The same, opened and heard. */
function opened(options) {
  const found = lineOf(options);
  found.line.hold("model-1", "0", found.model);
  found.line.open();
  const [socket] = Socket.all;
  socket.opens();
  socket.answers();
  return { ...found, socket };
}

const updates = (socket) => socket.sent.filter(({ content }) => content.data?.method === "update").map(({ content }) => content.data.state);
const choose = (model, name, value) => { model.set(name, value); model.save_changes(); };

test("the line leads to the kernel's own address and greets it", () => {
  const { socket, states } = opened();
  assert.match(socket.address, /^ws:\/\/laptop:8866\/coach\/api\/kernels\/4f\/channels\?session_id=./);
  assert.equal(socket.sent[0].header.msg_type, "kernel_info_request");
  assert.deepEqual(states, ["open"]);
});

test("a greeting is said again until the kernel is heard, and no more after", async () => {
  const { line } = lineOf();
  line.open();
  const [socket] = Socket.all;
  socket.opens();
  await pass(1000);
  await pass(1000);
  assert.deepEqual(socket.sent.map(({ header }) => header.msg_type), Array(3).fill("kernel_info_request"));
  socket.answers();
  await pass(4000);
  assert.equal(socket.sent.length, 3);
});

test("an answer to something else is not the greeting's", () => {
  const { line, states } = lineOf();
  line.open();
  Socket.all[0].opens();
  Socket.all[0].brings("status", { execution_state: "idle" }, "somebody else's");
  Socket.all[0].brings("status", { execution_state: "busy" }, Socket.all[0].last.header.msg_id);
  assert.deepEqual(states, []);
});

test("a change is told to the kernel with the id of its model, and the page works until it is done", () => {
  const { model, socket, busy } = opened();
  choose(model, "compared", ["a"]);
  assert.equal(socket.last.channel, "shell");
  assert.deepEqual(socket.last.content, { comm_id: "model-1", data: { method: "update", state: { compared: ["a"] }, buffer_paths: [] } });
  assert.equal(busy.at(-1), true);
  socket.answers();
  assert.equal(busy.at(-1), false);
});

test("changes gather while the kernel works and the last of each trait counts", () => {
  const { model, socket } = opened();
  choose(model, "compared", ["a"]);
  choose(model, "compared", ["a", "b"]);
  choose(model, "query", "ev");
  choose(model, "compared", ["b"]);
  assert.deepEqual(updates(socket), [{ compared: ["a"] }]);
  socket.answers();
  assert.deepEqual(updates(socket), [{ compared: ["a"] }, { compared: ["b"], query: "ev" }]);
  socket.answers();
  assert.equal(updates(socket).length, 2);
});

test("changes of two widgets are told one after the other", () => {
  const { line, model, socket } = opened();
  const other = new PageModel({ html: "" });
  line.hold("model-2", "1", other);
  choose(model, "query", "a");
  choose(other, "html", "b");
  socket.answers();
  assert.deepEqual(socket.sent.slice(1).map(({ content }) => content.comm_id), ["model-1", "model-2"]);
});

test("what is chosen before the line is open is told as soon as the kernel is heard", () => {
  const { line, model } = lineOf();
  line.hold("model-1", "0", model);
  choose(model, "query", "ev");
  line.open();
  const [socket] = Socket.all;
  socket.opens();
  assert.deepEqual(updates(socket), []);
  socket.answers();
  assert.deepEqual(updates(socket), [{ query: "ev" }]);
});

test("what the kernel decides reaches the widget and is not sent back", () => {
  const { model, socket } = opened();
  const heard = [];
  model.on("change:query", () => heard.push(model.get("query")));
  socket.brings("comm_msg", { comm_id: "model-1", data: { method: "update", state: { query: "decided" } } });
  model.save_changes();
  assert.deepEqual(heard, ["decided"]);
  assert.deepEqual(updates(socket), []);
});

test("an echo, a model that is not here and a value that is the same change nothing", () => {
  const { model, socket } = opened({ traits: { compared: ["a"], query: "" } });
  const heard = [];
  model.on("change", () => heard.push("change"));
  socket.brings("comm_msg", { comm_id: "model-1", data: { method: "echo_update", state: { query: "echo" } } });
  socket.brings("comm_msg", { comm_id: "another", data: { method: "update", state: { query: "lost" } } });
  socket.brings("comm_msg", { comm_id: "model-1", data: { method: "update", state: { compared: ["a"] } } });
  socket.onmessage({ data: new ArrayBuffer(8) });
  assert.deepEqual(heard, []);
});

test("what the reader changed while the kernel worked is newer than what it decides", () => {
  const { model, socket } = opened();
  choose(model, "compared", ["a"]);
  choose(model, "compared", ["a", "b"]);
  socket.brings("comm_msg", { comm_id: "model-1", data: { method: "update", state: { compared: [], query: "q" } } });
  assert.deepEqual(model.get("compared"), ["a", "b"]);
  assert.equal(model.get("query"), "q");
});

test("what was chosen before is chosen again, and told to the new kernel", () => {
  const { model, socket } = opened({ memory: memoryOf('{"0":{"compared":["a"]},"1":{"query":"another widget"}}') });
  assert.deepEqual(model.get("compared"), ["a"]);
  assert.equal(model.get("query"), "");
  assert.deepEqual(updates(socket), [{ compared: ["a"] }]);
});

test("what the reader has done since the page was shown is newer than what was remembered", () => {
  const { line, model } = lineOf({ memory: memoryOf('{"0":{"compared":["a"],"query":"old"}}') });
  choose(model, "compared", ["b"]);
  line.hold("model-1", "0", model);
  assert.deepEqual(model.get("compared"), ["b"]);
  assert.equal(model.get("query"), "old");
});

test("what a store keeps is remembered only until the kernel has it", () => {
  const { model, socket, memory } = opened({ traits: { chosen: [], query: "", stored: ["chosen"] } });
  const kept = () => JSON.parse(memory.kept.get("page"))[0];
  choose(model, "chosen", ["a"]);
  choose(model, "query", "ev");
  choose(model, "chosen", ["a", "b"]);
  socket.answers();
  assert.deepEqual(kept(), { chosen: ["a", "b"], query: "ev" });
  socket.answers();
  assert.deepEqual(kept(), { query: "ev" });
});

test("every choice is remembered beside those of other widgets", () => {
  const { model, memory } = opened({ memory: memoryOf('{"1":{"query":"x"}}') });
  choose(model, "query", "ev");
  choose(model, "compared", ["a"]);
  assert.deepEqual(JSON.parse(memory.kept.get("page")), { 0: { query: "ev", compared: ["a"] }, 1: { query: "x" } });
});

test("a page without a name of its own remembers by its address, in the window's memory", () => {
  const line = new KernelLine(KERNEL, { told() {}, works() {} });
  line.remember("0", { query: "ev" });
  assert.equal(sessionStorage.kept.get("/coach/en/start"), '{"0":{"query":"ev"}}');
});

for (const text of ["", "{", "null", "5", '"words"', "[1,2]", '{"0":null}', '{"0":"words"}', '{"0":{"nobody":"knows"}}', '{"0":{"compared":"a","query":null}}', '{"0":{"compared":{},"query":["a"]}}']) {
  test(`a memory that says ${JSON.stringify(text)} chooses nothing`, () => {
    const { model, socket } = opened({ memory: memoryOf(text) });
    assert.deepEqual(model.traits, { compared: [], query: "" });
    assert.deepEqual(updates(socket), []);
    choose(model, "query", "ev");
    assert.deepEqual(updates(socket), [{ query: "ev" }]);
  });
}

for (const [word, options] of [["full", { full: true }], ["forbidden", { forbidden: true }]]) {
  test(`a memory that is ${word} takes nothing from the page`, () => {
    const { model, socket } = opened({ memory: memoryOf(undefined, options) });
    choose(model, "query", "ev");
    assert.deepEqual(updates(socket), [{ query: "ev" }]);
  });
}

test("a line that breaks while the kernel is alive is mended at once and without a word", async () => {
  const { socket, states } = opened();
  socket.breaks();
  await settle();
  assert.equal(Socket.all.length, 2);
  assert.equal(Socket.all[1].address, socket.address);
  Socket.all[1].opens();
  Socket.all[1].answers();
  assert.deepEqual(states, ["open", "open"]);
});

test("a change that was under way when the line broke is told again over the next", async () => {
  const { model, socket, busy } = opened();
  choose(model, "compared", ["a"]);
  choose(model, "query", "ev");
  socket.breaks();
  await settle();
  assert.equal(busy.at(-1), false);
  Socket.all[1].opens();
  Socket.all[1].answers();
  assert.deepEqual(updates(Socket.all[1]), [{ compared: ["a"], query: "ev" }]);
});

test("after a break the kernel is asked what it said meanwhile, once all is told", async () => {
  const { line, model, socket } = opened();
  line.hold("model-2", "1", new PageModel({ html: "" }));
  choose(model, "query", "ev");
  socket.breaks();
  await settle();
  const [, next] = Socket.all;
  next.opens();
  for (let turn = 0; turn < 5; turn += 1) next.answers();
  const told = next.sent.slice(1).map(({ content }) => [content.comm_id, content.data.method]);
  assert.deepEqual(told, [["model-1", "update"], ["model-1", "request_state"], ["model-2", "request_state"]]);
});

test("a server that is away is lost, and tried again with growing patience until it is back", async () => {
  const { socket, states } = opened();
  server = null;
  socket.breaks();
  await settle();
  const tries = [];
  for (const wait of [500, 1000, 2000, 4000, 8000, 8000]) {
    await pass(wait - 1);
    const before = asked;
    await pass(1);
    tries.push(asked - before);
  }
  assert.deepEqual(tries, [1, 1, 1, 1, 1, 1]);
  assert.deepEqual(new Set(states.slice(1)), new Set(["lost"]));
  assert.equal(Socket.all.length, 1);

  server = { status: 200, state: "idle" };
  await pass(8000);
  Socket.all[1].opens();
  Socket.all[1].answers();
  assert.equal(states.at(-1), "open");
});

test("a kernel to which no line can be opened is not tried in a circle", async () => {
  const { line, states } = lineOf();
  line.open();
  Socket.all[0].breaks();
  await settle();
  assert.deepEqual([Socket.all.length, states], [1, ["lost"]]);
  await pass(500);
  assert.equal(Socket.all.length, 2);
  Socket.all[1].breaks();
  await settle();
  await pass(500);
  assert.equal(Socket.all.length, 2);
  await pass(500);
  assert.equal(Socket.all.length, 3);
});

for (const [status, state] of [[404, "asleep"], [401, "shut"], [403, "shut"]]) {
  test(`a server that answers ${status} means that the page is ${state}, and nothing is tried again`, async () => {
    const { model, socket, states } = opened();
    server = { status };
    socket.breaks();
    await settle();
    assert.deepEqual(states, ["open", state]);
    await pass(60_000);
    choose(model, "query", "still remembered");
    assert.equal(Socket.all.length, 1);
    assert.equal(asked, 1);
  });
}

test("a server that is in trouble is waited for", async () => {
  const { socket, states } = opened();
  server = { status: 502 };
  socket.breaks();
  await settle();
  assert.deepEqual(states, ["open", "lost"]);
});

test("a kernel that died has gone to sleep, and its line is closed", async () => {
  const { socket, states } = opened();
  socket.brings("status", { execution_state: "dead" });
  assert.deepEqual(states, ["open", "asleep"]);
  assert.equal(socket.readyState, Socket.CLOSED);
  socket.onclose();
  await settle();
  assert.deepEqual([asked, states.length], [0, 2]);
});

test("a line that is silent for long is looked after, and goes on if all is well", async () => {
  const { socket, states } = opened();
  await pass(5000);
  await pass(5000);
  assert.equal(asked, 2);
  assert.deepEqual([Socket.all.length, socket.sent.length, states], [1, 1, ["open"]]);
});

test("a server that stands still without closing the line is lost", async () => {
  const { states } = opened();
  server = null;
  await pass(5000);
  assert.deepEqual(states, ["open", "lost"]);
});

test("a kernel that was ended while the line seemed open has gone to sleep", async () => {
  const { states } = opened();
  server = { status: 404 };
  await pass(5000);
  assert.deepEqual(states, ["open", "asleep"]);
});

test("a line on which nothing arrives any more is opened anew, and what was said is said again", async () => {
  const { model, socket } = opened();
  choose(model, "query", "ev");
  await pass(2000);
  assert.equal(Socket.all.length, 2);
  assert.equal(socket.readyState, Socket.CLOSED);
  Socket.all[1].opens();
  Socket.all[1].answers();
  assert.deepEqual(updates(Socket.all[1]), [{ query: "ev" }]);
});

test("a kernel that works for long is waited for, whether or not it has said so", async () => {
  const { model, socket } = opened();
  choose(model, "query", "ev");
  socket.brings("status", { execution_state: "busy" }, socket.last.header.msg_id);
  await pass(2000);
  server = { status: 200, state: "busy" };
  await pass(60_000);
  assert.equal(Socket.all.length, 1);
});

test("a server that does not let the line come about is asked, and the line opened anew", async () => {
  const { line, states } = lineOf();
  line.open();
  await pass(5000);
  assert.deepEqual(states, ["lost"]);
  await pass(500);
  assert.equal(Socket.all.length, 2);
});

test("after waking up the kernel is looked for and greeted at once, and a sound line stays", async () => {
  const { line, socket } = opened();
  const looking = line.wake();
  assert.equal(asked, 1);
  assert.equal(socket.last.header.msg_type, "kernel_info_request");
  socket.answers();
  await looking;
  await settle();
  assert.deepEqual([Socket.all.length, socket.readyState], [1, Socket.OPEN]);
});

test("a kernel that went while the computer slept is noticed on waking up", async () => {
  const { line, states } = opened();
  server = { status: 404 };
  await line.wake();
  assert.deepEqual(states, ["open", "asleep"]);
});

test("a line that is waiting for its next try tries at once on waking up", async () => {
  const { line, socket } = opened();
  server = null;
  socket.breaks();
  await settle();
  for (let turn = 0; turn < 5; turn += 1) await pass(8000);
  server = { status: 200, state: "idle" };
  await line.wake();
  assert.equal(Socket.all.length, 2);
  await pass(60_000);
  assert.ok(Socket.all[0].readyState === Socket.CLOSED);
});

test("many who wake the line at once open one", async () => {
  const { line, socket } = opened();
  socket.readyState = Socket.CLOSED;
  socket.onclose();
  line.wake();
  line.wake();
  await settle();
  assert.equal(Socket.all.length, 2);
});

test("a line that was ended stays ended and says nothing more", async () => {
  const { line, model, socket, states } = opened();
  line.end();
  line.open();
  await line.wake();
  choose(model, "query", "ev");
  await pass(60_000);
  assert.equal(socket.readyState, Socket.CLOSED);
  assert.deepEqual([Socket.all.length, asked, states], [1, 0, ["open"]]);
});
