// Themes of needs by methods of practices. Reads traits, computes nothing but which records fit a
// cell; what a reader chose lives in traits and, where wanted, in the page's address.

const ORDERS = ["needs", "title"];
const STATE = ["theme", "method", "group", "evidence", "order"]; // as they stand in an address

/** An empty method is any. */
const withMethod = (practices, method) => practices.filter(({ methods }) => !method || methods.includes(method));
const urgentOf = (row) => row.needs.filter((need) => need.urgent).length;

/**
 * The same as bestpractices.analysis.gaps.gap_map: rows that a need names, each with its cells.
 * The first cell is the whole row, whatever the method.
 */
export function gapMap({ themes, methods, practices, needs, levels }, { group, evidence }) {
  const least = Math.max(0, levels.findIndex(({ id }) => id === evidence));
  const fits = ({ groups }) => !group || groups.includes(group);
  const strong = practices.filter((practice) => fits(practice) && practice.step >= least);
  return themes.map((theme) => {
    const here = strong.filter((practice) => practice.themes.includes(theme.id));
    const near = strong.filter((practice) => !here.includes(practice) && practice.themes.some((other) => theme.neighbours.includes(other)));
    const all = practices.filter((practice) => practice.themes.includes(theme.id));
    const cell = ({ id }) => ({ method: id, practices: withMethod(here, id), nearby: withMethod(near, id), unfiltered: withMethod(all, id).length });
    return { theme, needs: needs.filter((need) => fits(need) && need.themes.includes(theme.id)), cells: [{ id: "" }, ...methods].map(cell) };
  }).filter((row) => row.needs.length);
}

/** Rows by the alphabet, or by how many needs fit; the order that Python gave settles ties. */
export function sorted(rows, order) {
  if (order === "title") return [...rows].sort((a, b) => a.theme.place - b.theme.place);
  return [...rows].sort((a, b) => b.needs.length - a.needs.length || urgentOf(b) - urgentOf(a));
}

/** How many of each level, strongest first: [[step, number], ...]. */
export function split(practices) {
  const counts = new Map();
  for (const { step } of practices) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => b - a);
}

/** State from a query string, only what the map knows; a method without a theme opens nothing. */
export function fromAddress(search, { themes, methods, levels, groups }) {
  const given = new URLSearchParams(search);
  const known = (name, words) => words.find(({ id }) => id === given.get(name))?.id ?? "";
  const theme = known("theme", themes);
  return {
    group: known("group", groups), evidence: known("evidence", levels), theme, method: theme && known("method", methods),
    order: ORDERS.find((order) => order === given.get("order")) ?? ORDERS[0],
  };
}

