// The line between the widgets of a coaching page and their kernel: Jupyter's messages of comms
// over its websocket, and what happens when the line breaks or the kernel is gone.

const GONE = 404;
const SHUT = [401, 403];
const GREET_AGAIN = 1000; // milliseconds
const QUIET = 5000; // milliseconds; a line may die without a word
const UNANSWERED = 2000; // milliseconds of silence after something was said
const ANSWERED_WITHIN = 3000; // milliseconds
const PATIENCE = [500, 1000, 2000, 4000, 8000]; // milliseconds between two tries

/** @typedef {"open" | "lost" | "asleep" | "shut"} State */

const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

/** Whether a remembered value may stand in the place of the one that is there. */
const fits = (there, value) => value !== null && typeof there === typeof value && Array.isArray(there) === Array.isArray(value);

export class KernelLine {
  /**
   * @param {string} address  of the kernel, such as /coach/api/kernels/4f…
   * @param {object} means
   * @param {(state: State) => void} means.told  hears how the line is
   * @param {(busy: boolean) => void} means.works  hears whether the kernel works for this page
   * @param {Storage} means.memory  keeps what was chosen until the window is closed
   * @param {string} means.place  name of the page in the memory
   */
  constructor(address, { told, works, memory = sessionStorage, place = location.pathname }) {
    Object.assign(this, { address, told, works, memory, place });
    this.session = crypto.randomUUID?.() ?? String(Math.random());
    this.models = new Map();
    this.changes = new Map(); // by model, what the kernel has not been told yet
    this.sent = null; // the model and the changes that it was told and has not answered yet
    this.stale = new Set(); // models of which it may have spoken while nobody could hear
    this.asked = null; // the message that the kernel answers now
    this.tries = 0;
    this.ended = false;
  }

  /** A widget's model speaks over this line from now on; what was chosen before is chosen again. */
  hold(id, name, model) {
    this.models.set(id, { model, name });
    model.saves = (changes) => this.save(id, changes);
    const before = this.remembered()[name];
    // What the reader has done since the page was shown is newer than what was remembered.
    for (const [trait, value] of Object.entries({ ...before, ...model.unsaved })) {
      if (fits(model.get(trait), value) && !same(model.get(trait), value)) model.set(trait, value);
    }
    model.save_changes();
  }

  open() {
    if (this.ended) return;
    const socket = new WebSocket(`${this.address.replace(/^\//, `${location.origin.replace(/^http/, "ws")}/`)}/channels?session_id=${this.session}`);
    this.socket = socket;
    this.unheard = true; // over this socket
    socket.onopen = () => this.greet();
    socket.onmessage = ({ data }) => typeof data === "string" && this.hear(JSON.parse(data));
    socket.onclose = () => { if (this.socket === socket) this.mend(); };
    this.listen();
  }

