// A Net-Map made in the room: who is on it, who is linked to whom, who has how much influence. Every
// step is kept in the log, so that each can be undone; figures the kernel computes beside it.

import { element, say } from "./parts/nodes.mjs";
import { actorEvent, foldedMap, groupsOf, labelOf, linkEvent, linkToMake, outsideLabel, removal, turned, unheard, wholeLog, withStep } from "./net_map/log.mjs";
import { Sheet, sample } from "./net_map/sheet.mjs";
import { EntryLine } from "./net_map/entry.mjs";
import { FrameForm } from "./net_map/frame.mjs";
import { Lists } from "./net_map/lists.mjs";
import { Panel } from "./net_map/panel.mjs";
import { nearest } from "./net_map/places.mjs";
import { paperForms } from "./net_map/paper.mjs";
import { Exchange } from "./net_map/exchange.mjs";

const TALLEST_TOWER = 20;
let boards = 0;

class NetMapBoard {
  constructor(model, el) {
    Object.assign(this, { model, el, id: `net-map-${(boards += 1)}`, selected: null, tool: "", lastType: "", own: new Set() });
    for (const name of ["texts", "lang", "start"]) this[name] = model.get(name);
    el.classList.add("net-map");
    el.lang = this.lang;
    this.heard = [["change:log", () => this.take()], ["change:start", () => this.take()], ["change:places", () => { this.moved = model.get("places"); this.sheet.draw(); }], ["change:answer", () => this.exchange.hear()], ["change:advice", () => this.advise()], ["change:kept", () => this.advise()]];
    for (const [event, listener] of this.heard) model.on(event, listener);
    this.moved = model.get("places");
    this.log = wholeLog(model.get("log"));
    this.found = foldedMap(this.log, this.start);
    this.build();
    this.onKey = (event) => this.press(event);
    // whoever has just closed something is nowhere on the page, and undoes all the same
    document.addEventListener("keydown", this.onKey);
    this.show();
    this.advise();
  }

  end() {
    for (const [event, listener] of this.heard) this.model.off(event, listener);
    document.removeEventListener("keydown", this.onKey);
    this.sheet.end();
    this.exchange.end();
  }

  build() {
    const { texts } = this;
    this.entry = new EntryLine(this);
    this.sheet = new Sheet(this);
    this.panel = new Panel(this);
    this.lists = new Lists(this);
    this.frame = new FrameForm(this);
    this.exchange = new Exchange(this);
    this.undoButton = element("button", { type: "button", class: "quiet undo", "aria-keyshortcuts": "Control+Z", onclick: () => this.turn(1) }, texts.undo);
    this.redoButton = element("button", { type: "button", class: "quiet redo", "aria-keyshortcuts": "Control+Y", onclick: () => this.turn(-1) }, texts.redo);
    this.tools = element("div", { class: "tools", role: "group", "aria-label": texts.tools });
    this.legend = element("ul", { class: "legend", "aria-label": texts.groups });
    this.names = element("datalist", { id: `${this.id}-groups` });
    this.notes = element("ul", { class: "notes", role: "status" });
    this.kept = element("p", { class: "kept hint", role: "status" });
    this.paper = element("div", { class: "paper", "aria-hidden": "true" });
    this.el.replaceChildren(this.frame.el, this.entry.el,
      element("div", { class: "bar" }, this.tools, element("div", { class: "turns" }, this.undoButton, this.redoButton)),
      this.notes, element("div", { class: "table-of" }, this.sheet.el, this.panel.el), this.legend, this.kept, this.lists.el, this.exchange.el, this.paper, this.names);
  }

  // What the group does

  /** One step: events that are undone together. */
  act(events) {
    if (!events.length) return;
    const log = withStep(this.log, events);
    this.own.add(log.steps.at(-1).uid);
    this.keep(log);
  }

  turn(by) {
    const log = turned(this.log, by);
    if (log.at === this.log.at) { this.entry.tell(by > 0 ? "nothing_to_undo" : "nothing_to_redo"); return; }
    this.keep(log);
    this.entry.tell(by > 0 ? "undone" : "redone", { at: log.at, of: log.steps.length });
  }

  keep(log) {
    this.log = log;
    this.found = foldedMap(log, this.start);
    this.model.set("log", log);
    this.model.save_changes();
    this.show();
  }

  /** What was kept before the page was opened again, or what others did. */
  take() {
    const log = wholeLog(this.model.get("log")), start = this.model.get("start");
    if (JSON.stringify([log, start]) === JSON.stringify([this.log, this.start])) return;
    this.start = start;
    // what was done here after the kernel had last heard is not lost
    const mine = unheard(this.log, log, this.own, this.model.get("kept").refused ?? []);
    if (mine.length) { this.keep({ steps: [...log.steps.slice(0, log.at), ...mine], at: log.at + mine.length }); return; }
    this.log = log;
    this.found = foldedMap(log, this.start);
    this.show();
  }

  /** A card is tapped: it is chosen, or it is the other end of the link that is being drawn. */
  tap(id) {
    const from = this.selected?.actor;
    if (this.tool && from && from !== id) { this.link(from, id); this.select(null); return; }
    this.select(from === id ? null : { actor: id });
    if (this.tool && this.selected) this.entry.tell("tap_other", { name: this.nameOf(id) });
  }