export function toAddress(state) {
  const parts = STATE.filter((name) => state[name] && state[name] !== ORDERS[0]).map((name) => `${name}=${encodeURIComponent(state[name])}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** Where a key leads in a grid of so many rows and columns; null for a key that leads nowhere. */
export function moved([row, column], key, [rows, columns], far = false) {
  const within = (at, number) => Math.min(Math.max(at, 0), number - 1);
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (key === "Home") return [far ? 0 : row, 0];
  if (key === "End") return [far ? rows - 1 : row, columns - 1];
  if (!Object.hasOwn(steps, key)) return null;
  return [within(row + steps[key][0], rows), within(column + steps[key][1], columns)];
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

const ladder = (step) => element("span", { class: "ladder", "aria-hidden": "true" }, ...[1, 2, 3, 4, 5].map((at) => element("i", { class: at <= step ? "on" : "" })));

/** What is said of a cell without practices: none in the base, or so many without the filter. */
const missing = (cell, texts) => (cell.unfiltered ? texts.filtered.replace("{number}", cell.unfiltered) : texts.none);

/** A cell in words: what stands in it, how sure it is, and what waits for it. */
export function inWords(row, cell, { texts, levels, methods }) {
  const method = methods.find(({ id }) => id === cell.method)?.label ?? texts.all_methods;
  const say = (label, value) => value && texts.said.replace("{label}", label).replace("{value}", value);
  const counts = split(cell.practices).map(([step, number]) => `${levels[step].label} ${number}`);
  const found = cell.practices.length ? [say(texts.practices, cell.practices.length), say(texts.evidence, counts.join(", "))] : [missing(cell, texts)];
  return [`${row.theme.label} × ${method}`, ...found, say(texts.needs, row.needs.length), say(texts.urgent, urgentOf(row))].filter(Boolean).join(" · ");
}

/** The button of a place in the grid: the tabulator reaches one, arrows the others. */
function placeView(at, words, ...children) {
  return element("button", { type: "button", tabindex: "-1", "aria-label": words, "data-at": at.join(), "aria-haspopup": "dialog" }, ...children);
}

function rowView(row, y, words) {
  const { texts } = words, urgent = urgentOf(row);
  const head = placeView([y, 0], inWords(row, row.cells[0], words), element("b", {}, row.theme.label),
    element("small", {}, `${texts.needs} ${row.needs.length} `, urgent ? element("span", { class: "urgent", title: texts.urgent }, `▲ ${urgent}`) : null));
  const cells = row.cells.map((cell, x) => {
    const { step } = cell.practices[0] ?? {}, sign = cell.practices.length || (cell.unfiltered ? "0" : "–");
    const button = placeView([y, x + 1], inWords(row, cell, words), element("b", {}, String(sign)), step === undefined ? null : ladder(step));
    return element("td", { class: `cell ${step === undefined ? "blank" : `step-${step}`}` }, button);
  });
  return element("tr", {}, element("th", { scope: "row" }, head), ...cells);
}

function listView(heading, records, note) {
  const views = records.map((record) => element("li", {}, element("a", { href: record.href, lang: record.title.lang }, record.title.text),
    element("span", { class: "note" }, ...note(record), record.mark ? element("span", { class: "mark" }, record.mark) : null)));
  return views.length ? [element("h3", {}, `${heading} (${views.length})`), element("ul", {}, ...views)] : [];
}

/** The records of a cell, or what to look for where there are none. */
function drawerView(row, cell, { texts, levels, methods }, href) {
  const method = methods.find(({ id }) => id === cell.method);
  const practice = ({ step }) => [ladder(step), levels[step].label];
  const need = ({ urgent }) => (urgent ? [element("span", { class: "urgent" }, `▲ ${texts.urgent}`)] : []);
  const none = cell.practices.length ? [] : [
    element("p", { class: "missing" }, element("strong", {}, missing(cell, texts))),
    cell.unfiltered ? "" : element("p", {}, texts.catalogue),
    ...listView(method ? texts.nearby : texts.nearby_any, cell.nearby, practice),
  ];
  const query = `?themes=${row.theme.id}${method ? `&methods=${method.id}` : ""}`;
  return element("dialog", { class: "drawer", "aria-label": [row.theme.label, method?.label].filter(Boolean).join(" × ") },
    element("form", { method: "dialog" }, element("h2", {}, row.theme.label, method ? element("small", {}, ` × ${method.label}`) : null),
      element("button", { class: "button quiet" }, texts.close)),
    ...none, ...listView(texts.practices, cell.practices, practice),
    cell.unfiltered && href ? element("p", {}, element("a", { href: href + query }, texts.open_list)) : null,
    ...listView(texts.needs, row.needs, need));
}

function choice(name, label, options, value, change) {
  return element("label", {}, element("span", {}, label), element("select", { class: "field", "data-name": name, onchange: (event) => change(name, event.target.value) },
    ...options.map((option) => element("option", { value: option.id, selected: option.id === value }, option.label))));
}

function render({ model, el }) {
  const data = Object.fromEntries(["themes", "methods", "practices", "needs", "levels", "groups", "texts"].map((name) => [name, model.get(name)]));
  const { texts, levels, methods } = data, addressed = model.get("addressed");
  const state = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  if (addressed) Object.assign(state, fromAddress(location.search, data));
  let rows = [], at = [0, 0], drawer = null;

  const tools = element("div", { class: "tools" }), status = element("p", { class: "status", role: "status" });
  const body = element("tbody"), words = element("p", { class: "words", "aria-hidden": "true", hidden: true });
  const heads = [{ label: texts.all_methods }, ...methods].map(({ label }) => element("th", { scope: "col" }, element("span", {}, label)));
  const table = element("table", { role: "grid", "aria-label": texts.caption },
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, texts.theme), ...heads)), body);
  el.classList.add("gap-map");
  el.setAttribute("lang", model.get("lang"));
  el.replaceChildren(tools, status, element("div", { class: "matrix" }, table), words);

  const buttonAt = (place) => body.querySelector(`[data-at="${place.join()}"]`);
  const placeOf = (target) => target.closest("[data-at]")?.dataset.at.split(",").map(Number);
  const cellAt = ([y, x]) => [rows[y], rows[y].cells[Math.max(x - 1, 0)]];
  function save() {
    for (const name of STATE) model.set(name, state[name]);
    model.save_changes();
    if (addressed) history.replaceState(null, "", location.pathname + toAddress(state) + location.hash);
  }
  function choose(name, value) {
    state[name] = value;
    save();
    draw();
    tools.querySelector(`[data-name="${name}"]`).focus();
  }
  function draw() {
    const occurring = levels.filter((_, step) => step && data.practices.some((practice) => practice.step >= step));
    tools.replaceChildren(
      choice("group", texts.group, [{ id: "", label: texts.all_groups }, ...data.groups], state.group, choose),
      choice("evidence", texts.at_least, [{ id: "", label: texts.all_levels }, ...occurring], state.evidence, choose),
      choice("order", texts.order, ORDERS.map((id) => ({ id, label: texts.orders[id] })), state.order, choose));
    rows = sorted(gapMap(data, state), state.order);
    body.replaceChildren(...rows.map((row, y) => rowView(row, y, data)));
    const filtered = state.group || state.evidence ? `${texts.zero} ${state.group ? texts.wider : ""}` : texts.hint;
    status.textContent = rows.length ? filtered : texts.no_rows;
    words.hidden = true;
    stand([Math.max(0, Math.min(at[0], rows.length - 1)), at[1]]);
  }
  function stand(place) {
    buttonAt(at)?.setAttribute("tabindex", "-1");
    at = place;
    buttonAt(at)?.setAttribute("tabindex", "0");
  }
  function open(place) {
    const [row, cell] = cellAt(place);
    Object.assign(state, { theme: row.theme.id, method: cell.method });
    save();
    drawer?.remove();
    const shown = drawerView(row, cell, data, model.get("practices_href"));
    shown.addEventListener("close", () => shut(shown, place));
    shown.addEventListener("click", (event) => event.target === shown && shown.close());
    el.append(drawer = shown);
    shown.showModal();
  }
  function shut(shown, place) {
    shown.remove();
    if (drawer !== shown) return;
    drawer = null;
    Object.assign(state, { theme: "", method: "" });
    save();
    stand(place);
    buttonAt(place)?.focus();
  }
  /** Opens what the state names; a theme that the filter took away opens nothing. */
  function openNamed() {
    const y = rows.findIndex(({ theme }) => theme.id === state.theme);
    const x = state.method ? methods.findIndex(({ id }) => id === state.method) + 2 : 0;
    if (y >= 0 && el.isConnected) open([y, x]);
  }
  /** Somebody else decided: the kernel, or the reader before the page was opened again. */
  function take(name) {
    if (model.get(name) === state[name]) return;
    state[name] = model.get(name);
    draw();
    if (state.theme) openNamed();
    else drawer?.close();
  }
  function onKey(event) {
    const next = moved(at, event.key, [rows.length, methods.length + 2], event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    stand(next);
    buttonAt(next).focus();
  }
  function tell(event) {
    const place = placeOf(event.target);
    if (!place) return;
    if (event.type === "focusin") stand(place);
    words.textContent = inWords(...cellAt(place), data);
    words.hidden = false;
  }
  const listeners = { click: ({ target }) => placeOf(target) && open(placeOf(target)), keydown: onKey, focusin: tell, mouseover: tell };
  const heard = STATE.map((name) => [`change:${name}`, () => take(name)]);
  for (const [name, listener] of Object.entries(listeners)) body.addEventListener(name, listener);
  for (const [name, listener] of heard) model.on(name, listener);
  draw();
  // A dialog can be shown only once its element stands in the page.
  const soon = state.theme ? requestAnimationFrame(openNamed) : 0;
  return () => {
    cancelAnimationFrame(soon);
    for (const [name, listener] of Object.entries(listeners)) body.removeEventListener(name, listener);
    for (const [name, listener] of heard) model.off(name, listener);
    drawer = null;
    el.replaceChildren();
  };
}

export default { render };
