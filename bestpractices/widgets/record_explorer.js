// Cards that a reader searches, filters, sorts and compares. Reads traits, computes nothing but
// which cards fit; the state lives in traits and, where wanted, in the page's address.

const SIGNS = { "İ": "i", I: "i", "ı": "i", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "’": "'", "‘": "'", "\u00a0": " " };

const ORDERS = ["title", "evidence", "newest"];

/** The same as bestpractices.analysis.folding.fold. @param {string} text */
export function fold(text) {
  const plain = [...text.normalize("NFC")].map((sign) => SIGNS[sign] ?? sign).join("");
  return plain.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Every word of the query begins a word of the card. */
export function fitsWords(card, query) {
  const words = fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => card.words.includes(` ${word}`));
}

/** In each facet with a tick at least one ticked option belongs to the card. */
export function fitsFacets(card, chosen, except) {
  return Object.entries(chosen).every(([facet, options]) =>
    facet === except || !options.length || options.some((option) => card.facets[facet]?.includes(option)));
}

/** How many cards each option of a facet would leave, the other facets kept. */
export function counts(cards, facet, chosen, query) {
  const fitting = cards.filter((card) => fitsWords(card, query) && fitsFacets(card, chosen, facet.id));
  return Object.fromEntries(facet.options.map(({ id }) =>
    [id, fitting.filter((card) => card.facets[facet.id]?.includes(id)).length]));
}

export function fitting(cards, chosen, query, order) {
  const found = cards.filter((card) => fitsWords(card, query) && fitsFacets(card, chosen));
  if (order === "evidence") found.sort((a, b) => (b.evidence?.step ?? 0) - (a.evidence?.step ?? 0));
  if (order === "newest") found.sort((a, b) => (b.year ?? 0) - (a.year ?? 0));
  return found;
}

/** State from a query string, only what the facets know. */
export function fromAddress(search, facets, ids) {
  const given = new URLSearchParams(search);
  const chosen = {};
  for (const { id, options } of facets) {
    const known = (given.get(id) ?? "").split(",").filter((o) => options.some((option) => option.id === o));
    if (known.length) chosen[id] = known;
  }
  const named = new Set((given.get("compare") ?? "").split(","));
  const compared = [...named].filter((id) => ids.includes(id)).slice(0, 3);
  const order = ORDERS.find((known) => known === given.get("order")) ?? ORDERS[0];
  return { query: given.get("q") ?? "", chosen, compared, order };
}

