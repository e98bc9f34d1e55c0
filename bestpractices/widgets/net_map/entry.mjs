// The line in which the group's words are typed: Enter does it, Tab takes the first suggestion.

import { element, say } from "../parts/nodes.mjs";
import { readLine, suggestions } from "./commands.mjs";

export class EntryLine {
  constructor(board) {
    const { texts } = board;
    this.board = board;
    this.offered = [];
    this.chosen = -1;
    const id = `${board.id}-line`;
    this.input = element("input", { id, class: "field line", autocomplete: "off", autocapitalize: "off", spellcheck: false, dir: "auto", enterkeyhint: "done", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-offers`, "aria-describedby": `${id}-hint` });
    this.offers = element("ul", { id: `${id}-offers`, class: "offers", role: "listbox", "aria-label": texts.offers, hidden: true });
    this.groupInput = element("input", { id: `${id}-group`, class: "field", autocomplete: "off", dir: "auto", list: `${board.id}-groups` });
    this.told = element("p", { class: "told", role: "status" });
    const form = element("form", { class: "entry", novalidate: "" },
      element("div", { class: "grow" }, element("label", { for: id }, texts.line), this.input, this.offers),
      element("div", { class: "narrow" }, element("label", { for: `${id}-group` }, texts.group_of_new), this.groupInput),
      element("button", { type: "submit" }, texts.add));
    form.onsubmit = (event) => { event.preventDefault(); this.enter(); };
    this.input.oninput = () => this.offer();
    this.input.onkeydown = (event) => this.press(event);
    this.input.onblur = () => this.show([]);
    this.el = element("div", { class: "typing" }, form, this.told, element("p", { class: "hint", id: `${id}-hint` }, texts.line_hint), element("details", { class: "how hint" }, element("summary", {}, texts.how), element("p", {}, texts.how_lines), element("p", {}, texts.how_keys)));
  }

  /** Put the caret here, after what a card has begun. */
  begin(text = "") {
    if (text) this.input.value = text;
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.offer();
  }

  enter() {
    if (this.chosen >= 0) { this.take(this.chosen); return; }
    const { board } = this;
    const found = readLine(this.input.value, board.found, { type: board.linkType(), group: this.groupInput.value.trim() });
    if (found.problem) { this.tell(found.problem, found.values, true); return; }
    const before = this.input.value;
    if (found.type) board.lastType = found.type;
    this.input.value = "";
    this.show([]);
    if (!found.events.length) { this.tell("there_already"); return; }
    board.act(found.events);
    this.tell("done_line", { line: before });
  }

  tell(key, values = {}, isProblem = false) {
    this.told.classList.toggle("problem", isProblem);
    this.input.setAttribute("aria-invalid", String(isProblem));
    say(this.told, this.board.words(key, values));
  }

  press(event) {
    const { offered } = this;
    if (!offered.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.chosen + step + offered.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % offered.length);
    else if (event.key === "Tab" && !event.shiftKey) this.take(Math.max(this.chosen, 0));
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  offer() {
    this.input.setAttribute("aria-invalid", "false");
    this.show(suggestions(this.input.value, this.board.found));
  }

  show(offered) {
    Object.assign(this, { offered, chosen: -1 });
    this.offers.hidden = !offered.length;
    this.input.setAttribute("aria-expanded", String(Boolean(offered.length)));
    this.input.removeAttribute("aria-activedescendant");
    this.offers.replaceChildren(...offered.map(({ label }, i) => {
      const item = element("li", { role: "option", id: `${this.offers.id}-${i}`, "aria-selected": "false" }, label);
      // before the input loses its caret, which takes the list away
      item.onpointerdown = (event) => { event.preventDefault(); this.take(i); };
      return item;
    }));
  }

  mark(at) {
    this.chosen = at;
    [...this.offers.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    this.input.setAttribute("aria-activedescendant", this.offers.children[at].id);
  }

  take(at) {
    this.input.value = this.offered[at].line;
    this.begin();
  }
}
