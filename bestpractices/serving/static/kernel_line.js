// The line between the widgets of a coaching page and their kernel: Jupyter's messages of comms
// over its websocket, and what happens when the line breaks or the kernel is gone.

const GONE = 404;
const SHUT = [401, 403];
const GREET_AGAIN = 1000; // milliseconds
const PATIENCE = [500, 1000, 2000, 4000, 8000]; // milliseconds between two tries

/** @typedef {"open" | "lost" | "asleep" | "shut"} State */

export class KernelLine {
  /**
   * @param {string} address  of the kernel, such as /coach/api/kernels/4f…
   * @param {object} means
   * @param {(state: State) => void} means.told  hears how the line is
   * @param {(busy: boolean) => void} means.works  hears whether the kernel works for this page
   * @param {Storage} means.memory  keeps what was chosen until the window is closed
   */
  constructor(address, { told, works, memory = sessionStorage, place = location.pathname }) {
    Object.assign(this, { address, told, works, memory, place });
    this.session = crypto.randomUUID?.() ?? String(Math.random());
    this.models = new Map();
    this.changes = new Map(); // by model, what the kernel has not been told yet
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
    for (const [trait, value] of Object.entries({ ...before, ...model.unsaved })) model.set(trait, value);
    model.save_changes();
  }

  open() {
    if (this.ended) return;
    clearTimeout(this.again);
    const socket = new WebSocket(`${this.address.replace(/^\//, `${location.origin.replace(/^http/, "ws")}/`)}/channels?session_id=${this.session}`);
    this.socket = socket;
    socket.onopen = () => this.greet();
    socket.onmessage = ({ data }) => typeof data === "string" && this.hear(JSON.parse(data));
    socket.onclose = () => { if (this.socket === socket) this.mend(); };
  }

  /** Until the kernel is heard, what is said to it may be answered to nobody. */
  greet() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.asked = this.send("kernel_info_request", {});
    clearTimeout(this.again);
    this.again = setTimeout(() => this.greet(), GREET_AGAIN);
  }

  /** The line broke: is the kernel still there? */
  async mend() {
    if (this.ended) return;
    this.socket = null;
    this.works(false);
    const answer = await fetch(this.address, { cache: "no-store" }).catch(() => null);
    if (this.ended || this.socket) return;
    if (answer?.status === GONE) return this.end("asleep");
    if (SHUT.includes(answer?.status)) return this.end("shut");
    if (answer?.ok && this.tries === 0) { this.tries = 1; this.open(); return; }
    this.told("lost");
    clearTimeout(this.again);
    this.again = setTimeout(() => this.open(), PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)]);
  }

  /** The computer woke up or the network came back: do not wait for the next try. */
  wake() {
    if (!this.socket || this.socket.readyState > WebSocket.OPEN) this.mend();
    else if (this.socket.readyState === WebSocket.OPEN && !this.asked) this.greet();
  }

  end(state) {
    this.ended = true;
    clearTimeout(this.again);
    this.socket?.close();
    this.told(state);
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
    if (!next) return;
    const [id, state] = next;
    this.changes.delete(id);
    this.asked = this.send("comm_msg", { comm_id: id, data: { method: "update", state, buffer_paths: [] } });
    this.works(true);
  }

  send(type, content) {
    const id = crypto.randomUUID?.() ?? String(Math.random());
    const header = { msg_id: id, msg_type: type, session: this.session, username: "", date: new Date().toISOString(), version: "5.3" };
    this.socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] }));
    return id;
  }

  hear({ header, parent_header: parent, content }) {
    if (header.msg_type === "status" && content.execution_state === "dead") this.end("asleep");
    else if (header.msg_type === "status" && content.execution_state === "idle" && parent?.msg_id === this.asked) {
      clearTimeout(this.again);
      this.asked = null;
      this.tries = 0;
      this.told("open");
      this.works(false);
      this.flush();
    } else if (header.msg_type === "comm_msg" && content.data.method === "update") {
      const held = this.models.get(content.comm_id);
      for (const [trait, value] of Object.entries(content.data.state)) held?.model.hear(trait, value);
    }
  }

  remembered() {
    try {
      return JSON.parse(this.memory.getItem(this.place)) ?? {};
    } catch {
      return {}; // somebody else's words, or no memory at all
    }
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
