// Forms that the kernel writes. What is typed lives in the model, and what is entered stays in the
// outbox until the kernel says that it is kept: neither a reload, a lost kernel nor a store that is
// away takes it.

import { chosenIn, kept, textsOf } from "./entry_sheet/chosen.mjs";
import { entered, fieldsOf, untouched, waiting, without } from "./entry_sheet/outbox.mjs";
import { Files } from "./entry_sheet/files.mjs";
import { Keepsake } from "./entry_sheet/keepsake.mjs";
import { element, say } from "./parts/nodes.mjs";

const REST = 300; // milliseconds without a key until the model hears of it
const AGAIN = 3000; // milliseconds until a store that was away is tried again
const SAID = 4000; // milliseconds that "saved" is seen

const mark = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

class Sheet {
  constructor(model, el) {
    Object.assign(this, { model, el, wanted: new Set(), drafts: model.get("drafts") ?? {} });
    this.body = element("div", { class: "sheet" });
    this.status = element("p", { class: "status", role: "status" });
    el.classList.add("entry-sheet");
    el.replaceChildren(this.body, this.status);
    this.files = new Files(model, this.body);
    this.keepsake = new Keepsake(model);
    const hear = { html: "draw", drafts: "adopt", done: "settle", problems: "draw", trouble: "draw", outbox: "adopt", go: "leave", wish: "draw", file: "receive", kept: "hold" };
    this.heard = Object.entries(hear).map(([name, what]) => [`change:${name}`, () => this.soon(what)]);
    for (const [event, listener] of this.heard) model.on(event, listener);
    el.addEventListener("submit", (event) => { event.preventDefault(); this.send(event.target, event.submitter); });
    el.addEventListener("input", ({ target }) => this.note(target));
    el.addEventListener("change", ({ target }) => target.form?.dataset.auto !== undefined && this.auto(target.form));
    el.addEventListener("click", (event) => this.click(event));
    this.look = () => this.turn();
    this.away = () => this.keep();
    document.addEventListener("store-changed", this.look);
    addEventListener("pagehide", this.away);
    this.again = setInterval(() => (this.model.get("outbox").length || this.troubled()) && this.turn(), AGAIN);
    this.draw();
    // The address may name a part that was not there when the page came in.
    if (location.hash) requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
    if (model.get("outbox").length) this.turn();
  }

  end() {
    this.keep();
    for (const [event, listener] of this.heard) this.model.off(event, listener);
    document.removeEventListener("store-changed", this.look);
    removeEventListener("pagehide", this.away);
    clearInterval(this.again);
    clearTimeout(this.calm);
    this.ended = true;
  }

  /** The kernel gives several traits one after the other; what hangs on them is done once. */
  soon(what) {
    if (!this.wanted.size) queueMicrotask(() => this.hear());
    this.wanted.add(what);
  }

  hear() {
    const { wanted } = this;
    this.wanted = new Set();
    if (this.ended) return;
    if (wanted.has("adopt")) this.adopt();
    if (wanted.has("settle")) this.settle();
    if (wanted.has("receive")) this.receive();
    if (wanted.has("hold")) this.keepsake.hold();
    this.draw();
    if (wanted.has("leave")) this.leave();
  }

  troubled() {
    return Object.keys(this.model.get("trouble")).length > 0;
  }

  save(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes();
  }

  /** Asks the kernel to try again what waits, and to look at what others have written. */
  turn() {
    this.save({ turn: this.model.get("turn") + 1 });
  }

  // What is entered

