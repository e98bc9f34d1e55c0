// What a reader chooses: measure, groups, kinds of actors and ties, year, what changed, a search.

import { element, say } from "../parts/nodes.mjs";
import { groupSign } from "./signs.mjs";

export const CHANGES = ["new", "kept", "lost"];

/** Boxes to tick, all ticked at first; `told` gets the place (or name) and whether it is hidden now. */
function boxes(heading, words, told) {
  const items = words.map(({ id, label, number, sign }) => element("label", { class: "pick" },
    element("input", { type: "checkbox", checked: true, onchange: ({ target }) => told(id, !target.checked) }), sign, element("span", {}, label),
    number == null ? null : element("small", {}, ` ${number}`)));
  return element("fieldset", {}, element("legend", {}, heading), ...items);
}

const counted = (values, at) => values.reduce((sum, value) => sum + (Array.isArray(value) ? value.includes(at) : value === at), 0);
const turned = (set, value, hide) => (hide ? set.add(value) : set.delete(value));

/** The list of measures with the sentence of the chosen one and, folded, what it means and not. */
function measureTool({ measures, texts }, chosen, choose) {
  const select = element("select", { class: "field", onchange: ({ target }) => choose(target.value) },
    ...measures.map(({ id, label }) => element("option", { value: id, selected: id === chosen() }, label)));
  const sentence = element("p", { class: "sentence" }), meaning = element("dl", {});
  const tell = () => {
    const one = measures.find(({ id }) => id === chosen());
    select.value = one.id;
    say(sentence, one.sentence);
    meaning.replaceChildren(...["high", "low", "limit"].filter((part) => one[part])
      .flatMap((part) => [element("dt", {}, texts[part]), element("dd", {}, one[part])]));
  };
  tell();
  const tool = element("div", { class: "measure" }, element("label", {}, element("span", { class: "name" }, texts.size), select), sentence,
    element("details", {}, element("summary", {}, texts.meaning), meaning));
  return { tool, tell };
}

/** A slider over the years of ties; its first stop is all years. */
function yearTool(network, choice, texts, changed) {
  const years = network.years();
  if (!years || years[0] === years[1]) return null;
  const shown = element("output", {}, texts.all_years);
  const slider = element("input", {
    type: "range", min: String(years[0] - 1), max: String(years[1]), value: String(years[0] - 1), "aria-valuetext": texts.all_years,
    oninput: ({ target }) => {
      choice.year = Number(target.value) < years[0] ? null : Number(target.value);
      say(shown, choice.year == null ? texts.all_years : String(choice.year));
      target.setAttribute("aria-valuetext", shown.textContent);
      changed();
    },
  });
  const { since, until } = network.ties;
  const undated = network.ties.from.some((_, tie) => since[tie] == null && until[tie] == null);
  return element("label", { class: "years" }, element("span", { class: "name" }, texts.year), slider, shown,
    undated ? element("small", {}, texts.undated) : null);
}

/** All tools; `changed` is called after every choice, `choose` with the id of a measure. */
export function tools(data, network, { choice, chosen, choose, changed }) {
  const { groups, kinds, tie_kinds, texts } = data, hide = (set) => (value, hidden) => {
    turned(set, value, hidden);
    changed();
  };
  const words = (list, values, sign) => list.map((one, at) => ({ id: at, label: one.label, number: counted(values, at), sign: sign?.(at) }));
  const changes = CHANGES.filter((change) => network.ties.change.includes(change))
    .map((change) => ({ id: change, label: texts[change], number: counted(network.ties.change, change), sign: element("i", { class: `tie ${change}` }) }));
  const measure = data.measures.length ? measureTool(data, chosen, choose) : null;
  const filters = [
    kinds.length > 1 ? boxes(texts.kinds, words(kinds, network.nodes.kind), hide(choice.kinds)) : null,
    tie_kinds.length > 1 ? boxes(texts.ties, words(tie_kinds, network.ties.kinds), hide(choice.ties)) : null,
  ].filter(Boolean);
  return {
    top: element("div", { class: "tools" }, measure?.tool, yearTool(network, choice, texts, changed)),
    legend: element("div", { class: "legend" },
      groups.length ? boxes(texts.groups, words(groups, network.nodes.group, groupSign), hide(choice.groups)) : null,
      changes.length ? boxes(texts.changes, changes, hide(choice.changes)) : null,
      network.ties.marked.some(Boolean) ? element("p", { class: "marked" }, element("i", { class: "tie mark" }), texts.marked) : null),
    filters: filters.length ? element("details", { class: "filters" }, element("summary", {}, texts.filters), ...filters) : null,
    tell: () => measure?.tell(),
  };
}
