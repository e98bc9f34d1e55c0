// What a line says that is typed while the group speaks:
//   Governorship #state ^3        a card, its group, its tower
//   @teacher                      a person, under a pseudonym
//   Governorship > ISMEK, MUDEM money     links of a type, by its name, its first letters or number
//   Governorship <> ISMEK         mutual
//   Governorship > ISMEK > MUDEM  two links, one after the other

import { fold } from "../search/fold.mjs";
import { actorEvent, keyOf, labelOf, linkEvent, linkToMake, newActor } from "./log.mjs";

const ARROW = /\s*(<-?>|↔|-?>|→)\s*/;
const FEWEST_LETTERS = 3; // of a type, so that the last word of a name is not taken for one
const MOST_SHOWN = 6;
const HIGHEST = 20;

/** The type that some words name: by number, name, or the beginning of it. */
function typeNamed(words, types) {
  const said = fold(words.trim());
  if (/^[1-9]$/.test(said)) return types[said - 1];
  const exact = types.find(({ name }) => fold(name) === said);
  const begins = said.length >= FEWEST_LETTERS ? types.filter(({ name }) => fold(name).startsWith(said)) : [];
  return exact ?? (begins.length === 1 ? begins[0] : undefined);
}

/** Text without the type at its end, and that type if there is one. */
function cutType(text, { frame, actors }) {
  const colon = text.lastIndexOf(":");
  if (colon >= 0) return { rest: text.slice(0, colon), type: typeNamed(text.slice(colon + 1), frame.types), unknown: text.slice(colon + 1).trim() };
  const last = fold(text.split(",").at(-1).trim());
  if (actors.some((one) => fold(labelOf(one)) === last)) return { rest: text };
  const words = text.trimEnd().split(/\s+/);
  for (let many = Math.min(3, words.length - 1); many > 0; many -= 1) {
    const type = typeNamed(words.slice(-many).join(" "), frame.types);
    if (type && !/,$/.test(words.at(-many - 1))) return { rest: words.slice(0, -many).join(" "), type };
  }
  return { rest: text };
}

/** Name, group and tower of one card as they were typed. */
function cardTyped(text) {
  const tower = text.match(/\^\s*(\d+)/);
  const [name, ...group] = text.replace(/\^\s*\d+/, "").split("#").map((part) => part.trim());
  const isPerson = name.startsWith("@");
  return { name: name.replace(/^@\s*/, ""), isPerson, group: group.join(" ").trim(), tower: tower ? Math.min(Number(tower[1]), HIGHEST) : null };
}

/** Events that make a card, or say more about one that is there. */
function cardEvents(typed, { map, actors, made, group }) {
  const there = [...actors, ...made].find((one) => fold(labelOf(one)) === fold(typed.name) || fold(one.person ?? "") === fold(typed.name));
  const tower = typed.tower ?? there?.tower ?? 0;
  if (!there) {
    const actor = newActor(map, typed.name, { ...typed, tower, group: typed.group || group });
    made.push(actor);
    return { actor, events: [actorEvent(actor)] };
  }
  const actor = { ...there, group: typed.group || there.group, tower };
  const changed = actor.group !== there.group || actor.tower !== there.tower;
  return { actor, events: changed ? [actorEvent(actor)] : [] };
}

/**
 * Events of a line, or the key of what is wrong with it.
 * @returns {{events?: object[], type?: string, said?: string, problem?: string, values?: object}}
 */
export function readLine(line, found, { type = "", group = "" } = {}) {
  const { frame, actors, links } = found, map = frame.map;
  if (!line.trim()) return { problem: "no_name" };
  const parts = line.split(ARROW), last = parts.pop();
  const context = { map, actors, made: [], group };
  const cards = (text) => text.split(",").map(cardTyped);
  if (!parts.length) return cards(last).some(({ name }) => !name) ? { problem: "no_name" } : { events: cards(last).flatMap((one) => cardEvents(one, context).events) };
  const cut = cutType(last, found);
  const kind = cut.type ?? (cut.unknown ? undefined : frame.types.find(({ id }) => id === type) ?? frame.types[0]);
  if (!kind) return { problem: frame.types.length ? "no_such_type" : "no_types", values: { type: cut.unknown ?? "" } };
  const chain = [...parts.filter((_, at) => at % 2 === 0), cut.rest].map(cards), arrows = parts.filter((_, at) => at % 2);
  if (chain.flat().some(({ name }) => !name)) return { problem: "no_name" };
  const made = chain.map((some) => some.map((one) => cardEvents(one, context)));
  const events = made.flat().flatMap((one) => one.events);
  let known = links;
  for (const [at, arrow] of arrows.entries()) for (const { actor: from } of made[at]) for (const { actor: to } of made[at + 1]) {
    if (from.actor === to.actor) return { problem: "to_itself", values: { name: labelOf(from) } };
    const link = linkToMake(known, { map, type: kind.id, start: from.actor, end: to.actor, mutual: arrow.startsWith("<") || arrow === "↔" });
    if (!link) continue;
    known = [...known.filter((one) => keyOf("net_map_link", one) !== keyOf("net_map_link", link)), link];
    events.push(linkEvent(link));
  }
  return events.length ? { events, type: kind.id } : { problem: "there_already" };
}

/** What may be meant by what is being typed: the line as it would be. @returns {{label: string, line: string}[]} */
export function suggestions(line, { frame, actors }) {
  const from = Math.max(...[">", "→", "↔", ","].map((sign) => line.lastIndexOf(sign))) + 1;
  const typed = line.slice(from).trimStart(), begin = line.slice(0, line.length - typed.length);
  const said = fold(typed.replace(/^@/, ""));
  if (!said.trim() || /[#^]/.test(typed)) return [];
  const isWord = (text) => fold(text).startsWith(said) || fold(text).includes(` ${said}`);
  const names = actors.map(labelOf).filter((name) => fold(name) !== said && isWord(name)).map((label) => ({ label, line: begin + label }));
  const named = ARROW.test(line) && actors.map(labelOf).find((name) => said.startsWith(`${fold(name)} `));
  const rest = named ? said.slice(fold(named).length + 1) : "";
  const types = named ? frame.types.filter(({ name }) => fold(name) !== rest && fold(name).startsWith(rest)) : [];
  return [...types.map(({ name }) => ({ label: name, line: `${begin}${typed.slice(0, named.length)} ${name}` })), ...names].slice(0, MOST_SHOWN);
}