  /** What is typed is remembered before it is sent. */
  note({ form }) {
    if (!form?.id) return;
    this.drafts = { ...this.drafts, [form.id]: fieldsOf(new FormData(form)) };
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.keep(), REST);
  }

  keep() {
    clearTimeout(this.typing);
    if (this.model.get("drafts") !== this.drafts) this.save({ drafts: this.drafts });
  }

  /** A form that sends by itself is sent as soon as it can be. */
  auto(form) {
    if (form.checkValidity()) this.send(form);
  }

  send(form, button) {
    if (!form.dataset.action) return;
    this.keep();
    const data = new FormData(form, button), chosen = chosenIn(data);
    if (chosen.length) this.upload(form, fieldsOf(data), chosen);
    else this.enter(form, fieldsOf(data));
  }

  async upload(form, fields, chosen) {
    const texts = await textsOf(chosen);
    if (texts) this.enter(form, { ...fields, ...texts });
    else this.save({ problems: { ...this.model.get("problems"), [form.id]: { text: this.model.get("texts").unread } } });
    this.draw();
  }

  enter(form, fields) {
    const auto = form.dataset.auto !== undefined;
    const entry = { uid: mark(), action: form.dataset.action, form: form.id, fields };
    this.post(entered(waiting(this.model.get("outbox"), this.model.get("done")), entry, auto));
    this.showStatus();
  }

  post(outbox, others = {}) {
    this.posted = outbox;
    this.save({ outbox, ...others });
  }

  click({ target }) {
    const button = target.closest("[data-view], [data-print], [data-again], [data-file]");
    if (!button) return;
    if (button.dataset.print !== undefined) window.print();
    else if (button.dataset.again !== undefined) this.turn();
    else if (button.dataset.file !== undefined) this.files.ask(button, mark());
    else this.save({ view: { ...this.model.get("view"), [button.dataset.view]: button.dataset.value } });
  }

  // What the kernel says

  /** A file that was asked for is saved, or it is said why not. */
  receive() {
    if (this.files.receive()) this.told("made");
  }

  /** Says for a while that something was done. */
  told(text) {
    this.news = text;
    clearTimeout(this.calm);
    this.calm = setTimeout(() => { this.news = null; this.showStatus(); }, SAID);
  }

  /** What was typed or sent before the page was opened again. */
  adopt() {
    this.drafts = { ...this.model.get("drafts"), ...this.drafts };
    const outbox = waiting(this.model.get("outbox"), this.model.get("done"));
    // Also what the kernel itself put there is remembered by this window until it is kept.
    if (outbox.length && this.model.get("outbox") !== this.posted) this.post([...outbox]);
  }

  settle() {
    const done = this.model.get("done"), outbox = this.model.get("outbox");
    const settled = outbox.filter(({ uid }) => done.includes(uid));
    if (!settled.length) return;
    const left = waiting(outbox, done), problems = this.model.get("problems");
    const forms = settled.map(({ form }) => form).filter((form) => !problems[form] && !left.some((one) => one.form === form));
    this.drafts = without(this.drafts, forms);
    this.post(left, { drafts: this.drafts });
    this.told(Object.keys(problems).length ? null : "saved");
  }

  leave() {
    const go = this.model.get("go");
    if (go.startsWith("?")) location.search = go;
  }

  draw() {
    const html = this.model.get("html"), active = document.activeElement;
    if (html !== this.shown) {
      const opened = new Map([...this.body.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]));
      const inside = this.body.contains(active) ? { id: active.id, form: active.form?.id, name: active.name, value: active.value, view: active.dataset.view, to: active.dataset.value } : null;
      const ends = inside && [active.selectionStart, active.selectionEnd];
      const back = kept(this.body);
      this.body.innerHTML = html;
      back();
      this.shown = html;
      for (const fold of this.body.querySelectorAll("details[id]")) if (opened.has(fold.id)) fold.open = opened.get(fold.id);
      this.fill();
      if (inside) this.focus(inside, ends);
    } else this.fill();
    this.blame();
    this.files.show();
    this.showStatus();
  }

  /** Drafts go back into their fields; where nothing was changed others may have written since. */
  fill() {
    for (const [id, fields] of Object.entries(this.drafts)) {
      const form = document.getElementById(id);
      if (!form || !this.body.contains(form)) continue;
      for (const field of form.elements) {
        if (!field.name || ["hidden", "file"].includes(field.type) || !(field.name in fields || ["checkbox", "radio"].includes(field.type))) continue;
        if (untouched(fields, field.name)) continue;
        const values = fields[field.name] ?? [];
        if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
        else if (field.value !== values[0]) field.value = values[0];
      }
    }
  }

  focus({ id, form, name, value, view, to }, [from, until]) {
    const found = (id && document.getElementById(id))
      || [...(document.getElementById(form)?.elements ?? [])].find((one) => one.name === name && (!["radio", "checkbox"].includes(one.type) || one.value === value))
      || [...this.body.querySelectorAll("[data-view]")].find((one) => view && one.dataset.view === view && one.dataset.value === to);
    found?.focus({ preventScroll: true });
    if (found && from != null && found.setSelectionRange && ["text", "textarea"].includes(found.type)) found.setSelectionRange(from, until);
  }

  /** Says beside a form what is wrong with what was entered there. */
  blame() {
    for (const old of this.body.querySelectorAll(".problem")) old.remove();
    for (const [id, problem] of Object.entries(this.model.get("problems"))) {
      const form = document.getElementById(id);
      if (!form || !this.body.contains(form)) continue;
      form.append(element("p", { class: "problem", role: "alert" }, problem.text, " ", problem.detail ? element("span", { lang: "en", class: "detail" }, problem.detail) : null));
      const fold = form.closest("details");
      if (fold) fold.open = true;
    }
  }

  showStatus() {
    const texts = this.model.get("texts"), trouble = this.model.get("trouble");
    const waits = waiting(this.model.get("outbox"), this.model.get("done")).length;
    this.el.classList.toggle("troubled", this.troubled());
    this.status.classList.toggle("quiet", !this.troubled() && !waits && !this.files.busy && !this.news);
    if (this.troubled()) {
      this.status.replaceChildren(element("b", {}, trouble.text), " ", element("span", { lang: "en", class: "detail" }, trouble.detail ?? ""), waits ? ` ${texts.waits} ` : " ", element("button", { type: "button", class: "button quiet", "data-again": "" }, texts.again));
    } else say(this.status, waits ? texts.saving : this.files.busy ? texts.making : this.news ? texts[this.news] : "");
  }
}

function render({ model, el }) {
  const sheet = new Sheet(model, el);
  return () => sheet.end();
}

export default { render };