  /** Until the kernel is heard, what is said to it may be answered to nobody. */
  greet() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.say("kernel_info_request", {});
    clearTimeout(this.again);
    this.again = setTimeout(() => this.greet(), GREET_AGAIN);
  }

  /** What the server says of the kernel; nothing if it does not answer. */
  async ask() {
    try {
      const answer = await fetch(this.address, { cache: "no-store", signal: AbortSignal.timeout(ANSWERED_WITHIN) });
      const busy = answer.ok && (await answer.json()).execution_state === "busy";
      return { status: answer.status, ok: answer.ok, busy };
    } catch {
      return {};
    }
  }

  /** Looks after the line as soon as it has been silent for a while. */
  listen() {
    clearTimeout(this.silence);
    if (!this.ended) this.silence = setTimeout(() => this.look(), this.asked ? UNANSWERED : QUIET);
  }

  /** Nothing was heard: is the kernel still there, and does what is said arrive? */
  async look() {
    const { socket, mute } = this;
    const answer = await this.ask();
    if (this.ended || !socket || this.socket !== socket) return;
    // A kernel that is at leisure and still says nothing does not hear us.
    const deaf = mute && this.mute && !answer.busy;
    if (answer.ok && socket.readyState === WebSocket.OPEN && !deaf) this.listen();
    else this.mend(answer);
  }

  /** The line broke: is the kernel still there? */
  async mend(known) {
    if (this.ended || this.mending) return;
    this.mending = true;
    this.drop();
    const answer = known ?? await this.ask();
    this.mending = false;
    if (this.ended) return;
    if (answer.status === GONE) return this.end("asleep");
    if (SHUT.includes(answer.status)) return this.end("shut");
    if (answer.ok && !this.unheard) return this.open();
    this.unheard = false;
    this.told("lost");
    this.again = setTimeout(() => this.mend(), PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)]);
  }

  /** Lets go of the socket; what was said last may not have arrived and is said again. */
  drop() {
    const { socket } = this;
    this.socket = this.asked = null;
    clearTimeout(this.again);
    clearTimeout(this.silence);
    socket?.close();
    if (this.sent) this.changes.set(this.sent.id, { ...this.sent.state, ...this.changes.get(this.sent.id) });
    this.sent = null;
    this.stale = new Set(this.models.keys());
    this.works(false);
  }

  /** The computer woke up, or its network came or went: do not wait for the next look. */
  wake() {
    this.tries = 0;
    if (!this.socket || this.socket.readyState > WebSocket.OPEN) return this.mend();
    const looked = this.look();
    if (!this.asked) this.greet();
    return looked;
  }

  end(state) {
    this.ended = true;
    this.drop();
    if (state) this.told(state);
  }

  save(id, changes) {
    this.changes.set(id, { ...this.changes.get(id), ...changes });
    this.remember(this.models.get(id).name, changes);
    this.flush();
  }

  /** Tells the kernel what was changed; while it works, changes gather and the last one counts. */
  flush() {
    if (this.asked || this.socket?.readyState !== WebSocket.OPEN) return;
    const [next] = this.changes;
    if (next) {
      const [id, state] = next;
      this.changes.delete(id);
      this.sent = { id, state };
      this.say("comm_msg", { comm_id: id, data: { method: "update", state, buffer_paths: [] } });
      this.works(true);
    } else if (this.stale.size) {
      const [id] = this.stale;
      this.stale.delete(id);
      this.say("comm_msg", { comm_id: id, data: { method: "request_state" } });
    }
  }

  /** Says something to the kernel, which it answers when it comes to it. */
  say(type, content) {
    const id = crypto.randomUUID?.() ?? String(Math.random());
    const header = { msg_id: id, msg_type: type, session: this.session, username: "", date: new Date().toISOString(), version: "5.3" };
    this.socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] }));
    this.mute = true;
    const again = Boolean(this.asked);
    this.asked = id;
    if (!again) this.listen(); // a second greeting makes the silence no shorter
  }

  hear({ header, parent_header: parent, content }) {
    if (this.ended) return;
    this.mute = false;
    if (header.msg_type === "status" && content.execution_state === "dead") this.end("asleep");
    else if (header.msg_type === "status" && content.execution_state === "idle" && this.asked && parent?.msg_id === this.asked) this.answered();
    else if (header.msg_type === "comm_msg" && content.data.method === "update") this.take(content.comm_id, content.data.state);
    this.listen();
  }

  answered() {
    clearTimeout(this.again);
    if (this.sent) this.forget(this.sent);
    this.asked = this.sent = null;
    this.unheard = false;
    this.tries = 0;
    this.told("open");
    this.works(false);
    this.flush();
  }

  /** What the kernel decided; what the reader has changed meanwhile is newer. */
  take(id, state) {
    const model = this.models.get(id)?.model;
    const newer = this.changes.get(id);
    for (const [trait, value] of Object.entries(model ? state : {})) {
      if (!Object.hasOwn(newer ?? {}, trait) && !same(model.get(trait), value)) model.hear(trait, value);
    }
  }

  remembered() {
    try {
      return JSON.parse(this.memory.getItem(this.place)) ?? {};
    } catch {
      return {}; // somebody else's words, or forbidden
    }
  }

  /** What a store keeps is remembered only until the kernel has it: others may write there, too. */
  forget({ id, state }) {
    const { model, name } = this.models.get(id), newer = this.changes.get(id) ?? {};
    const gone = (model.get("stored") ?? []).filter((trait) => Object.hasOwn(state, trait) && !Object.hasOwn(newer, trait));
    if (gone.length) this.remember(name, Object.fromEntries(gone.map((trait) => [trait, undefined])));
  }

  remember(name, changes) {
    const all = this.remembered();
    try {
      this.memory.setItem(this.place, JSON.stringify({ ...all, [name]: { ...all[name], ...changes } }));
    } catch {
      // Full or forbidden: the page works, only a new opening begins anew.
    }
  }
}
