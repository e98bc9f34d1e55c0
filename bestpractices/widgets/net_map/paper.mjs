// Forms to print, for a table without a computer: cards, a sheet for links, one for towers.

import { element } from "../parts/nodes.mjs";
import { outsideLabel } from "./log.mjs";

const CARDS = 12, LINES = 22, TOWERS = 20;

const sheetOf = (rows, heads) => element("table", {}, element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))), element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", { dir: "auto" }, cell))))));

/** Three sheets; cards and towers that are known already are filled in. */
export function paperForms({ frame, actors }, texts) {
  const blank = (many) => Array.from({ length: Math.max(0, many) });
  const head = () => element("p", { class: "question", dir: "auto" }, element("b", {}, `${texts.question}: `), frame.question || "…………………………………………………………………………");
  const card = (actor) => element("div", { class: "blank" }, element("b", { dir: "auto" }, actor ? outsideLabel(actor) : ""), element("span", {}, `${texts.group}: ${actor?.group ?? ""}`), element("span", {}, `${texts.goals}: ${actor?.goals.join(", ") ?? ""}`));
  const types = frame.types.map(({ name, means }, i) => element("li", { dir: "auto" }, element("b", {}, `${i + 1} ${name}`), means ? `: ${means}` : ""));
  return [
    element("section", {}, element("h2", {}, texts.paper_cards), head(), element("p", {}, texts.paper_cards_hint), element("div", { class: "blanks" }, ...actors.map(card), ...blank(CARDS - actors.length).map(() => card()))),
    element("section", {}, element("h2", {}, texts.paper_links), head(), element("ol", { class: "kinds" }, ...types), sheetOf(blank(LINES).map(() => ["", "", "", "", ""]), [texts.paper_from, texts.paper_to, texts.paper_type, texts.mutual, texts.remark])),
    element("section", {}, element("h2", {}, texts.paper_towers), head(), element("p", {}, texts.paper_towers_hint), sheetOf([...actors.map((actor) => [outsideLabel(actor), "", ""]), ...blank(TOWERS - actors.length).map(() => ["", "", ""])], [texts.name, texts.tower, texts.paper_why])),
  ];
}
