// Options ranked for a need. Python gives values, reasons and sources; here only weights times
// values are computed anew when the weights move, with the same test vectors as in Python.

const SAME = 1e-9; // as in ranking.weighted_sum: a smaller difference is none
const FIRST_SWING = 100;
const MOST_COMPARED = 3;
const TOLD_AFTER = 700; // milliseconds of rest before the new order is read out

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const most = (numbers) => numbers.reduce((high, number) => Math.max(high, number), 0);

/** The same as ranking.weights.weights_for: shares that sum to 1; equal if nothing is given. */
export function shares(points) {
  const largest = most(points);
  if (!(largest > 0)) return points.map(() => 1 / points.length);
  // by the largest first: a sum of very large numbers is endless
  const parts = points.map((number) => number / largest), total = sum(parts);
  return parts.map((part) => part / total);
}

/** Points from 0 to 100 of every criterion, the first swing at 100, whatever was given. */
export function pointsOf(criteria, weights = {}) {
  const given = criteria.map(({ id, weight }) => Number(weights[id] ?? weight));
  const usable = given.map((number) => (Number.isFinite(number) && number > 0 ? number : 0));
  const largest = most(usable);
  return usable.map((number) => (largest ? (number / largest) * FIRST_SWING : FIRST_SWING));
}

/** Options by criteria: 0 to 1, null where the value is not known. */
export function valuesOf(options, criteria) {
  const known = (value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null);
  return options.map(({ values }) => criteria.map(({ id }) => known(values[id])));
}

/** The same as ranking.weighted_sum: what is sure, what is possible, the share that is known. */
export function scores(values, weights) {
  return values.map((row) => {
    const open = sum(weights.filter((_, at) => row[at] === null));
    const low = sum(weights.map((weight, at) => weight * (row[at] ?? 0)));
    return { low, high: low + open, known: Math.min(1, Math.max(0, 1 - open)) };
  });
}

/** One more than the scores that are higher; equals share the smaller number. */
export function ranks(lows) {
  return lows.map((own) => 1 + lows.filter((other) => other > own + SAME).length);
}

/** The same as ranking.dominance: for every option the places of those that dominate it. */
export function dominators(values, { possible = false } = {}) {
  const [above, below] = possible ? [1, 0] : [0, 1]; // what an unknown value may turn out to be
  const over = (one, other) => one.every((value, at) => (value ?? above) >= (other[at] ?? below))
    && one.some((value, at) => (value ?? above) > (other[at] ?? below));
  return values.map((own, place) => values.flatMap((row, at) => (at !== place && over(row, own) ? [at] : [])));
}

/** How far an option is ahead of each rival in each criterion; equal twins are no rivals. */
function leads(values, own) {
  return values.filter((_, at) => at !== own)
    .map((row) => row.map((value, at) => (values[own][at] ?? 0) - (value ?? 0)))
    .filter((lead) => lead.some((number) => Math.abs(number) > SAME));
}

/** Between which weights of one criterion the option is first, the others in their proportions. */
function winningWeights(rivals, weights, at) {
  const others = weights.map((weight, place) => (place === at ? 0 : weight)), total = sum(others);
  const spread = (place) => (place === at ? 0 : 1 / Math.max(1, weights.length - 1));
  const parts = others.map((weight, place) => (total > 0 ? weight / total : spread(place)));
  let low = 0, high = 1;
  for (const lead of rivals) {
    const rest = sum(lead.map((number, place) => number * parts[place])), slope = lead[at] - rest;
    if (slope > SAME) low = Math.max(low, -rest / slope);
    else if (slope < -SAME) high = Math.min(high, -rest / slope);
    else if (rest <= SAME) return [1, 0]; // no matter here, and the rival is ahead
  }
  return [low, high];
}

/** The same as ranking.way_to_win.weight_changes: the nearest single weight that makes it win. */
export function weightChanges(values, own, weights) {
  const rivals = leads(values, own);
  return weights.flatMap((now, at) => {
    const [low, high] = winningWeights(rivals, weights, at);
    return high - low > SAME ? [{ at, now, needed: Math.min(Math.max(now, low), high) }] : [];
  });
}

