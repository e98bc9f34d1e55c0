// The same as the picture, as a list to walk through and as a table of all figures.

import { element, say } from "../parts/nodes.mjs";
import { stepped } from "./network.mjs";
import { groupSign } from "./signs.mjs";

const AT_ONCE = 100;

/** A figure as the language writes it; what is not defined is said so. */
export function figure(value, { lang, texts }) {
  if (value == null) return texts.undefined;
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(value);
}

/** Rows of a list or table: the tabulator reaches one, arrows lead to the others. */
class Walk {
  constructor(place, stops) {
    Object.assign(this, { place, stops });
    place.addEventListener("keydown", (event) => this.onKey(event));
    place.addEventListener("focusin", (event) => this.stand(event.target));
  }

  all() {
    return [...this.place.querySelectorAll(this.stops)];
  }

  stand(stop) {
    if (!stop?.matches?.(this.stops)) return;
    for (const other of this.all()) other.tabIndex = other === stop ? 0 : -1;
  }

  onKey(event) {
    const stops = this.all(), at = stops.indexOf(event.target), to = at < 0 ? null : stepped(at, event.key, stops.length);
    if (to == null) return;
    event.preventDefault();
    stops[to].focus();
  }
}

/** The list: one button a node, with its figure; a click or Enter puts it into focus. */
export class List {
  constructor(data, network, pick) {
    Object.assign(this, { data, network, pick, limit: AT_ONCE });
    const { texts } = data;
    this.box = element("input", { type: "search", class: "field", "aria-label": texts.search, placeholder: texts.search, oninput: () => this.again() });
    this.rows = element("ol", { class: "rows", "aria-label": texts.list });
    this.none = element("p", { class: "none", hidden: true }, texts.nobody);
    this.more = element("button", { type: "button", class: "button quiet", onclick: () => this.further() }, texts.more);
    this.el = element("div", { class: "list" }, this.box, this.none, this.rows, this.more);
    this.walk = new Walk(this.rows, "button");
    // from the box the arrow leads into the list
    this.box.addEventListener("keydown", (event) => event.key === "ArrowDown" && (event.preventDefault(), this.walk.all()[0]?.focus()));
  }

  again() {
    this.limit = AT_ONCE;
    if (this.view) this.show(this.view);
  }

  further() {
    const before = this.limit;
    this.limit += AT_ONCE;
    this.show(this.view);
    this.walk.all()[before]?.focus();
  }

  show(view) {
    this.view = view;
    const { nodes } = this.network, { values } = view.measure, held = Number(this.rows.querySelector(":focus")?.dataset.node ?? NaN);
    const all = this.network.found(this.box.value, this.network.ranked(values, view.shown)), drawn = all.slice(0, this.limit);
    this.rows.replaceChildren(...drawn.map((node, at) => element("li", {},
      element("button", { type: "button", tabIndex: at ? -1 : 0, "data-node": String(node), "aria-pressed": String(node === view.focus), onclick: () => this.pick(node) },
        groupSign(nodes.group[node] ?? 0), element("span", {}, nodes.label[node]), element("small", {}, figure(values[node], this.data))))));
    this.none.hidden = drawn.length > 0;
    this.more.hidden = all.length <= this.limit;
    this.rows.querySelector(`[data-node="${held}"]`)?.focus();
  }
}

/** One node with its group, its figure and its ties in words; each neighbour leads on. */
export function detail(node, { data, network, view, pick, leave }) {
  const { texts, groups, kinds, tie_kinds } = data, { nodes, ties } = network;
  const words = (tie) => [...(ties.kinds[tie] ?? []).map((kind) => tie_kinds[kind].label), ties.change[tie] ? texts[ties.change[tie]] : "",
    ties.since[tie] == null ? "" : `${ties.since[tie]}–${ties.until[tie] ?? ""}`].filter(Boolean).join(", ");
  const rows = network.beside(node, view.shown).map(({ tie, other }) => element("li", {},
    element("button", { type: "button", onclick: () => pick(other) }, groupSign(nodes.group[other] ?? 0), element("span", {}, nodes.label[other])),
    element("small", {}, words(tie))));
  const told = [groups[nodes.group[node]]?.label, kinds[nodes.kind[node]]?.label].filter(Boolean).join(" · ");
  const made = element("section", { class: "detail", "aria-label": nodes.label[node] },
    element("h3", { tabIndex: -1 }, nodes.label[node]), element("p", { class: "told" }, told),
    element("p", {}, `${view.measure.label}: ${figure(view.measure.values[node], data)}`),
    element("p", { class: "actions" }, nodes.href[node] ? element("a", { href: nodes.href[node] }, texts.open) : null,
      element("button", { type: "button", class: "button quiet", onclick: leave }, texts.leave)),
    element("h4", {}, texts.beside.replace("{number}", rows.length)), element("ul", { class: "rows" }, ...rows));
  new Walk(made, ".rows button");
  return made;
}

/** The table: all figures of all nodes that are shown, by the chosen measure. */
export class Table {
  constructor(data, network, pick) {
    Object.assign(this, { data, network, pick, limit: AT_ONCE });
    const { texts, measures } = data, head = (label, number) => element("th", { scope: "col", class: number ? "number" : null }, label);
    this.body = element("tbody");
    this.more = element("button", { type: "button", class: "button quiet", onclick: () => { this.limit += AT_ONCE; this.show(this.view); } }, texts.more);
    const table = element("table", {}, element("thead", {}, element("tr", {}, head(texts.name), head(texts.group), ...measures.map(({ label }) => head(label, true)))), this.body);
    this.el = element("details", { class: "figures", ontoggle: () => this.view && this.show(this.view) }, element("summary", {}, texts.table),
      element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": texts.table }, table), this.more);
    new Walk(this.body, "button");
  }

  show(view) {
    this.view = view;
    if (!this.el.open) return;
    const { nodes } = this.network, { measures, groups } = this.data, all = this.network.ranked(view.measure.values, view.shown), drawn = all.slice(0, this.limit);
    this.body.replaceChildren(...drawn.map((node, at) => element("tr", { class: node === view.focus ? "focus" : null },
      element("th", { scope: "row" }, element("button", { type: "button", tabIndex: at ? -1 : 0, "aria-pressed": String(node === view.focus), onclick: () => this.pick(node) }, nodes.label[node])),
      element("td", {}, groups[nodes.group[node]]?.label ?? ""), ...measures.map(({ values }) => element("td", { class: "number" }, figure(values[node], this.data))))));
    this.more.hidden = all.length <= this.limit;
  }
}

export function status(node, view, network, { texts }) {
  const counts = texts.counted.replace("{nodes}", view.shown.counts.nodes).replace("{ties}", view.shown.counts.ties);
  say(node, view.focus == null ? counts : `${network.nodes.label[view.focus]} · ${texts.beside.replace("{number}", network.beside(view.focus, view.shown).length)}`);
}