  link(start, end) {
    const { frame, links } = this.found, type = this.linkType();
    if (!type) { this.entry.tell("no_types", {}, true); return; }
    const made = linkToMake(links, { map: frame.map, type, start, end });
    if (!made) { this.entry.tell("there_already"); return; }
    this.lastType = type;
    this.act([linkEvent(made)]);
    this.entry.tell("done_line", { line: this.saidOf(made) });
  }

  remove(actor) {
    const next = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].map((key) => nearest(this.sheet.places.at, actor.actor, key)).find(Boolean);
    this.selected = null;
    this.act([removal("net_map_actor", actor)]);
    this.entry.tell("removed", { name: labelOf(actor) });
    if (next) this.sheet.focus(next);
    else this.entry.begin();
  }

  beginLine(actor) {
    this.entry.begin(`${labelOf(actor)} > `);
  }

  select(selected) {
    this.selected = selected;
    this.sheet.draw();
    this.panel.draw();
  }

  keepPlaces() {
    this.model.set("places", this.moved);
    this.model.save_changes();
  }

  press(event) {
    const { target, key } = event;
    if (target !== document.body && !this.el.contains(target)) return;
    const field = target.closest("input, textarea, select");
    if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key.toLowerCase())) {
      // what is being typed is undone by the browser
      if (field && (field !== this.entry.input || field.value)) return;
      event.preventDefault();
      this.turn(key.toLowerCase() === "y" || event.shiftKey ? -1 : 1);
    } else if (key === "Escape" && this.selected) this.select(null);
    else if (key === "n" && !field && !event.ctrlKey && !event.altKey && !event.metaKey) { event.preventDefault(); this.entry.begin(); }
  }

  cardKey(event, id) {
    const actor = this.found.actors.find((one) => one.actor === id), taller = { "+": 1, "-": -1 }[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) this.sheet.focus(nearest(this.sheet.places.at, id, event.key) ?? id);
    else if (event.key === "Delete") this.remove(actor);
    else if (event.key === "l") this.beginLine(actor);
    else if (taller) {
      const tower = Math.min(Math.max(actor.tower + taller, 0), TALLEST_TOWER);
      if (tower !== actor.tower) this.act([actorEvent({ ...actor, tower })]);
    } else return;
    event.preventDefault();
  }

  // What is shown

  show() {
    const { actor, link } = this.selected ?? {};
    if (actor && !this.found.actors.some((one) => one.actor === actor)) this.selected = null;
    if (link && !this.found.links.some((one) => this.isSelected(one))) this.selected = null;
    this.undoButton.disabled = this.log.at === 0;
    this.redoButton.disabled = this.log.at === this.log.steps.length;
    this.showTools();
    const groups = groupsOf(this.found).filter(Boolean);
    const all = groupsOf(this.found);
    this.names.replaceChildren(...groups.map((value) => element("option", { value })));
    this.legend.replaceChildren(...groups.map((group) => element("li", { "data-group": String(all.indexOf(group) % 6), dir: "auto" }, `${group} (${this.found.actors.filter((one) => one.group === group).length})`)));
    for (const part of [this.frame, this.sheet, this.panel, this.lists]) part.draw();
  }

  showTools() {
    const { types } = this.found.frame, shown = JSON.stringify([types, this.tool]);
    if (this.tool && !types.some(({ id }) => id === this.tool)) this.tool = "";
    if (shown === this.shownTools) return;
    this.shownTools = shown;
    const chip = (id, label, title, ...signs) => {
      const input = element("input", { type: "radio", name: `${this.id}-tool`, value: id, checked: this.tool === id });
      input.onchange = () => { this.tool = id; this.select(null); };
      return element("label", { class: "chip-of", title: title || null }, input, ...signs, element("span", { dir: "auto" }, label));
    };
    const focused = this.tools.contains(document.activeElement);
    this.tools.replaceChildren(chip("", this.texts.edit, this.texts.edit_hint), ...types.map((type, i) => chip(type.id, `${i + 1} ${type.name}`, type.means, sample(i))));
    if (focused) this.tools.querySelector(":checked")?.focus();
  }

  advise() {
    this.notes.replaceChildren(...this.model.get("advice").map((text) => element("li", {}, text)));
    const { text = "", problem = false, again = false } = this.model.get("kept");
    say(this.kept, text);
    this.kept.classList.toggle("problem", problem);
    this.exchange.tryAgain(again);
  }

  print(what) {
    this.paper.replaceChildren(...(what === "forms" ? paperForms(this.found, this.texts) : []));
    this.el.dataset.prints = what;
    print();
  }

  // What the parts ask

  linkType() { return this.tool || this.lastType || this.found.frame.types[0]?.id || ""; }

  label(actor) {
    return this.sheet?.printed ? outsideLabel(actor) : labelOf(actor);
  }

  nameOf(id) {
    return this.label(this.found.actors.find((one) => one.actor === id));
  }

  saidOf({ start, end, type, mutual }) {
    const name = this.found.frame.types.find(({ id }) => id === type)?.name;
    return `${this.nameOf(start)} ${mutual ? "↔" : "→"} ${this.nameOf(end)}: ${name}`;
  }

  isSelected({ start, end, type }) {
    const link = this.selected?.link;
    return Boolean(link) && link.start === start && link.end === end && link.type === type;
  }

  /** An interface text with what stands for its {names}. */
  words(key, values = {}) {
    return (this.texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }
}

function render({ model, el }) {
  const board = new NetMapBoard(model, el);
  return () => board.end();
}

export default { render };