/** The same as ranking.way_to_win.value_changes: the single value that makes it win. */
export function valueChanges(values, own, weights) {
  const lows = scores(values, weights).map(({ low }) => low), lack = most(lows) - lows[own];
  return weights.flatMap((weight, at) => {
    const needed = (values[own][at] ?? 0) + lack / weight;
    return weight > 0 && needed <= 1 + SAME ? [{ at, now: values[own][at], needed: Math.min(1, needed) }] : [];
  });
}

/** Options in order of rank, then of id, each with its place in the list that was given. */
export function ranked(options, criteria, weights) {
  const found = scores(valuesOf(options, criteria), weights), places = ranks(found.map(({ low }) => low));
  const rows = options.map((option, at) => ({ option, at, rank: places[at], ...found[at] }));
  for (const row of rows) row.shared = places.filter((rank) => rank === row.rank).length > 1;
  return rows.sort((a, b) => a.rank - b.rank || (a.option.id < b.option.id ? -1 : 1));
}

/** A, B, … Z, AA: the name of an option while names are hidden. */
export function letter(at) {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

/** A text in which neither the title of an option nor its name before the colon stands. */
export function masked(text, title, name) {
  const parts = [title, title.split(":")[0].trim()].filter((part) => part.length > 3);
  return parts.reduce((found, part) => found.replaceAll(part, () => name), text);
}

/** A tick set or taken off; beyond the most that fit, the oldest goes. */
export function toggled(list, item, at_most = Infinity) {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item].slice(-at_most);
}

