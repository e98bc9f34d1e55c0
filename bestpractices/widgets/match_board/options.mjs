// The ranked list: a card an option, drawn once and moved when the order changes.

import { element, hidden, say } from "../parts/nodes.mjs";
import { barView } from "./bars.mjs";
import { PARTS, fill, letter, masked, toggled } from "./names.mjs";
import { pointsOf, ranked, shares } from "./ranking.mjs";

const MOST_COMPARED = 3;
const TOLD_AFTER = 700; // milliseconds of rest before the new order is read out

export const OptionsPart = {
  places() {
    return new Map(this.rows.map(({ option, rank }) => [option.id, rank]));
  },

  /** Ranks anew and shows it; who is focused and how far is scrolled stays. */
  draw() {
    const { criteria, list } = this, before = this.rows?.map(({ option }) => option.id).join();
    this.points = pointsOf(criteria, this.weights);
    this.weighed = shares(this.points);
    this.rows = ranked(this.options, criteria, this.weighed);
    this.weighed.forEach((share, at) => list.style.setProperty(`--w${at}`, share.toFixed(4)));
    this.showWeights();
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    this.rows.forEach((row, at) => {
      const { item } = this.show(row);
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    });
    while (list.children.length > this.rows.length) list.lastChild.remove();
    if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
    this.showFrame();
    this.tell(before);
  },

  /** Names are hidden or shown: every card is made anew. */
  drawAgain() {
    this.views.clear();
    this.list.replaceChildren();
    this.draw();
  },

  showFrame() {
    const { texts, options, criteria } = this, blocked = options.filter(({ blocking }) => blocking.length).length;
    say(this.status, [fill(this.unit === PARTS ? texts.number_parts : texts.number, { number: this.number.format(options.length) }), blocked ? fill(texts.number_blocked, { number: blocked }) : ""].filter(Boolean).join(" · "));
    say(this.blindButton, this.blind ? texts.show_names : texts.hide_names);
    this.blindNote.hidden = !this.blind;
    say(this.printed, `${texts.weights} – ${criteria.map(({ label }, at) => `${label} ${this.share.format(this.weighed[at])}`).join(", ")}`);
    this.leaders.replaceChildren(...this.rows.slice(0, 3).map(({ option }) => element("li", {}, this.name(option).text)));
    this.showOpen();
    this.showTicks();
  },

  /** The new order in words, once the slider rests. */
  tell(before) {
    clearTimeout(this.timer);
    if (before === undefined) return;
    const names = this.rows.slice(0, 3).map(({ option, rank }) => `${rank}. ${this.name(option).text}`).join("; ");
    const same = before === this.rows.map(({ option }) => option.id).join();
    this.timer = setTimeout(() => say(this.told, same ? this.texts.unchanged : fill(this.texts.announced, { names })), TOLD_AFTER);
  },

  /** While names are hidden a block keeps its own, in which its practice is not named. */
  name(option) {
    if (!this.blind) return option.title;
    return option.practice ? { ...option.title, text: this.words(option, option.title.text) } : { text: this.hiddenName(option), lang: this.lang };
  },

  hiddenName(option) {
    return fill(this.texts.blind_name, { letter: letter(this.options.indexOf(option)) });
  },

  /** Words about an option as they may be shown now. */
  words(option, text) {
    return this.blind ? masked(text, (option.practice?.title ?? option.title).text, this.hiddenName(option)) : text;
  },

  show(row) {
    if (!this.views.has(row.option.id)) this.views.set(row.option.id, this.card(row));
    const view = this.views.get(row.option.id), { texts } = this, low = Math.round(row.low * 100), high = Math.round(row.high * 100);
    const steps = (this.undone.weights.at(-1)?.ranks.get(row.option.id) ?? row.rank) - row.rank;
    say(view.rank, `${row.rank}${row.shared ? "=" : ""}`);
    say(view.tie, row.shared ? texts.shared : "");
    say(view.moved, steps ? `${steps > 0 ? "▲" : "▼"} ${Math.abs(steps)}` : "");
    view.moved.hidden = !steps;
    view.moved.setAttribute("aria-label", fill(steps > 0 ? texts.up : texts.down, { number: Math.abs(steps) }));
    say(view.low, this.number.format(low));
    say(view.high, high > low ? fill(texts.up_to, { high: this.number.format(high) }) : "");
    view.bar.style.setProperty("--low", row.low.toFixed(4));
    view.bar.style.setProperty("--high", row.high.toFixed(4));
    view.strip.setAttribute("aria-label", this.stripWords(row.at));
    view.span?.style.setProperty("--now", ((row.rank - 0.5) / this.rows.length).toFixed(4));
    return view;
  },

  card({ option, at }) {
    const { texts } = this, { text, lang } = this.name(option), view = { option, at };
    for (const part of ["rank", "moved", "low", "high"]) view[part] = element(part === "low" ? "b" : "span", { class: part });
    view.tie = hidden("");
    view.strip = this.stripView(at);
    view.moved.setAttribute("role", "img");
    view.bar = barView(0, 0);
    view.button = element("button", { type: "button", class: "why", "aria-expanded": "false", onclick: () => this.toggle(option.id) },
      element("b", {}, texts.why), hidden(` ${text}`), ...this.countsView(option));
    view.details = element("div", { class: "details", hidden: true });
    view.compare = element("input", { type: "checkbox", onchange: () => this.change("compared", toggled(this.compared, option.id, MOST_COMPARED)) });
    const title = element("h3", { lang }, this.blind || !option.href ? text : element("a", { href: option.href }, text));
    view.item = element("li", { class: option.blocking.length ? "option blocked" : "option", "data-id": option.id },
      element("div", { class: "place" }, hidden(`${texts.rank} `), view.rank, view.tie, view.moved),
      element("div", { class: "what" }, this.kickerView(option), title, this.blockingView(option), this.dominatedView(option, at)),
      element("div", { class: "figures" }, element("p", {}, element("span", { class: "small" }, texts.score), " ", view.low, " ", view.high), view.bar, this.spanView(option, view)),
      view.strip, element("div", { class: "foot" }, view.button,
        element("label", { class: "compare" }, view.compare, texts.compare, hidden(` ${text}`))), view.details);
    return view;
  },

  /** Where it runs; of a block, the practice of which it is a part. */
  kickerView({ kicker, practice }) {
    if (this.blind || !(kicker || practice)) return null;
    return element("p", { class: "kicker", lang: practice?.title.lang ?? null }, practice?.title.text ?? kicker);
  },

  countsView({ for_, against, unknown, blocks, practice }) {
    const { texts } = this, counted = [["for", texts.count_for, for_], ["against", texts.count_against, against], ["ask", texts.count_unknown, unknown]];
    if (!practice) counted.push(["blocks", texts.count_blocks, blocks]);
    return counted.map(([name, words, list]) => element("span", { class: name }, fill(words, { number: this.number.format(list.length) })));
  },

  reasonView(option, { text, href, source }) {
    const words = this.words(option, source || href || "");
    const where = this.blind ? element("span", { class: "source" }, this.texts.hidden_source) : element(href ? "a" : "span", { class: "source", href: href || null }, words);
    return element("li", {}, this.words(option, text), " ", source || href ? where : null);
  },

  blockingView(option) {
    if (!option.blocking.length) return null;
    return element("div", { class: "blocking" }, element("p", {}, element("b", {}, this.texts.blocking)), element("ul", {}, ...option.blocking.map((one) => this.reasonView(option, one))));
  },

  /** A better option with a blocking point is named only where there is no other. */
  dominatedView(option, at) {
    const better = this.rows.filter((row) => this.dominators[at].includes(row.at)).map((row) => row.option);
    if (!better.length) return null;
    const free = better.filter(({ blocking }) => !blocking.length || option.blocking.length), { texts } = this;
    const [name] = free.length ? free : better, words = !free.length ? texts.dominated_blocked : better.length > 1 ? texts.dominated_more : texts.dominated;
    return element("p", { class: "dominated" }, fill(words, { name: this.name(name).text, number: better.length - 1 }));
  },

  /** Ranks over all weights, from the best to the worst, and where it stands now. */
  spanView({ ranks: over, share }, view) {
    if (!over) return null;
    const number = this.options.length, words = [fill(this.texts.ranks, over), share == null ? "" : fill(this.texts.first_share, { percent: this.share.format(share) })];
    view.span = element("span", { class: "span", "aria-hidden": "true", "--best": (over.best - 1) / number, "--worst": over.worst / number }, element("i"), element("i", { class: "now" }));
    return element("div", { class: "over" }, view.span, element("p", { class: "small" }, words.filter(Boolean).join(", ")));
  },

  /** One slot a criterion, as wide as its weight and filled as far as its value. */
  stripView(place) {
    const slots = this.criteria.map(({ label }, at) => {
      const value = this.values[place][at], known = value !== null;
      return element("span", { class: known ? "slot" : "slot open", "--w": `var(--w${at})`, "--v": value ?? 0, title: label }, element("i"), element("span", {}, element("b", {}, known ? this.number.format(value * 100) : "?"), ` ${label}`));
    });
    return element("div", { class: "strip", role: "img" }, ...slots);
  },

  stripWords(place) {
    const { texts } = this;
    return this.criteria.map(({ label }, at) => {
      const value = this.values[place][at];
      return fill(value === null ? texts.value_unknown : texts.value, { criterion: label, value: this.number.format((value ?? 0) * 100), share: this.share.format(this.weighed[at]) });
    }).join("; ");
  },
};
