// Shows anywidgets on our own pages: each gets a model that lives in the page. On a coaching page
// a line to the kernel takes hold of the models later; the views do not wait for it.

/** The part of an anywidget's model that our widgets need. */
export class PageModel {
  /** @param {Record<string, unknown>} traits */
  constructor(traits) {
    this.traits = { ...traits };
    this.listeners = new Map();
    this.unsaved = {};
    this.saves = null; // set by whoever holds a line to a kernel
  }

  get(name) {
    return this.traits[name];
  }

  set(name, value) {
    if (this.traits[name] === value) return;
    this.unsaved[name] = value;
    this.hear(name, value);
  }

  /** Takes a value that is known elsewhere already. */
  hear(name, value) {
    this.traits[name] = value;
    this.tell(`change:${name}`);
    this.tell("change");
  }

  /** @param {string} event @param {() => void} listener */
  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) {
    if (listener) this.listeners.get(event)?.delete(listener);
    else this.listeners.delete(event);
  }

  tell(event) {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener();
  }

  save_changes() {
    if (!this.saves || !Object.keys(this.unsaved).length) return;
    const changes = this.unsaved;
    this.unsaved = {};
    this.saves(changes);
  }
}

const PATIENCE = 1000; // milliseconds in which a busy page may keep the living view waiting
const living = new Set();

/** Once a frame was drawn and nothing else is to be done: what the server wrote comes first. */
function rest() {
  // Whom an address leads to a part of the list sees all of it for no longer than it takes.
  if (location.search || document.hidden) return Promise.resolve();
  const idle = globalThis.requestIdleCallback ?? ((go) => setTimeout(go));
  return new Promise((go) => requestAnimationFrame(() => idle(go, { timeout: PATIENCE })));
}

/** Has everything drawn for a moment, also what is out of sight: its heights are true, then kept. */
function drawWhole(place) {
  place.classList.add("whole");
  requestAnimationFrame(() => requestAnimationFrame(() => place.classList.remove("whole")));
}

/** Replaces what the server wrote by the living view; on an error the server's list stays. */
export async function show(place, { module, traits }) {
  const widget = (await import(module)).default;
  const el = document.createElement("div");
  const model = new PageModel(traits);
  await widget.initialize?.({ model });
  living.add(await widget.render({ model, el }));
  place.replaceChildren(el);
  return model;
}

/** @param {boolean} scrolled guessed heights above would move whoever has scrolled */
async function showAll(scrolled) {
  const models = new Map();
  const states = JSON.parse(document.getElementById("widget-states")?.textContent ?? "{}");
  for (const place of document.querySelectorAll(".widget[data-model]")) {
    const state = states[place.dataset.model];
    if (!state) continue;
    models.set(place.dataset.model, { id: state.model, model: await show(place, state) });
    if (scrolled) drawWhole(place);
  }
  return models;
}

/** The page has a new main part: the old views end, the new ones begin. */
function renew(event) {
  for (const end of living) end?.();
  living.clear();
  event.detail.waits.push(showAll(true));
}

if (typeof document !== "undefined") {
  document.addEventListener("page-renewed", renew);
}

/** The models of the page by their place, once they are shown. */
export const shown = typeof document === "undefined" ? null : rest().then(() => showAll(scrollY > 0));