export function toAddress({ query, chosen, compared, order }) {
  const parts = Object.entries({ q: query, ...chosen, compare: compared, order: order === "title" ? "" : order })
    .filter(([, value]) => value.length)
    .map(([key, value]) => `${key}=${[value].flat().map(encodeURIComponent).join(",")}`);
  return parts.length ? `?${parts.join("&")}` : "";
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

function cardView(card, texts, toggle) {
  const compare = card.compare && element("label", { class: "compare-pick" },
    element("input", { type: "checkbox", onchange: () => toggle(card.id) }),
    texts.compare, element("span", { class: "visually-hidden" }, ` ${card.title.text}`));
  const ladder = card.evidence && element("span", {},
    element("span", { class: "ladder", "aria-hidden": "true" },
      ...[1, 2, 3, 4, 5].map((step) => element("i", { class: step <= card.evidence.step ? "on" : "" }))),
    card.evidence.text);
  return element("li", { "data-id": card.id }, element("article", { class: "card record-card" },
    element("p", { class: "kicker" }, card.kicker),
    element("h2", {}, element("a", { href: card.href, lang: card.title.lang }, card.title.text)),
    card.summary && element("p", { class: "summary", lang: card.summary.lang }, card.summary.text),
    element("ul", { class: "chips" }, ...card.chips.map((chip) => element("li", { class: "chip" }, chip))),
    element("div", { class: "foot" }, ladder, card.foot && element("span", {}, card.foot),
      card.mark ? element("span", { class: "mark" }, card.mark) : null, compare)));
}

function facetView(facet, state, number, texts, tick) {
  const chosen = state.chosen[facet.id] ?? [];
  const options = facet.options.map(({ id, label }) => {
    const box = element("input", { type: "checkbox", checked: chosen.includes(id), value: id, onchange: () => tick(facet.id, id) });
    return element("label", { class: number[id] || box.checked ? "option" : "option none" }, box,
      element("span", {}, label), element("span", { class: "number" }, String(number[id])));
  });
  return element("details", { open: Boolean(chosen.length) || state.open.has(facet.id), "data-facet": facet.id },
    element("summary", {}, facet.label, chosen.length ? element("span", { class: "ticked" }, String(chosen.length)) : null),
    element("div", { class: "options", role: "group", "aria-label": facet.label }, ...options));
}

/** One button for each ticked option: what narrows the list is seen and taken off at one place. */
function chosenView(facets, state, texts, tick) {
  return facets.flatMap((facet) => facet.options
    .filter(({ id }) => state.chosen[facet.id]?.includes(id))
    .map(({ id, label }) => element("button", { type: "button", class: "chip chosen", "aria-label": `${texts.remove} ${label}`, onclick: () => tick(facet.id, id) },
      label, element("span", { "aria-hidden": "true" }, " ×"))));
}

function comparisonView(cards, texts, close) {
  const heads = cards.map((card) => element("th", { scope: "col", lang: card.title.lang },
    element("a", { href: card.href }, card.title.text)));
  const rows = cards[0].compare.map(({ label }, at) => element("tr", {}, element("th", { scope: "row" }, label),
    ...cards.map((card) => element("td", {}, ...card.compare[at].lines.map((line) => element("p", {}, line))))));
  const dialog = element("dialog", { class: "comparison", "aria-label": texts.side_by_side, onclose: close },
    element("form", { method: "dialog" }, element("h2", {}, texts.side_by_side),
      element("button", { class: "button quiet" }, texts.close)),
    element("div", { class: "table-scroll" }, element("table", {},
      element("thead", {}, element("tr", {}, element("td", {}), ...heads)), element("tbody", {}, ...rows))));
  return dialog;
}

function render({ model, el }) {
  const cards = model.get("records"), facets = model.get("facets"), texts = model.get("texts");
  const addressed = model.get("addressed"), wide = matchMedia("(min-width: 56rem)");
  const ids = cards.map(({ id }) => id);
  const state = { query: model.get("query"), chosen: { ...model.get("chosen") }, compared: [...model.get("compared")], order: "title", open: new Set(wide.matches ? facets.slice(0, 2).map(({ id }) => id) : []) };
  if (addressed) Object.assign(state, fromAddress(location.search, facets, ids));

  const search = element("input", { type: "search", class: "field", placeholder: texts.search, "aria-label": texts.search, value: state.query, enterkeyhint: "search" });
  const order = element("select", { class: "field", "aria-label": texts.order }, ...Object.entries(texts.orders).map(([id, label]) => element("option", { value: id, selected: id === state.order }, label)));
  const status = element("p", { class: "status", role: "status" }), list = element("ul", { class: "grid" });
  const panel = element("details", { class: "filters", open: wide.matches }), sides = element("div", { class: "facets" });
  panel.append(element("summary", {}, texts.filters), sides);
  const bar = element("div", { class: "compare-bar", hidden: true });
  el.classList.add("record-explorer");
  el.setAttribute("lang", model.get("lang"));
  el.replaceChildren(element("div", { class: "tools" }, search, order), element("div", { class: "body" }, panel, element("div", {}, status, list)), bar);

  function save() {
    for (const name of ["query", "chosen", "compared"]) model.set(name, state[name]);
    model.save_changes();
    if (addressed) history.replaceState(null, "", location.pathname + toAddress(state) + location.hash);
  }
  function update() {
    save();
    draw();
  }
  function tick(facet, option) {
    const now = state.chosen[facet] ?? [];
    state.chosen = { ...state.chosen, [facet]: now.includes(option) ? now.filter((o) => o !== option) : [...now, option] };
    update();
    sides.querySelector(`[data-facet="${facet}"] input[value="${CSS.escape(option)}"]`)?.focus();
  }
  function toggle(id) {
    state.compared = state.compared.includes(id) ? state.compared.filter((other) => other !== id) : [...state.compared, id].slice(-3);
    update();
    list.querySelector(`[data-id="${CSS.escape(id)}"] input`)?.focus();
  }
  function reset() {
    Object.assign(state, { query: "", chosen: {} });
    search.value = "";
    update();
    search.focus();
  }
  function compare() {
    const dialog = comparisonView(state.compared.map((id) => cards[ids.indexOf(id)]), texts, () => dialog.remove());
    el.append(dialog);
    dialog.showModal();
  }
  // A card is made once: drawn anew, it would lose the height that the browser knows of it.
  const views = new Map();
  function viewOf(card) {
    if (!views.has(card.id)) views.set(card.id, cardView(card, texts, toggle));
    return views.get(card.id);
  }
  function place(items) {
    if (items.length === list.children.length && items.every((item, at) => item === list.children[at])) return;
    list.replaceChildren(...items);
  }
  function draw() {
    const found = fitting(cards, state.chosen, state.query, state.order);
    const filtered = state.query || Object.values(state.chosen).some((options) => options.length);
    for (const side of sides.querySelectorAll("details")) state.open[side.open ? "add" : "delete"](side.dataset.facet);
    sides.replaceChildren(...facets.map((facet) => facetView(facet, state, counts(cards, facet, state.chosen, state.query), texts, tick)));
    status.replaceChildren(texts.found.replace("{number}", found.length).replace("{all}", cards.length), ...chosenView(facets, state, texts, tick), filtered ? element("button", { type: "button", class: "button quiet", onclick: reset }, texts.reset) : "");
    place(found.length ? found.map(viewOf) : [element("li", { class: "empty" }, element("p", {}, texts.nothing))]);
    for (const [id, view] of views) for (const box of view.querySelectorAll("input")) box.checked = state.compared.includes(id);
    bar.hidden = !state.compared.length;
    bar.replaceChildren(element("span", {}, texts.picked.replace("{number}", state.compared.length)),
      element("button", { type: "button", class: "button", disabled: state.compared.length < 2, onclick: compare }, texts.side_by_side),
      element("button", { type: "button", class: "button quiet", onclick: () => { state.compared = []; update(); } }, texts.clear));
  }
  /** Somebody else decided: the kernel, or the reader before the page was opened again. */
  function take(name) {
    if (model.get(name) === state[name]) return;
    state[name] = name === "compared" ? model.get(name).filter((id) => ids.includes(id)) : model.get(name);
    search.value = state.query;
    draw();
  }
  const heard = ["query", "chosen", "compared"].map((name) => [`change:${name}`, () => take(name)]);
  const onSearch = () => { state.query = search.value; update(); };
  const onOrder = () => { state.order = order.value; update(); };
  search.addEventListener("input", onSearch);
  order.addEventListener("change", onOrder);
  for (const [event, listener] of heard) model.on(event, listener);
  draw();
  return () => {
    search.removeEventListener("input", onSearch);
    order.removeEventListener("change", onOrder);
    for (const [event, listener] of heard) model.off(event, listener);
    el.replaceChildren();
  };
}

export default { render };
