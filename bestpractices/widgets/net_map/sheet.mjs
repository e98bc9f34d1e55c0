// The sheet on the table: cards, the arrows between them, and towers of influence.

import { element } from "../parts/nodes.mjs";
import { groupsOf, labelOf, linksOf } from "./log.mjs";
import { arrowPath, byGroup, cardSize, placesOf, WIDE } from "./places.mjs";

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = 1200; // pixels of a sheet that is printed, before it is made to fit
const PAPER = { width: 990, height: 520 }; // pixels between the margins of a page, below its head
const MOVED = 6; // pixels before a press is a drag
export const DASHES = ["", "9 5", "2 5", "12 4 2 4", "5 3"];

export const drawn = (tag, attributes, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

/** A short line as links of this type are drawn. */
export const sample = (i) => drawn("svg", { class: "sample", viewBox: "0 0 34 10", "aria-hidden": "true" }, drawn("path", { d: "M1 5H33", class: `arrow type-${i}`, "stroke-dasharray": DASHES[i] || null }));

export class Sheet {
  constructor(board) {
    this.board = board;
    this.cards = new Map();
    this.svg = drawn("svg", { "aria-hidden": "true" });
    this.layer = element("div", { class: "cards", role: "group", "aria-label": board.texts.cards });
    this.empty = element("p", { class: "nothing" }, board.texts.nothing);
    this.el = element("div", { class: "sheet" }, this.svg, this.layer, this.empty);
    this.watch = new ResizeObserver(() => this.printed || this.el.clientWidth === this.width || this.draw());
    this.watch.observe(this.el);
    this.onPrint = ({ type }) => this.print(type === "beforeprint");
    for (const name of ["beforeprint", "afterprint"]) addEventListener(name, this.onPrint);
  }

  end() {
    this.watch.disconnect();
    for (const name of ["beforeprint", "afterprint"]) removeEventListener(name, this.onPrint);
  }

  /** On paper the sheet is as wide as a page on its side, however wide the window is. */
  print(before) {
    this.printed = before ? DRAWN : 0;
    this.draw();
    this.board.lists.draw();
    this.el.style.zoom = before ? String(Math.min(PAPER.width / DRAWN, PAPER.height / this.places.height)) : "";
    if (!before) delete this.board.el.dataset.prints;
  }

  draw() {
    const { found, moved, selected, texts } = this.board;
    this.el.style.width = this.printed ? `${this.printed}px` : "";
    this.width = this.printed || this.el.clientWidth || 900;
    this.empty.hidden = found.actors.length > 0;
    this.size = cardSize(this.width);
    this.places = placesOf(found.actors, this.width, moved);
    this.el.style.height = `${this.places.height}px`;
    const groups = groupsOf(found);
    const sorted = byGroup(found.actors), there = new Set(sorted.map(({ actor }) => actor));
    for (const [id, card] of this.cards) if (!there.has(id)) { card.remove(); this.cards.delete(id); }
    for (const actor of sorted) this.drawCard(actor, groups.indexOf(actor.group), texts);
    // Tab leads to one card; arrow keys from there.
    const first = this.cards.has(this.current) ? this.current : sorted[0]?.actor;
    for (const [id, card] of this.cards) card.tabIndex = id === first ? 0 : -1;
    this.drawArrows();
    for (const [id, card] of this.cards) {
      card.classList.toggle("selected", selected?.actor === id);
      card.setAttribute("aria-pressed", String(selected?.actor === id));
    }
  }

  drawCard(actor, group, texts) {
    const { x, y } = this.places.at.get(actor.actor);
    let card = this.cards.get(actor.actor);
    if (!card) {
      card = this.newCard(actor.actor);
      this.cards.set(actor.actor, card);
    }
    if (this.layer.children[this.layer.children.length - 1] !== card && !card.isConnected) this.layer.append(card);
    Object.assign(card.style, { left: `${x - this.size.w / 2}px`, top: `${y - this.size.h / 2}px`, width: `${this.size.w}px`, height: `${this.size.h}px` });
    card.style.setProperty("--levels", actor.tower);
    card.dataset.group = String(group % 6);
    card.classList.toggle("person", actor.person !== null);
    const { out, into } = linksOf(this.board.found, actor.actor);
    const [name, note, tower] = card.children;
    name.textContent = this.board.label(actor);
    note.textContent = actor.group;
    tower.textContent = actor.tower ? String(actor.tower) : "";
    tower.hidden = !actor.tower;
    card.setAttribute("aria-label", this.board.words("card_label", { name: labelOf(actor), group: actor.group || texts.no_group, tower: actor.tower, out, into }));
    card.title = labelOf(actor);
  }

  newCard(id) {
    const card = element("button", { type: "button", class: "card-of", "data-actor": id, "aria-pressed": "false" }, element("span", { class: "name", dir: "auto" }), element("span", { class: "of" }), element("span", { class: "tower" }), element("span", { class: "grip", "aria-hidden": "true" }, "→"));
    card.onpointerdown = (event) => this.press(event, id, card);
    card.onclick = () => { if (!this.dragged) this.board.tap(id); this.dragged = false; };
    card.onfocus = () => { this.current = id; for (const [other, one] of this.cards) one.tabIndex = other === id ? 0 : -1; };
    card.onkeydown = (event) => this.board.cardKey(event, id);
    return card;
  }

  drawArrows() {
    const { found, selected } = this.board, { types } = found.frame;
    const markers = types.map((_, i) => drawn("marker", { id: `${this.board.id}-head-${i}`, viewBox: "0 0 10 10", refX: 8.5, refY: 5, markerWidth: 6.5, markerHeight: 6.5, orient: "auto-start-reverse", class: `type-${i}` }, drawn("path", { d: "M0 0L10 5L0 10z" })));
    const lanes = new Map();
    const paths = found.links.flatMap((link) => {
      const from = this.places.at.get(link.start), to = this.places.at.get(link.end);
      const pair = [link.start, link.end].sort().join("/"), lane = lanes.get(pair) ?? 0;
      lanes.set(pair, lane > 0 ? -lane : 1 - lane);
      const i = types.findIndex(({ id }) => id === link.type), head = `url(#${this.board.id}-head-${i})`;
      const d = arrowPath(from, to, this.places, this.size, lane);
      const line = drawn("path", { d, class: `arrow type-${i}`, "stroke-dasharray": DASHES[i] || null, "marker-end": head, "marker-start": link.mutual ? head : null });
      const reach = drawn("path", { d, class: "reach" });
      reach.onclick = () => this.board.select({ link });
      const near = selected?.actor ? link.start === selected.actor || link.end === selected.actor : true;
      line.classList.toggle("faint", !near);
      line.classList.toggle("picked", Boolean(selected?.link) && this.board.isSelected(link));
      return [line, reach];
    });
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.places.height}`);
    this.svg.replaceChildren(drawn("defs", {}, ...markers), ...paths);
  }

  /** A card is moved by the mouse, or an arrow is drawn from its grip; a finger taps. */
  press(event, id, card) {
    if (event.pointerType === "touch" || event.button !== 0) return;
    const begin = { x: event.clientX, y: event.clientY }, from = this.places.at.get(id);
    const isArrow = event.target.className === "grip", area = this.el.getBoundingClientRect();
    let line = null;
    this.dragged = false;
    const move = (at) => {
      const dx = at.clientX - begin.x, dy = at.clientY - begin.y;
      if (!this.dragged && Math.hypot(dx, dy) < MOVED) return;
      if (!this.dragged && !isArrow && this.width < WIDE) return;
      this.dragged = true;
      if (isArrow) {
        line ??= this.svg.appendChild(drawn("path", { class: "arrow pulled" }));
        line.setAttribute("d", `M${from.x} ${from.y}L${at.clientX - area.left} ${at.clientY - area.top}`);
        return;
      }
      const within = (value, size, most) => Math.min(Math.max(value, size / 2), most - size / 2);
      const x = within(from.x + dx, this.size.w, this.width), y = within(from.y + dy, this.size.h, this.places.height);
      this.board.moved = { ...this.board.moved, [id]: [x / this.width, y / this.places.height] };
      this.draw();
    };
    const drop = (at) => {
      stop();
      line?.remove();
      if (!this.dragged) return;
      const onto = document.elementFromPoint(at.clientX, at.clientY)?.closest(".card-of")?.dataset.actor;
      if (isArrow && onto && onto !== id) this.board.link(id, onto);
      if (!isArrow) this.board.keepPlaces();
      // a drag that ends on its own card is followed by a click, one that ends elsewhere is not
      setTimeout(() => { this.dragged = false; });
    };
    const stop = () => { for (const [name, listener] of heard) removeEventListener(name, listener); card.classList.remove("held"); };
    const heard = [["pointermove", move], ["pointerup", drop], ["pointercancel", stop]];
    for (const [name, listener] of heard) addEventListener(name, listener);
    card.classList.add("held");
  }

  focus(id) {
    this.cards.get(id)?.focus();
  }
}
