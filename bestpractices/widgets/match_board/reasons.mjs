// Why an option stands where it does: reasons, values, what would have to change, its blocks.

import { element } from "../parts/nodes.mjs";
import { barView } from "./bars.mjs";
import { fill, keyOf } from "./names.mjs";
import { SAME, valueChanges, weightChanges } from "./ranking.mjs";

export const ReasonsPart = {
  toggle(id) {
    const { button } = this.views.get(id), before = button.getBoundingClientRect().top;
    this.change("opened", this.opened === id ? "" : id);
    // what closed above must not carry the reader away
    scrollBy(0, button.getBoundingClientRect().top - before);
  },

  showOpen() {
    for (const [id, view] of this.views) {
      const open = id === this.opened;
      if (view.details.hidden && !open) continue;
      if (open) this.fillDetails(view);
      view.details.hidden = !open && !this.allOpen;
      view.button.setAttribute("aria-expanded", String(open));
    }
  },

  /** On paper all reasons stand there. */
  openAll(all) {
    this.allOpen = all;
    for (const [id, view] of this.views) {
      if (all) this.fillDetails(view);
      view.details.hidden = !all && id !== this.opened;
    }
  },

  fillDetails(view) {
    const { option, details } = view, { texts } = this, row = this.rows.find((one) => one.option === option);
    view.ways ??= element("section", { class: "ways" });
    view.values ??= element("section", { class: "values" });
    view.ways.replaceChildren(element("h4", {}, texts.to_win), ...this.waysView(row));
    view.values.replaceChildren(element("h4", {}, texts.values), this.valuesView(row), ...this.intervalView(row));
    if (details.childElementCount) return;
    const sides = [["for", option.for_], ["against", option.against], ["ask", option.unknown]].filter(([name, list]) => name !== "ask" || list.length);
    const reasons = sides.map(([name, list]) => element("section", { class: name },
      element("h4", {}, texts[name]), list.length ? element("ul", {}, ...list.map((one) => this.reasonView(option, one))) : element("p", { class: "small" }, texts.nothing)));
    const summary = this.blind || !option.summary ? null : element("p", { class: "summary", lang: option.summary.lang }, option.summary.text);
    details.append(...[summary, element("div", { class: "reasons" }, ...reasons), this.blocksView(option), element("div", { class: "reasons two" }, view.values, view.ways)].filter(Boolean));
    this.showTicks();
  },

  intervalView({ low, high }) {
    const words = { low: Math.round(low * 100), high: Math.round(high * 100) };
    return high - low > SAME ? [element("p", { class: "small" }, fill(this.texts.interval, words))] : [];
  },

  valuesView({ option, at: place }) {
    const { texts } = this, value = (at) => this.values[place][at];
    const rows = this.criteria.map(({ label }, at) => element("tr", { class: value(at) === null ? "open" : "" }, element("th", { scope: "row" }, label),
      element("td", {}, barView(value(at) ?? 0, value(at) ?? 1), value(at) === null ? element("em", {}, texts.unknown) : this.number.format(value(at) * 100)),
      element("td", { class: "number" }, this.share.format(this.weighed[at]))));
    const head = [["col", texts.criterion], ["col", texts.value_head], ["col", texts.weight]].map(([scope, text]) => element("th", { scope }, text));
    return element("table", { "aria-label": `${texts.values} – ${this.name(option).text}` }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  },

  /** What would have to change for it to come first. */
  waysView({ at, rank }) {
    const { texts, values, weighed } = this, line = (text) => element("p", {}, text);
    if (rank === 1) return [line(texts.is_first)];
    const size = ({ now, needed }) => Math.abs(needed - (now ?? 0)), near = (a, b) => size(a) - size(b);
    const weights = weightChanges(values, at, weighed).sort(near).map((one) => this.weightWords(one));
    const better = valueChanges(values, at, weighed).sort(near).slice(0, 3).map((one) => this.valueWords(one));
    const none = weights.length ? "" : this.dominators[at].length ? texts.no_weights : texts.no_weight, found = [...weights, ...better];
    return [none ? line(none) : null, found.length ? line(texts.each_alone) : null, found.length ? element("ul", {}, ...found.map((text) => element("li", {}, text))) : null,
      better.length ? null : line(texts.no_value)].filter(Boolean);
  },

  /** Rounded away from what is now: at the shown weight it is first, not just level. */
  weightWords({ at, now, needed }) {
    const up = needed > now, percent = (up ? Math.ceil : Math.floor)(needed * 100 + (up ? -SAME : SAME)) / 100;
    return fill(up ? this.texts.weight_up : this.texts.weight_down, { criterion: this.criteria[at].label, needed: this.share.format(percent), now: this.share.format(now) });
  },

  valueWords({ at, now, needed }) {
    const words = { criterion: this.criteria[at].label, needed: this.number.format(Math.ceil(needed * 100 - SAME)), now: this.number.format((now ?? 0) * 100) };
    return fill(now === null ? this.texts.value_found : this.texts.value_up, words);
  },

  blocksView(option) {
    const { texts } = this, views = option.blocks.map((block) => this.blockView(option, block));
    return element("section", { class: "blocks" }, element("h4", {}, option.practice ? texts.block : texts.blocks), views.length ? element("ul", {}, ...views) : element("p", { class: "small" }, texts.no_blocks));
  },

  blockView(option, block) {
    const { name, what, requires } = block, key = keyOf(option, block), box = element("input", { type: "checkbox", name: "block", value: key, onchange: () => this.choose(key) });
    return element("li", {}, element("label", {}, box, element("b", { lang: name.lang }, this.words(option, name.text))), element("p", {}, this.words(option, what)),
      requires.length ? element("p", { class: "small" }, element("b", {}, this.texts.requires), ` ${requires.join(" · ")}`) : null);
  },
};
