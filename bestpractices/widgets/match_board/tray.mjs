// What was picked stays in sight: blocks for the next step, practices to compare.

import { element } from "../parts/nodes.mjs";
import { fill, keyOf, masked } from "./names.mjs";

export const TrayPart = {
  showTicks() {
    for (const [id, { compare, details, item, option }] of this.views) {
      compare.checked = this.compared.includes(id);
      for (const box of details.querySelectorAll("input[name=block]")) box.checked = this.chosen.includes(box.value);
      item.classList.toggle("picked", option.blocks.some((block) => this.chosen.includes(keyOf(option, block))));
    }
    this.showTray();
  },

  showTray() {
    const { texts, tray, compared } = this, inside = tray.contains(document.activeElement), number = this.number.format(this.chosen.length);
    const known = compared.filter((id) => this.views.has(id));
    const chips = element("ul", {}, ...this.chosen.map((block) => this.chipView(block)));
    const shown = element("details", { open: this.trayOpen, ontoggle: () => { this.trayOpen = shown.open; } }, element("summary", {}, fill(texts.chosen, { number })), chips);
    const undo = element("button", { type: "button", class: "quiet undo", "aria-disabled": String(!this.undone.chosen.length), onclick: () => this.undoChosen() }, texts.undo);
    const pair = known.length ? [known.length < 2 ? element("span", { class: "small" }, texts.pick_two) : "", element("button", { type: "button", "aria-disabled": String(known.length < 2), onclick: () => this.compare(known) }, `${texts.side_by_side} (${known.length})`),
      element("button", { type: "button", class: "quiet", onclick: () => this.change("compared", []) }, texts.clear)] : [];
    tray.hidden = !this.chosen.length && !known.length && !this.undone.chosen.length;
    const picked = this.chosen.length || this.undone.chosen.length;
    tray.replaceChildren(...(picked ? [shown, undo] : []), ...(pair.length ? [element("div", { class: "pair" }, ...pair)] : []));
    // made anew: whoever stood here stays
    if (inside) (tray.hidden ? this.blindButton : tray.querySelector(".undo, button")).focus();
  },

  chipView(key) {
    const { name, practice } = this.chip(key), remove = fill(this.texts.remove, { name: name.text });
    return element("li", {}, element("span", { lang: name.lang || null }, element("b", {}, name.text), practice ? element("small", { lang: practice.lang }, practice.text) : null),
      element("button", { type: "button", class: "quiet", "aria-label": remove, onclick: () => this.choose(key) }, "×"));
  },

  /** What a chosen block is called, also when no option here holds it any more. */
  chip(key) {
    for (const option of this.options) {
      const found = option.blocks.find((block) => keyOf(option, block) === key);
      const practice = option.practice && (this.blind ? { text: this.hiddenName(option), lang: this.lang } : option.practice.title);
      if (found) return { name: { ...found.name, text: this.words(option, found.name.text) }, practice: practice ?? this.name(option) };
    }
    const { name = { text: key, lang: "" }, practice } = this.model.get("named")?.[key] ?? {};
    return this.blind && practice ? { name: { ...name, text: masked(name.text, practice.text, "…") } } : { name, practice };
  },
};
