// Options ranked for a need. Python gives values, reasons and sources; here only weights times
// values are computed anew when the weights move. The parts of the board are put together below.

import { element, say } from "./parts/nodes.mjs";
import { ComparisonPart } from "./match_board/comparison.mjs";
import { PARTS, WHOLES, fill, toggled } from "./match_board/names.mjs";
import { OptionsPart } from "./match_board/options.mjs";
import { dominators, valuesOf } from "./match_board/ranking.mjs";
import { ReasonsPart } from "./match_board/reasons.mjs";
import { TrayPart } from "./match_board/tray.mjs";
import { WeightsPart } from "./match_board/weights.mjs";

const GIVEN = ["need", "blocks", "texts", "lang"];
const DECIDED = ["weights", "blind", "compared", "chosen", "opened"];

class Board {
  constructor(model, el) {
    Object.assign(this, { model, el, views: new Map(), timer: 0, trayOpen: matchMedia("(min-width: 60rem)").matches });
    el.classList.add("match-board");
    this.heard = [...GIVEN, "criteria", "presets", "options", "unit"].map((name) => [`change:${name}`, () => this.renew()]);
    this.heard.push(["change:named", () => this.list?.isConnected && this.showTray()]);
    for (const name of DECIDED) this.heard.push([`change:${name}`, () => this.take(name)]);
    for (const [event, listener] of this.heard) model.on(event, listener);
    this.printing = matchMedia("print");
    this.onPrint = () => this.openAll(this.printing.matches);
    this.printing.addEventListener("change", this.onPrint);
    this.build();
  }

  end() {
    for (const [event, listener] of this.heard) this.model.off(event, listener);
    this.printing.removeEventListener("change", this.onPrint);
    clearTimeout(this.timer);
    this.ended = true;
    this.el.replaceChildren();
  }

  /** The kernel gives several traits one after the other; what hangs on them is drawn once. */
  renew() {
    if (this.renewing) return;
    this.renewing = true;
    queueMicrotask(() => {
      this.renewing = false;
      if (!this.ended) this.build();
    });
  }

  build() {
    const { model, el } = this;
    for (const name of [...GIVEN, ...DECIDED]) this[name] = model.get(name);
    this.unit = model.get("unit") === PARTS && this.blocks?.options?.length ? PARTS : WHOLES;
    for (const name of ["criteria", "presets", "options"]) this[name] = this.unit === PARTS ? this.blocks[name] : model.get(name);
    Object.assign(this, { rows: undefined, undone: { weights: [], chosen: this.undone?.chosen ?? [] }, moving: null, lifted: null, asking: false });
    this.values = valuesOf(this.options, this.criteria);
    this.dominators = dominators(this.values);
    this.number = new Intl.NumberFormat(this.lang, { maximumFractionDigits: 0 });
    this.share = new Intl.NumberFormat(this.lang, { style: "percent", maximumFractionDigits: 0 });
    this.views.clear();
    el.lang = this.lang;
    const empty = !this.need?.title ? this.texts.no_need : this.options.length && this.criteria.length ? "" : this.texts.no_options;
    if (empty) el.replaceChildren(...(this.need?.title ? [this.needView()] : []), element("p", { class: "empty" }, empty));
    else this.frame();
  }

  frame() {
    const { texts } = this;
    this.told = element("p", { class: "unseen", role: "status" });
    this.list = element("ol", { class: "options" });
    this.tray = element("section", { class: "tray", "aria-label": fill(texts.chosen, { number: "" }).replace(/[\s:]+$/, "") });
    this.blindButton = element("button", { type: "button", class: "quiet", onclick: () => this.change("blind", !this.blind) });
    this.blindNote = element("p", { class: "note" }, texts.blind);
    this.status = element("p", { class: "count" });
    this.printed = element("p", { class: "printed" });
    const unknown = this.values.every((row) => row.every((value) => value === null));
    const head = element("div", { class: "head" }, element("div", {}, element("h2", {}, texts.ranked), this.status), element("div", { class: "buttons" }, this.unitView(), this.blindButton));
    this.el.replaceChildren(this.told, this.needView(), element("div", { class: "body" }, this.weightsView(),
      element("div", { class: "main" }, head, this.printed, this.blindNote, unknown ? element("p", { class: "note" }, texts.all_unknown) : null, this.list)), this.tray);
    this.draw();
    this.openAll(this.printing.matches);
  }

  needView() {
    const { need, texts } = this;
    return element("p", { class: "need" }, element("span", {}, texts.need), " ", element(need.href ? "a" : "b", { href: need.href || null, lang: need.lang, dir: "auto" }, need.title));
  }

  /** Whole practices or single blocks: the same board for either. */
  unitView() {
    if (!this.blocks?.options?.length) return null;
    const { texts } = this, button = (unit, words) => element("button", { type: "button", class: "quiet", "data-unit": unit, "aria-pressed": String(unit === this.unit), onclick: () => this.rank(unit) }, words);
    return element("div", { class: "units", role: "group", "aria-label": texts.ranked }, button(WHOLES, texts.wholes), button(PARTS, texts.parts));
  }

  rank(unit) {
    if (unit === this.unit) return;
    this.renewing = true; // drawn once, here, where the focus is known
    this.model.set("unit", unit);
    this.model.save_changes();
    this.renewing = false;
    this.build();
    this.el.querySelector(`[data-unit="${unit}"]`).focus({ preventScroll: true });
  }

  // What the reader decides

  /** One trait decided here: the model is told and what shows it is drawn. */
  change(name, value) {
    this[name] = value;
    this.save(name);
    this.shown(name);
  }

  save(name) {
    this.model.set(name, this[name]);
    this.model.save_changes();
  }

  /** Somebody else decided: the kernel, or the reader before the page was opened again. */
  take(name) {
    const value = this.model.get(name);
    if (value === this[name]) return;
    this[name] = value;
    if (name === "weights") Object.assign(this, { lifted: null, moving: null });
    if (this.list?.isConnected) this.shown(name);
  }

  shown(name) {
    if (name === "weights") this.draw();
    else if (name === "opened") this.showOpen();
    else if (name === "blind") this.drawAgain();
    else this.showTicks();
  }

  /** New weights; one movement of a slider is one step to go back, however many values it passes. */
  weigh(weights, { moving = null, lifted = this.lifted } = {}) {
    if (moving === null || moving !== this.moving) this.undone.weights.push({ weights: this.weights, lifted: this.lifted, ranks: this.places() });
    Object.assign(this, { weights, moving, lifted });
    this.draw();
    // while a slider moves, the model hears of its end only
    if (moving === null) this.save("weights");
  }

  undoWeights() {
    const before = this.undone.weights.pop();
    if (!before) return;
    Object.assign(this, { weights: before.weights, lifted: before.lifted, moving: null });
    this.save("weights");
    this.draw();
  }

  pointsBy(change) {
    return { ...Object.fromEntries(this.criteria.map(({ id }, at) => [id, this.points[at]])), ...change };
  }

  choose(block) {
    this.undone.chosen.push(this.chosen);
    this.change("chosen", toggled(this.chosen, block));
  }

  undoChosen() {
    if (this.undone.chosen.length) this.change("chosen", this.undone.chosen.pop());
  }
}

Object.assign(Board.prototype, WeightsPart, OptionsPart, ReasonsPart, TrayPart, ComparisonPart);

function render({ model, el }) {
  const board = new Board(model, el);
  return () => board.end();
}

export default { render };