export function fill(text, values) {
  return Object.entries(values).reduce((found, [name, value]) => found.replaceAll(`{${name}}`, () => value), text);
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null) continue;
    if (name.startsWith("--")) made.style.setProperty(name, value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const hidden = (text) => element("span", { class: "unseen" }, text);

/** Value and interval of a score on one line: solid what is sure, hatched what is possible. */
function barView(low, high) {
  return element("span", { class: "bar", "aria-hidden": "true", "--low": low, "--high": high }, element("i"), element("i", { class: "maybe" }));
}

class Board {
  constructor(model, el) {
    Object.assign(this, { model, el, views: new Map(), timer: 0, trayOpen: matchMedia("(min-width: 60rem)").matches });
    el.classList.add("match-board");
    this.heard = ["need", "criteria", "presets", "options", "texts", "lang"].map((name) => [`change:${name}`, () => this.renew()]);
    for (const name of ["weights", "blind", "compared", "chosen", "opened"]) this.heard.push([`change:${name}`, () => this.take(name)]);
    for (const [event, listener] of this.heard) model.on(event, listener);
    this.printing = matchMedia("print");
    this.onPrint = () => this.openAll(this.printing.matches);
    this.printing.addEventListener("change", this.onPrint);
    this.build();
  }

  end() {
    for (const [event, listener] of this.heard) this.model.off(event, listener);
    this.printing.removeEventListener("change", this.onPrint);
    clearTimeout(this.timer);
    this.ended = true;
    this.el.replaceChildren();
  }

  /** The kernel gives several traits one after the other; what hangs on them is drawn once. */
  renew() {
    if (this.renewing) return;
    this.renewing = true;
    queueMicrotask(() => {
      this.renewing = false;
      if (!this.ended) this.build();
    });
  }

  build() {
    const { model, el } = this;
    for (const name of ["need", "criteria", "presets", "options", "texts", "lang"]) this[name] = model.get(name);
    for (const name of ["weights", "blind", "compared", "chosen", "opened"]) this[name] = model.get(name);
    Object.assign(this, { rows: undefined, undone: { weights: [], chosen: [] }, moving: null, lifted: null, asking: false });
    this.values = valuesOf(this.options, this.criteria);
    this.dominators = dominators(this.values);
    this.number = new Intl.NumberFormat(this.lang, { maximumFractionDigits: 0 });
    this.share = new Intl.NumberFormat(this.lang, { style: "percent", maximumFractionDigits: 0 });
    this.views.clear();
    el.lang = this.lang;
    const empty = !this.need?.title ? this.texts.no_need : this.options.length && this.criteria.length ? "" : this.texts.no_options;
    if (empty) el.replaceChildren(...(this.need?.title ? [this.needView()] : []), element("p", { class: "empty" }, empty));
    else this.frame();
  }

  frame() {
    const { texts } = this;
    this.told = element("p", { class: "unseen", role: "status" });
    this.list = element("ol", { class: "options" });
    this.tray = element("section", { class: "tray", "aria-label": fill(texts.chosen, { number: "" }).replace(/[\s:]+$/, "") });
    this.blindButton = element("button", { type: "button", class: "quiet", onclick: () => this.change("blind", !this.blind) });
    this.blindNote = element("p", { class: "note" }, texts.blind);
    this.status = element("p", { class: "count" });
    this.printed = element("p", { class: "printed" });
    const unknown = this.values.every((row) => row.every((value) => value === null));
    const head = element("div", { class: "head" }, element("div", {}, element("h2", {}, texts.ranked), this.status), this.blindButton);
    this.el.replaceChildren(this.told, this.needView(), element("div", { class: "body" }, this.weightsView(),
      element("div", { class: "main" }, head, this.printed, this.blindNote, unknown ? element("p", { class: "note" }, texts.all_unknown) : null, this.list)), this.tray);
    this.draw();
    this.openAll(this.printing.matches);
  }

  needView() {
    const { need, texts } = this;
    return element("p", { class: "need" }, element("span", {}, texts.need), " ", element(need.href ? "a" : "b", { href: need.href || null, lang: need.lang }, need.title));
  }

  // What the reader decides

  /** One trait decided here: the model is told and what shows it is drawn. */
  change(name, value) {
    this[name] = value;
    this.save(name);
    this.shown(name);
  }

  save(name) {
    this.model.set(name, this[name]);
    this.model.save_changes();
  }

  /** Somebody else decided: the kernel, or the reader before the page was opened again. */
  take(name) {
    const value = this.model.get(name);
    if (value === this[name]) return;
    this[name] = value;
    if (name === "weights") Object.assign(this, { lifted: null, moving: null });
    if (this.list?.isConnected) this.shown(name);
  }

  shown(name) {
    if (name === "weights") this.draw();
    else if (name === "opened") this.showOpen();
    else if (name === "blind") this.drawAgain();
    else this.showTicks();
  }

  /** New weights; one movement of a slider is one step to go back, however many values it passes. */
  weigh(weights, { moving = null, lifted = this.lifted } = {}) {
    if (moving === null || moving !== this.moving) this.undone.weights.push({ weights: this.weights, lifted: this.lifted, ranks: this.places() });
    Object.assign(this, { weights, moving, lifted });
    this.draw();
    // while a slider moves, the model hears of its end only
    if (moving === null) this.save("weights");
  }

  undoWeights() {
    const before = this.undone.weights.pop();
    if (!before) return;
    Object.assign(this, { weights: before.weights, lifted: before.lifted, moving: null });
    this.save("weights");
    this.draw();
  }

  pointsBy(change) {
    return { ...Object.fromEntries(this.criteria.map(({ id }, at) => [id, this.points[at]])), ...change };
  }

  choose(block) {
    this.undone.chosen.push(this.chosen);
    this.change("chosen", toggled(this.chosen, block));
  }

  undoChosen() {
    if (this.undone.chosen.length) this.change("chosen", this.undone.chosen.pop());
  }

  // Weights

  weightsView() {
    const { texts, criteria, presets } = this, wide = matchMedia("(min-width: 60rem)").matches;
    this.question = element("div", { class: "question" }, element("p", {}, texts.first_question), element("ul", {}, ...criteria.map((one) => this.liftView(one))));
    this.firstLine = element("b");
    this.answer = element("p", { class: "answer" }, element("span", {}, texts.first, " ", this.firstLine), element("button", { type: "button", class: "quiet", onclick: () => this.ask() }, texts.ask_again));
    this.others = element("p");
    this.sliders = criteria.map((one) => this.sliderView(one));
    this.swings = element("div", { class: "swings" }, this.answer, this.others, element("ul", {}, ...this.sliders.map(({ item }) => item)));
    this.presetButtons = presets.map((one) => element("button", { type: "button", class: "quiet", onclick: () => this.weigh({ ...one.weights }, { lifted: null }) }, one.label));
    this.presetNote = element("p", { class: "small" });
    const ready = presets.length ? element("div", { class: "presets" }, element("h3", {}, texts.presets), element("div", { role: "group", "aria-label": texts.presets }, ...this.presetButtons), this.presetNote) : null;
    this.back = element("button", { type: "button", class: "quiet", onclick: () => this.undoWeights() }, texts.undo_weights);
    const reset = element("button", { type: "button", class: "quiet", onclick: () => this.weigh({}, { lifted: null }) }, texts.reset);
    this.leaders = element("ol");
    return element("details", { class: "weights", open: wide }, element("summary", {}, element("h2", {}, texts.weights)), ready, this.question, this.swings,
      element("div", { class: "buttons" }, this.back, reset), element("div", { class: "leaders", "aria-hidden": "true" }, element("b", {}, texts.now_first), this.leaders));
  }

  rangeView({ worst, best, explain }) {
    const { texts } = this;
    const range = [element("span", {}, hidden(`${texts.worst} `), worst), element("span", { class: "arrow", "aria-hidden": "true" }, " → "), element("span", {}, hidden(` ${texts.best} `), best)];
    return explain ? element("details", { class: "range" }, element("summary", {}, ...range), element("p", {}, explain)) : element("p", { class: "range" }, ...range);
  }

  liftView(criterion) {
    const lift = () => {
      this.asking = false;
      this.weigh(this.pointsBy({ [criterion.id]: FIRST_SWING }), { lifted: criterion.id });
      this.sliders.find(({ id }) => id !== criterion.id)?.slider.focus({ preventScroll: true });
    };
    return element("li", {}, element("button", { type: "button", class: "lift", onclick: lift }, element("b", {}, criterion.label),
      element("span", {}, criterion.worst), element("span", { class: "arrow", "aria-hidden": "true" }, "→"), element("span", {}, criterion.best)));
  }

  sliderView(criterion) {
    const { id, label } = criterion, slider = element("input", { type: "range", min: "0", max: String(FIRST_SWING), step: "5", "aria-label": label });
    slider.oninput = () => this.weigh(this.pointsBy({ [id]: Number(slider.value) }), { moving: id, lifted: this.first });
    slider.onchange = () => this.save("weights");
    // another movement begins: it can be taken back alone
    slider.onpointerdown = slider.onblur = () => { this.moving = null; };
    const share = element("b", { class: "share" });
    return { id, slider, share, item: element("li", { "data-criterion": id }, element("span", { class: "label" }, element("b", {}, label), share), slider, this.rangeView(criterion)) };
  }

  ask() {
    this.asking = true;
    this.showWeights();
    this.question.querySelector("button")?.focus();
  }

  showWeights() {
    const { texts, criteria, points, weighed } = this, asked = this.asking || !Object.keys(this.weights).length;
    const first = Math.max(0, this.lifted === null ? points.indexOf(most(points)) : criteria.findIndex(({ id }) => id === this.lifted));
    this.first = criteria[first].id;
    this.question.hidden = !asked;
    this.swings.hidden = asked;
    say(this.firstLine, criteria[first].label);
    say(this.others, fill(texts.others_question, { criterion: criteria[first].label }));
    this.sliders.forEach(({ slider, share, item }, at) => {
      const words = `${fill(texts.points, { number: this.number.format(points[at]) })}, ${fill(texts.share, { percent: this.share.format(weighed[at]) })}`;
      if (Math.abs(Number(slider.value) - points[at]) > 2.5) slider.value = points[at];
      slider.setAttribute("aria-valuetext", words);
      slider.disabled = at === first;
      item.classList.toggle("lifted", at === first);
      say(share, this.share.format(weighed[at]));
    });
    this.back.setAttribute("aria-disabled", String(!this.undone.weights.length));
    const now = this.presetOf();
    this.presetButtons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === now)));
    say(this.presetNote, this.presets[now]?.explain ?? "");
  }

  presetOf() {
    return this.presets.findIndex(({ weights }) => pointsOf(this.criteria, weights).every((number, at) => Math.abs(number - this.points[at]) < SAME));
  }

  // The list

  places() {
    return new Map(this.rows.map(({ option, rank }) => [option.id, rank]));
  }

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
  }

  /** Names are hidden or shown: every card is made anew. */
  drawAgain() {
    this.views.clear();
    this.list.replaceChildren();
    this.draw();
  }

  showFrame() {
    const { texts, options, criteria } = this, blocked = options.filter(({ blocking }) => blocking.length).length;
    say(this.status, [fill(texts.number, { number: this.number.format(options.length) }), blocked ? fill(texts.number_blocked, { number: blocked }) : ""].filter(Boolean).join(" · "));
    say(this.blindButton, this.blind ? texts.show_names : texts.hide_names);
    this.blindNote.hidden = !this.blind;
    say(this.printed, `${texts.weights} – ${criteria.map(({ label }, at) => `${label} ${this.share.format(this.weighed[at])}`).join(", ")}`);
    this.leaders.replaceChildren(...this.rows.slice(0, 3).map(({ option }) => element("li", {}, this.name(option).text)));
    this.showOpen();
    this.showTicks();
  }

  /** The new order in words, once the slider rests. */
  tell(before) {
    clearTimeout(this.timer);
    if (before === undefined) return;
    const names = this.rows.slice(0, 3).map(({ option, rank }) => `${rank}. ${this.name(option).text}`).join("; ");
    const same = before === this.rows.map(({ option }) => option.id).join();
    this.timer = setTimeout(() => say(this.told, same ? this.texts.unchanged : fill(this.texts.announced, { names })), TOLD_AFTER);
  }

  name(option) {
    return this.blind ? { text: fill(this.texts.blind_name, { letter: letter(this.options.indexOf(option)) }), lang: this.lang } : option.title;
  }

  /** Words about an option as they may be shown now. */
  words(option, text) {
    return this.blind ? masked(text, option.title.text, this.name(option).text) : text;
  }

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
  }

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
      element("div", { class: "what" }, this.blind ? null : element("p", { class: "kicker" }, option.kicker), title, this.blockingView(option), this.dominatedView(option, at)),
      element("div", { class: "figures" }, element("p", {}, element("span", { class: "small" }, texts.score), " ", view.low, " ", view.high), view.bar, this.spanView(option, view)),
      view.strip, element("div", { class: "foot" }, view.button,
        element("label", { class: "compare" }, view.compare, texts.compare, hidden(` ${text}`))), view.details);
    return view;
  }

  countsView({ for_, against, unknown, blocks }) {
    const { texts } = this, counted = [["for", texts.count_for, for_], ["against", texts.count_against, against], ["ask", texts.count_unknown, unknown], ["blocks", texts.count_blocks, blocks]];
    return counted.map(([name, words, list]) => element("span", { class: name }, fill(words, { number: this.number.format(list.length) })));
  }

  reasonView(option, { text, href, source }) {
    const words = this.words(option, source || href || "");
    const where = this.blind ? element("span", { class: "source" }, this.texts.hidden_source) : element(href ? "a" : "span", { class: "source", href: href || null }, words);
    return element("li", {}, this.words(option, text), " ", source || href ? where : null);
  }

  blockingView(option) {
    if (!option.blocking.length) return null;
    return element("div", { class: "blocking" }, element("p", {}, element("b", {}, this.texts.blocking)), element("ul", {}, ...option.blocking.map((one) => this.reasonView(option, one))));
  }

  /** A better option with a blocking point is named only where there is no other. */
  dominatedView(option, at) {
    const better = this.rows.filter((row) => this.dominators[at].includes(row.at)).map((row) => row.option);
    if (!better.length) return null;
    const free = better.filter(({ blocking }) => !blocking.length || option.blocking.length), { texts } = this;
    const [name] = free.length ? free : better, words = !free.length ? texts.dominated_blocked : better.length > 1 ? texts.dominated_more : texts.dominated;
    return element("p", { class: "dominated" }, fill(words, { name: this.name(name).text, number: better.length - 1 }));
  }

  /** Ranks over all weights, from the best to the worst, and where it stands now. */
  spanView({ ranks: over, share }, view) {
    if (!over) return null;
    const number = this.options.length, words = [fill(this.texts.ranks, over), share == null ? "" : fill(this.texts.first_share, { percent: this.share.format(share) })];
    view.span = element("span", { class: "span", "aria-hidden": "true", "--best": (over.best - 1) / number, "--worst": over.worst / number }, element("i"), element("i", { class: "now" }));
    return element("div", { class: "over" }, view.span, element("p", { class: "small" }, words.filter(Boolean).join(", ")));
  }

  /** One slot a criterion, as wide as its weight and filled as far as its value. */
  stripView(place) {
    const slots = this.criteria.map(({ label }, at) => {
      const value = this.values[place][at], known = value !== null;
      return element("span", { class: known ? "slot" : "slot open", "--w": `var(--w${at})`, "--v": value ?? 0, title: label }, element("i"), element("span", {}, element("b", {}, known ? this.number.format(value * 100) : "?"), ` ${label}`));
    });
    return element("div", { class: "strip", role: "img" }, ...slots);
  }

  stripWords(place) {
    const { texts } = this;
    return this.criteria.map(({ label }, at) => {
      const value = this.values[place][at];
      return fill(value === null ? texts.value_unknown : texts.value, { criterion: label, value: this.number.format((value ?? 0) * 100), share: this.share.format(this.weighed[at]) });
    }).join("; ");
  }

  // Reasons

  toggle(id) {
    const { button } = this.views.get(id), before = button.getBoundingClientRect().top;
    this.change("opened", this.opened === id ? "" : id);
    // what closed above must not carry the reader away
    scrollBy(0, button.getBoundingClientRect().top - before);
  }

  showOpen() {
    for (const [id, view] of this.views) {
      const open = id === this.opened;
      if (view.details.hidden && !open) continue;
      if (open) this.fillDetails(view);
      view.details.hidden = !open && !this.allOpen;
      view.button.setAttribute("aria-expanded", String(open));
    }
  }

  /** On paper all reasons stand there. */
  openAll(all) {
    this.allOpen = all;
    for (const [id, view] of this.views) {
      if (all) this.fillDetails(view);
      view.details.hidden = !all && id !== this.opened;
    }
  }

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
  }

  intervalView({ low, high }) {
    const words = { low: Math.round(low * 100), high: Math.round(high * 100) };
    return high - low > SAME ? [element("p", { class: "small" }, fill(this.texts.interval, words))] : [];
  }

  valuesView({ option, at: place }) {
    const { texts } = this, value = (at) => this.values[place][at];
    const rows = this.criteria.map(({ label }, at) => element("tr", { class: value(at) === null ? "open" : "" }, element("th", { scope: "row" }, label),
      element("td", {}, barView(value(at) ?? 0, value(at) ?? 1), value(at) === null ? element("em", {}, texts.unknown) : this.number.format(value(at) * 100)),
      element("td", { class: "number" }, this.share.format(this.weighed[at]))));
    const head = [["col", texts.criterion], ["col", texts.value_head], ["col", texts.weight]].map(([scope, text]) => element("th", { scope }, text));
    return element("table", { "aria-label": `${texts.values} – ${this.name(option).text}` }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  }

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
  }

  /** Rounded away from what is now: at the shown weight it is first, not just level. */
  weightWords({ at, now, needed }) {
    const up = needed > now, percent = (up ? Math.ceil : Math.floor)(needed * 100 + (up ? -SAME : SAME)) / 100;
    return fill(up ? this.texts.weight_up : this.texts.weight_down, { criterion: this.criteria[at].label, needed: this.share.format(percent), now: this.share.format(now) });
  }

  valueWords({ at, now, needed }) {
    const words = { criterion: this.criteria[at].label, needed: this.number.format(Math.ceil(needed * 100 - SAME)), now: this.number.format((now ?? 0) * 100) };
    return fill(now === null ? this.texts.value_found : this.texts.value_up, words);
  }

  blocksView(option) {
    const { texts } = this, views = option.blocks.map((block) => this.blockView(option, block));
    return element("section", { class: "blocks" }, element("h4", {}, texts.blocks), views.length ? element("ul", {}, ...views) : element("p", { class: "small" }, texts.no_blocks));
  }

  blockView(option, { id, name, what, requires }) {
    const box = element("input", { type: "checkbox", name: "block", value: `${option.id}/${id}`, onchange: () => this.choose(`${option.id}/${id}`) });
    return element("li", {}, element("label", {}, box, element("b", { lang: name.lang }, this.words(option, name.text))), element("p", {}, this.words(option, what)),
      requires.length ? element("p", { class: "small" }, element("b", {}, this.texts.requires), ` ${requires.join(" · ")}`) : null);
  }

  // What was picked

  showTicks() {
    for (const [id, { compare, details, item }] of this.views) {
      compare.checked = this.compared.includes(id);
      for (const box of details.querySelectorAll("input[name=block]")) box.checked = this.chosen.includes(box.value);
      item.classList.toggle("picked", this.chosen.some((block) => block.startsWith(`${id}/`)));
    }
    this.showTray();
  }

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
  }

  chipView(block) {
    const [id, part] = block.split("/"), option = this.options.find((one) => one.id === id), found = option?.blocks.find((one) => one.id === part);
    const name = found ? { ...found.name, text: this.words(option, found.name.text) } : { text: block, lang: "" };
    return element("li", {}, element("span", { lang: name.lang || null }, element("b", {}, name.text), option ? element("small", { lang: this.name(option).lang }, this.name(option).text) : null),
      element("button", { type: "button", class: "quiet", "aria-label": fill(this.texts.remove, { name: name.text }), onclick: () => this.choose(block) }, "×"));
  }

  // Side by side

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
  }

  comparison(rows) {
    const { texts } = this, line = (label, view, name = "") => element("tr", { class: name }, element("th", { scope: "row" }, label), ...rows.map((row) => element("td", {}, ...[view(row)].flat())));
    const reasons = (list, { option }) => (list.length ? element("ul", {}, ...list.map((one) => this.reasonView(option, one))) : "–");
    const interval = ({ low, high }) => `${Math.round(low * 100)}${high - low > SAME ? ` ${fill(texts.up_to, { high: Math.round(high * 100) })}` : ""}`;
    const parts = [["for", "for_"], ["against", "against"], ["ask", "unknown"]];
    return [line(texts.rank, ({ rank, shared }) => `${rank}${shared ? "=" : ""}`), line(texts.score, interval),
      line(texts.blocked, (row) => reasons(row.option.blocking, row), rows.some(({ option }) => option.blocking.length) ? "blocked" : ""),
      ...this.criteria.map(({ label }, at) => line(`${label} · ${this.share.format(this.weighed[at])}`, (row) => this.comparedValue(rows, row, at))),
      ...parts.map(([name, list]) => line(texts[name], (row) => reasons(row.option[list], row)))];
  }

  comparedValue(rows, { at: place }, at) {
    const value = this.values[place][at], known = rows.map((row) => this.values[row.at][at]).filter((one) => one !== null);
    if (value === null) return [barView(0, 1), element("em", {}, this.texts.unknown)];
    const highest = known.length > 1 && value === most(known) && known.some((one) => one < value);
    return [barView(value, value), this.number.format(value * 100), highest ? element("span", { class: "best" }, ` ▲ ${this.texts.best_of}`) : null].filter(Boolean);
  }
}

function render({ model, el }) {
  const board = new Board(model, el);
  return () => board.end();
}

export default { render };
