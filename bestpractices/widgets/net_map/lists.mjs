// The same as a table of actors and a list of links, for those who would rather read.

import { element } from "../parts/nodes.mjs";
import { removal } from "./log.mjs";
import { byGroup } from "./places.mjs";

export class Lists {
  constructor(board) {
    const { texts } = board;
    this.board = board;
    this.told = element("span", { class: "hint" });
    this.actors = element("tbody");
    this.links = element("ul", { class: "links" });
    const head = ["name", "group", "kind", "tower"].map((name) => element("th", { scope: "col" }, texts[name]));
    this.el = element("details", { class: "lists" }, element("summary", {}, element("b", {}, texts.lists), " ", this.told),
      element("div", { class: "table" }, element("table", {}, element("thead", {}, element("tr", {}, ...head)), this.actors)),
      element("h3", {}, texts.links), this.links);
    // rows are made when somebody looks
    this.el.ontoggle = () => this.draw();
  }

  draw() {
    const { board } = this, { found, texts } = board;
    this.told.textContent = board.words("counted", { actors: found.actors.length, links: found.links.length });
    if (!this.el.open) return;
    this.actors.replaceChildren(...byGroup(found.actors).map((actor) => {
      const open = element("button", { type: "button", class: "plain", dir: "auto", onclick: () => { board.select({ actor: actor.actor }); board.panel.el.scrollIntoView({ block: "nearest" }); } }, board.label(actor));
      return element("tr", { "data-actor": actor.actor }, element("th", { scope: "row" }, open), element("td", {}, actor.group), element("td", {}, texts[actor.person === null ? "organisation" : "person"]), element("td", {}, String(actor.tower)));
    }));
    this.links.replaceChildren(...found.links.map((link) => {
      const said = board.saidOf(link);
      const drop = element("button", { type: "button", class: "quiet", "aria-label": `${texts.remove}: ${said}`, onclick: () => board.act([removal("net_map_link", link)]) }, texts.remove);
      return element("li", {}, element("button", { type: "button", class: "plain", dir: "auto", onclick: () => { board.select({ link }); board.panel.el.scrollIntoView({ block: "nearest" }); } }, said), link.remark ? element("span", { class: "hint", dir: "auto" }, link.remark) : null, drop);
    }));
  }
}
