// Two or three options side by side.

import { element } from "../parts/nodes.mjs";
import { barView } from "./bars.mjs";
import { fill } from "./names.mjs";
import { SAME, most } from "./ranking.mjs";

export const ComparisonPart = {
  compare(ids) {
    if (ids.length < 2) return;
    const { texts } = this, rows = this.rows.filter(({ option }) => ids.includes(option.id));
    const head = element("tr", {}, element("td"), ...rows.map(({ option }) => element("th", { scope: "col", lang: this.name(option).lang }, this.name(option).text)));
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...this.comparison(rows)));
    const dialog = element("dialog", { "aria-label": texts.side_by_side, onclose: () => dialog.remove() },
      element("form", { method: "dialog" }, element("h2", {}, texts.side_by_side), element("button", { class: "quiet" }, texts.close)),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.side_by_side }, table));
    this.el.append(dialog);
    dialog.showModal();
  },

  comparison(rows) {
    const { texts } = this, line = (label, view, name = "") => element("tr", { class: name }, element("th", { scope: "row" }, label), ...rows.map((row) => element("td", {}, ...[view(row)].flat())));
    const reasons = (list, { option }) => (list.length ? element("ul", {}, ...list.map((one) => this.reasonView(option, one))) : "–");
    const interval = ({ low, high }) => `${Math.round(low * 100)}${high - low > SAME ? ` ${fill(texts.up_to, { high: Math.round(high * 100) })}` : ""}`;
    const parts = [["for", "for_"], ["against", "against"], ["ask", "unknown"]];
    return [line(texts.rank, ({ rank, shared }) => `${rank}${shared ? "=" : ""}`), line(texts.score, interval),
      line(texts.blocked, (row) => reasons(row.option.blocking, row), rows.some(({ option }) => option.blocking.length) ? "blocked" : ""),
      ...this.criteria.map(({ label }, at) => line(`${label} · ${this.share.format(this.weighed[at])}`, (row) => this.comparedValue(rows, row, at))),
      ...parts.map(([name, list]) => line(texts[name], (row) => reasons(row.option[list], row)))];
  },

  comparedValue(rows, { at: place }, at) {
    const value = this.values[place][at], known = rows.map((row) => this.values[row.at][at]).filter((one) => one !== null);
    if (value === null) return [barView(0, 1), element("em", {}, this.texts.unknown)];
    const highest = known.length > 1 && value === most(known) && known.some((one) => one < value);
    return [barView(value, value), this.number.format(value * 100), highest ? element("span", { class: "best" }, ` ▲ ${this.texts.best_of}`) : null].filter(Boolean);
  },
};
