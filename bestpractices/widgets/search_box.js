// A search in all records: asks the finder of search/finder.mjs, draws what it found and why. The
// finder and its index are fetched when somebody searches; question and facets stand in the address.

const SHOWN_AT_ONCE = 20;

/** State from a query string; of the facets only values that they know. */
export function fromAddress(search, facets) {
  const given = new URLSearchParams(search), chosen = {};
  for (const { id, options } of facets) {
    const known = (given.get(id) ?? "").split(",").filter((value) => Object.hasOwn(options, value));
    if (known.length) chosen[id] = [...new Set(known)];
  }
  return { query: given.get("q") ?? "", chosen };
}

export function toAddress({ query, chosen }) {
  const parts = Object.entries({ q: query, ...chosen }).filter(([, value]) => value.length)
    .map(([key, value]) => `${key}=${[value].flat().map(encodeURIComponent).join(",")}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** The values of a facet that a reader can tick: those that were found, and those ticked before. */
export function options(facet, counts, chosen = []) {
  const numbers = new Map(counts);
  const values = [...numbers.keys(), ...chosen.filter((value) => !numbers.has(value))];
  return values.filter((value) => Object.hasOwn(facet.options, value))
    .map((value) => ({ value, label: facet.options[value], number: numbers.get(value) ?? 0, checked: chosen.includes(value) }));
}

/** A sentence cut at its names, such as {word}: text and values in turn. */
export function filled(sentence, values) {
  return sentence.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? { name: part, text: String(values[part] ?? "") } : { text: part }))
    .filter(({ text }) => text);
}

/** One question with another word in the place of one. */
export function replaced(query, asked, word) {
  const at = query.indexOf(asked);
  return at < 0 ? word : query.slice(0, at) + word + query.slice(at + asked.length);
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else if (value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** Plain scripts, run in the order in which they stand. */
function script(address) {
  return new Promise((done, failed) => {
    const made = element("script", { src: address, async: false, onload: done, onerror: () => failed(new Error(address)) });
    document.head.append(made);
  });
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const fetched = new Map();

/** The finder of an index: fetched and built once, also when the page brings itself up to date. */
function finder({ index, engine, stemmers }) {
  if (!fetched.has(index)) {
    const parts = [import(engine), json(index), ...stemmers.map(script)];
    const made = Promise.all(parts).then(([{ Finder }, source]) => new Finder(source));
    made.catch(() => fetched.delete(index)); // the next letter tries again
    fetched.set(index, made);
  }
  return fetched.get(index);
}

const words = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

function reasonView({ field, word, asked, how }, { fields, sentences }) {
  const parts = filled(sentences[how] ?? "{field}: {word}", { field: fields[field] ?? field, word, asked });
  return element("li", {}, ...words(parts.map(({ name, text }) => ({ text, mark: name === "word" }))));
}

function hitView(hit, record, kind, shown) {
  const title = element("h2", {}, element("a", { href: shown.place + hit.address, lang: record.lang }, ...words(hit.title)));
  return element("li", { class: "card hit", "data-id": hit.address }, element("p", { class: "kicker" }, kind), title,
    element("ul", { class: "why", "aria-label": shown.texts.why }, ...hit.why.map((reason) => reasonView(reason, shown))));
}

function facetView(facet, values, open, tick) {
  const rows = values.map(({ value, label, number, checked }) => element("label", { class: "option" },
    element("input", { type: "checkbox", checked, value, onchange: () => tick(facet.id, value) }),
    element("span", {}, label), element("span", { class: "number" }, String(number))));
  const ticked = values.filter(({ checked }) => checked).length;
  return element("details", { open, "data-facet": facet.id },
    element("summary", {}, facet.label, ticked ? element("span", { class: "ticked" }, String(ticked)) : null),
    element("div", { class: "options", role: "group", "aria-label": facet.label }, ...rows));
}

function render({ model, el }) {
  const shown = Object.fromEntries(["records", "facets", "fields", "sentences", "texts", "place", "lang", "lists"].map((name) => [name, model.get(name)]));
  const { texts, facets } = shown, addressed = model.get("addressed"), wide = matchMedia("(min-width: 56rem)");
  const records = new Map(shown.records.map((record) => [record.id, record]));
  const state = { query: model.get("query"), chosen: model.get("chosen"), limit: SHOWN_AT_ONCE, open: new Set(wide.matches ? facets.slice(0, 3).map(({ id }) => id) : []) };
  if (addressed) Object.assign(state, fromAddress(location.search, facets));

  const box = element("input", { type: "search", class: "field", placeholder: texts.search, "aria-label": texts.search, value: state.query, enterkeyhint: "search", autocomplete: "off", spellcheck: false });
  const status = element("p", { class: "status", role: "status" }), meant = element("p", { class: "meant" });
  const list = element("ol", { class: "hits" }), more = element("button", { type: "button", class: "button quiet", hidden: true }, texts.more);
  const panel = element("details", { class: "filters", open: wide.matches, hidden: true }), sides = element("div", { class: "facets" });
  panel.append(element("summary", {}, texts.filters), sides);
  el.classList.add("search-box");
  el.setAttribute("lang", shown.lang);
  el.replaceChildren(element("div", { class: "tools", role: "search" }, box), element("div", { class: "body" }, panel, element("div", {}, status, meant, list, more)));
  let asked = 0, ended = false;

  function keep() {
    for (const name of ["query", "chosen"]) model.set(name, state[name]);
    model.save_changes();
    if (addressed) history.replaceState(history.state, "", location.pathname + toAddress(state) + location.hash);
  }
  async function update() {
    const number = ++asked;
    if (!state.query.trim()) return say("empty");
    if (!list.querySelector(".hit")) status.replaceChildren(texts.loading);
    try {
      const found = await finder({ index: model.get("index"), engine: model.get("engine"), stemmers: model.get("stemmers") });
      if (number === asked && !ended) draw(found);
    } catch {
      if (number === asked && !ended) say("failed");
    }
  }
  function lists() {
    return element("ul", { class: "chips" }, ...shown.lists.map(({ href, label }) => element("li", {}, element("a", { class: "chip", href }, label))));
  }
  /** Nothing to show: one sentence, and where to go on. */
  function say(why, ...others) {
    status.replaceChildren(why === "empty" ? "" : texts[why]);
    if (why !== "nothing") panel.hidden = true;
    meant.replaceChildren(...others);
    more.hidden = true;
    list.replaceChildren(element("li", { class: "empty" }, element("p", {}, why === "empty" ? texts.empty : texts.lists), lists()));
  }
  function draw(found) {
    const { query, chosen, limit } = state;
    const answer = found.answer(query, { lang: shown.lang, where: chosen, limit });
    drawFacets(answer.facets);
    const guesses = answer.meant.map((guess) => element("button", { type: "button", class: "chip guess", onclick: () => ask(replaced(query, guess.asked, guess.word)) }, texts.meant.replace("{word}", guess.word)));
    const filters = Object.values(chosen).flat().length ? element("button", { type: "button", class: "button quiet", onclick: reset }, texts.reset) : null;
    if (answer.advice) return say(answer.advice, ...guesses, ...(filters ? [filters] : []));
    status.replaceChildren(texts.found.replace("{number}", answer.total), ...(filters ? [filters] : []));
    meant.replaceChildren(...guesses);
    list.replaceChildren(...answer.hits.filter(({ address }) => records.has(address)).map((hit) => {
      const record = records.get(hit.address), kinds = facets.find(({ id }) => id === "kind").options;
      const title = found.marked(record.title, record.lang ?? shown.lang, found.termsOf(answer.leads, hit.address));
      return hitView({ ...hit, title }, record, kinds[found.kindOf(hit.address)], shown);
    }));
    more.hidden = answer.total <= limit;
  }
  function drawFacets(counts) {
    for (const side of sides.querySelectorAll("details")) state.open[side.open ? "add" : "delete"](side.dataset.facet);
    const views = facets.map((facet) => [facet, options(facet, counts[facet.id] ?? [], state.chosen[facet.id])])
      .filter(([, values]) => values.length)
      .map(([facet, values]) => facetView(facet, values, state.open.has(facet.id) || values.some(({ checked }) => checked), tick));
    sides.replaceChildren(...views);
    panel.hidden = !views.length;
  }
  function ask(query, chosen = state.chosen) {
    Object.assign(state, { query, chosen, limit: SHOWN_AT_ONCE });
    if (box.value !== query) box.value = query;
    keep();
    return update();
  }
  async function tick(facet, value) {
    const now = state.chosen[facet] ?? [];
    const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
    const others = Object.entries(state.chosen).filter(([name]) => name !== facet);
    await ask(state.query, Object.fromEntries(next.length ? [...others, [facet, next]] : others));
    sides.querySelector(`[data-facet="${facet}"] input[value="${CSS.escape(value)}"]`)?.focus();
  }
  async function reset() {
    await ask(state.query, {});
    box.focus();
  }
  async function showMore() {
    const before = list.children.length;
    state.limit += SHOWN_AT_ONCE;
    await update();
    list.children[before]?.querySelector("a").focus();
  }
  /** Arrows lead from the box to the hits and from one to the next. */
  function onKey(event) {
    const stops = [box, ...list.querySelectorAll("h2 a")], at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }
  const onType = () => ask(box.value), onBack = () => {
    const { query, chosen } = fromAddress(location.search, facets);
    ask(query, chosen);
  };
  box.addEventListener("input", onType);
  more.addEventListener("click", showMore);
  el.addEventListener("keydown", onKey);
  if (addressed) addEventListener("popstate", onBack);
  update();
  return () => {
    ended = true;
    box.removeEventListener("input", onType);
    more.removeEventListener("click", showMore);
    el.removeEventListener("keydown", onKey);
    removeEventListener("popstate", onBack);
    el.replaceChildren();
  };
}

export default { render };
