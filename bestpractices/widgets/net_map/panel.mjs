// What can be changed of the card or arrow that is chosen.

import { element } from "../parts/nodes.mjs";
import { actorEvent, groupsOf, labelOf, linkEvent, removal } from "./log.mjs";

const TALLEST = 20;

export class Panel {
  constructor(board) {
    this.board = board;
    this.el = element("section", { class: "panel-of", "aria-label": board.texts.panel, hidden: true });
  }

  draw() {
    const { selected, found } = this.board;
    // while links are drawn a tap means the other end, and nothing may lie over the cards
    const actor = this.board.tool ? null : found.actors.find((one) => one.actor === selected?.actor);
    const link = selected?.link && found.links.find((one) => this.board.isSelected(one));
    this.el.hidden = !actor && !link;
    // beside the card, not over it
    const place = actor && this.board.sheet.places.at.get(actor.actor);
    this.el.classList.toggle("left", Boolean(place) && place.x > this.board.sheet.width / 2);
    const shown = JSON.stringify([actor, link, found.frame, groupsOf(found)]);
    if (shown === this.shown) return;
    const focused = this.el.contains(document.activeElement) ? document.activeElement.dataset.field : null;
    this.shown = shown;
    this.el.replaceChildren(...(actor ? this.ofActor(actor) : link ? this.ofLink(link) : []));
    if (focused) this.el.querySelector(`[data-field="${focused}"]`)?.focus();
  }

  field(name, input) {
    const id = `${this.board.id}-of-${name}`;
    Object.assign(input, { id });
    input.dataset.field = name;
    return element("div", { class: "field-of" }, element("label", { for: id }, this.board.texts[name]), input);
  }

  button(name, onclick, attributes = {}) {
    const made = element("button", { type: "button", class: "quiet", onclick, ...attributes }, this.board.texts[name]);
    made.dataset.field = name;
    return made;
  }

  ofActor(actor) {
    const { board } = this, { texts } = board, isPerson = actor.person !== null;
    const change = (part) => board.act([actorEvent({ ...actor, ...part })]);
    const text = (value, onchange, attributes = {}) => {
      const input = element("input", { class: "field", dir: "auto", autocomplete: "off", ...attributes });
      input.value = value;
      input.onchange = () => onchange(input.value.trim(), input);
      return input;
    };
    const rename = (value, input) => {
      if (!value) { input.value = isPerson ? actor.person : actor.name; return; }
      change(isPerson ? { person: value.replaceAll("/", "-").slice(0, 100) } : { name: value });
    };
    const box = element("input", { type: "checkbox", checked: isPerson });
    box.onchange = () => change(box.checked ? { person: actor.name.replaceAll("/", "-").slice(0, 100), name: "", consent: "" } : { name: actor.person, person: null, consent: "" });
    box.dataset.field = "is_person";
    const consent = element("select", { class: "field" }, ...["", "oral", "written"].map((value) => element("option", { value }, texts[`consent_${value || "none"}`])));
    consent.value = actor.consent;
    consent.onchange = () => change({ consent: consent.value, name: consent.value ? actor.name : "" });
    const goals = board.found.frame.goals.map((goal, i) => {
      const tick = element("input", { type: "checkbox", checked: actor.goals.includes(goal) });
      tick.dataset.field = `goal-${i}`;
      tick.onchange = () => change({ goals: tick.checked ? [...actor.goals, goal] : actor.goals.filter((one) => one !== goal) });
      return element("label", { class: "word" }, tick, element("span", {}, goal));
    });
    const taller = (by) => change({ tower: Math.min(Math.max(actor.tower + by, 0), TALLEST) });
    return [
      element("h3", { dir: "auto" }, labelOf(actor)),
      this.field(isPerson ? "pseudonym" : "name", text(isPerson ? actor.person : actor.name, rename)),
      this.field("group", text(actor.group, (group) => change({ group }), { list: `${board.id}-groups` })),
      element("label", { class: "word" }, box, element("span", {}, texts.is_person)),
      isPerson ? this.field("consent", consent) : null,
      isPerson && actor.consent ? this.field("own_name", text(actor.name, (name) => change({ name }))) : null,
      isPerson ? element("p", { class: "hint" }, texts.person_hint) : null,
      element("div", { class: "tower-of", role: "group", "aria-label": texts.tower }, element("span", {}, texts.tower), this.button("lower", () => taller(-1), { disabled: actor.tower === 0 }), element("output", {}, String(actor.tower)), this.button("higher", () => taller(1), { disabled: actor.tower === TALLEST })),
      goals.length ? element("div", { class: "goals", role: "group", "aria-label": texts.goals }, element("span", {}, texts.goals), ...goals) : null,
      element("div", { class: "foot" }, this.button("draw_link", () => board.beginLine(actor)), this.button("remove", () => board.remove(actor)), this.button("close", () => board.select(null))),
    ].filter(Boolean);
  }

  ofLink(link) {
    const { board } = this, change = (part) => board.act([linkEvent({ ...link, ...part })]);
    const mutual = element("input", { type: "checkbox", checked: link.mutual });
    mutual.dataset.field = "mutual";
    mutual.onchange = () => change({ mutual: mutual.checked });
    const remark = element("input", { class: "field", dir: "auto", autocomplete: "off" });
    remark.value = link.remark;
    remark.onchange = () => change({ remark: remark.value });
    return [
      element("h3", { dir: "auto" }, board.saidOf(link)),
      element("label", { class: "word" }, mutual, element("span", {}, board.texts.mutual)),
      this.field("remark", remark),
      element("div", { class: "foot" }, this.button("remove", () => { board.act([removal("net_map_link", link)]); board.select(null); }), this.button("close", () => board.select(null))),
    ];
  }
}
