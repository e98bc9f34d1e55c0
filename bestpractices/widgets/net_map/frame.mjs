// The question of the map, its day, the goals, and what each type of link means.

import { element, say } from "../parts/nodes.mjs";
import { freshId } from "./log.mjs";
import { sample } from "./sheet.mjs";

const MOST_TYPES = 5;

export class FrameForm {
  constructor(board) {
    const { texts } = board;
    this.board = board;
    this.told = element("span", { class: "question", dir: "auto" });
    this.question = this.input((value) => ({ question: value }), "textarea", { rows: "2" });
    this.day = this.input((value) => ({ on: value || null }), "input", { type: "date" });
    this.goals = this.input((value) => ({ goals: [...new Set(value.split("\n").map((one) => one.trim().slice(0, 200)).filter(Boolean))] }), "textarea", { rows: "3" });
    this.types = element("div", { class: "types-of", role: "group", "aria-label": texts.types });
    this.problem = element("p", { class: "problem", role: "alert" });
    this.el = element("details", { class: "frame" }, element("summary", {}, element("b", {}, texts.frame), " ", this.told),
      element("div", { class: "fields" }, this.field("question", this.question), this.field("day", this.day), this.field("goals_of_map", this.goals),
        element("div", { class: "wide" }, element("h3", {}, texts.types), element("p", { class: "hint" }, texts.types_hint), this.types, this.problem)));
  }

  field(name, input) {
    input.id = `${this.board.id}-frame-${name}`;
    return element("div", { class: "field-of" }, element("label", { for: input.id }, this.board.texts[name]), input);
  }

  input(part, tag, attributes) {
    const made = element(tag, { class: "field", dir: "auto", autocomplete: "off", ...attributes });
    made.onchange = () => this.change(part(made.value.trim()));
    return made;
  }

  change(part) {
    this.board.act([{ kind: "net_map_set", payload: { ...this.board.found.frame, ...part } }]);
  }

  draw() {
    const { frame } = this.board.found, shown = JSON.stringify(frame);
    if (shown === this.shown) return;
    this.shown = shown;
    say(this.told, frame.question);
    for (const [input, value] of [[this.question, frame.question], [this.day, frame.on ?? ""], [this.goals, frame.goals.join("\n")]]) if (input.value !== value) input.value = value;
    const focused = this.types.contains(document.activeElement) ? document.activeElement.dataset.field : null;
    const { texts } = this.board;
    const more = element("button", { type: "button", class: "quiet", disabled: frame.types.length >= MOST_TYPES, onclick: () => this.more() }, texts.add_type);
    this.types.replaceChildren(...frame.types.map((type, i) => this.ofType(type, i)), more);
    if (focused) this.types.querySelector(`[data-field="${focused}"]`)?.focus();
  }

  ofType(type, i) {
    const { texts, found } = this.board;
    const change = (part) => this.change({ types: found.frame.types.map((one, at) => (at === i ? { ...type, ...part } : one)) });
    const name = element("input", { class: "field", dir: "auto", "aria-label": `${texts.type_name} ${i + 1}`, autocomplete: "off", "data-field": `name-${i}` });
    name.value = type.name;
    name.onchange = () => {
      const value = name.value.trim().slice(0, 200);
      const twice = found.frame.types.some((one, at) => at !== i && one.name.toLocaleLowerCase() === value.toLocaleLowerCase());
      say(this.problem, twice ? texts.type_twice : "");
      if (!value || twice) name.value = type.name;
      else change({ name: value });
    };
    const means = element("input", { class: "field", dir: "auto", "aria-label": `${type.name}: ${texts.type_means}`, placeholder: texts.type_means, autocomplete: "off", "data-field": `means-${i}` });
    means.value = type.means;
    means.onchange = () => change({ means: means.value.trim() });
    const drop = element("button", { type: "button", class: "quiet", "aria-label": `${texts.remove}: ${type.name}`, onclick: () => this.change({ types: found.frame.types.filter((_, at) => at !== i) }) }, texts.remove);
    return element("div", { class: "type-row" }, sample(i), name, means, drop);
  }

  more() {
    const { types } = this.board.found.frame;
    let name = this.board.texts.new_type;
    for (let number = 2; types.some((one) => one.name === name); number += 1) name = `${this.board.texts.new_type} ${number}`;
    this.change({ types: [...types, { id: freshId(), name, means: "" }] });
    const made = this.types.querySelector(`[data-field="name-${types.length}"]`);
    made?.focus();
    made?.select();
  }
}
