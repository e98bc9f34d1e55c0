// The log of a map: steps, each a list of events that belong together, and how many of them hold.
// Folded as bestpractices.workshop.net_map does; tests/data/net_map.json holds both to it.

const KEYS = { net_map_set: ["map"], net_map_actor: ["map", "actor"], net_map_link: ["map", "type", "start", "end"] };
const ID_LETTERS = 8;

export const keyOf = (kind, payload) => KEYS[kind].map((name) => payload[name]).join("/");

/** A short id that no other window makes too. */
export const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(ID_LETTERS)), (one) => (one % 36).toString(36)).join("");

/** A log, whatever was kept of it. */
export function wholeLog(kept) {
  const steps = Array.isArray(kept?.steps) ? kept.steps.filter((step) => Array.isArray(step?.events)) : [];
  const at = Number.isInteger(kept?.at) ? kept.at : steps.length;
  return { steps, at: Math.min(Math.max(at, 0), steps.length) };
}

/** The log with a step more; what was undone before can no longer be brought back. */
export const withStep = ({ steps, at }, events) => ({ steps: [...steps.slice(0, at), { uid: freshId() + freshId(), events }], at: at + 1 });

/** The log some steps back (or forth, if negative). */
export const turned = ({ steps, at }, by) => ({ steps, at: Math.min(Math.max(at - by, 0), steps.length) });

/** Steps of this window that the other log does not know, and that were not refused. */
export function unheard(log, other, own, refused) {
  const known = new Set([...other.steps.map(({ uid }) => uid), ...refused]);
  return log.steps.slice(0, log.at).filter(({ uid }) => own.has(uid) && !known.has(uid));
}

/** What the steps that hold make: frame, actors, and links between actors that are there. */
export function foldedMap({ steps, at }, start) {
  const slots = { net_map_set: new Map(), net_map_actor: new Map(), net_map_link: new Map() };
  for (const { kind, payload } of steps.slice(0, at).flatMap(({ events }) => events)) {
    if (kind === "withdrawn") slots[payload.what]?.delete(payload.key_of);
    else if (slots[kind] && payload.map === start.map) slots[kind].set(keyOf(kind, payload), payload);
  }
  const frame = slots.net_map_set.get(start.map) ?? start;
  const actors = [...slots.net_map_actor.values()];
  const there = new Set(actors.map(({ actor }) => actor)), types = new Set(frame.types.map(({ id }) => id));
  const links = [...slots.net_map_link.values()].filter((link) => there.has(link.start) && there.has(link.end) && types.has(link.type));
  return { frame, actors, links };
}

export const groupsOf = ({ actors }) => [...new Set(actors.map(({ group }) => group))];

/** How many links lead from an actor and to it, as the card says them aloud. */
export function linksOf({ links }, id) {
  const out = links.filter((one) => one.start === id || (one.mutual && one.end === id)).length;
  const into = links.filter((one) => one.end === id || (one.mutual && one.start === id)).length;
  return { out, into };
}

/** What the card of an actor says in the room: a person's name only where it was agreed to. */
export const labelOf = (actor) => actor.name || actor.person;

/** What it says on paper and in every file: a pseudonym is all that leaves the page. */
export const outsideLabel = (actor) => actor.person ?? actor.name;

export const removal = (kind, payload) => ({ kind: "withdrawn", payload: { what: kind, key_of: keyOf(kind, payload) } });
export const actorEvent = (payload) => ({ kind: "net_map_actor", payload });
export const linkEvent = (payload) => ({ kind: "net_map_link", payload });

/** An actor of whom only this is known. */
export function newActor(map, name, { group = "", isPerson = false, tower = 0 } = {}) {
  const called = isPerson ? { name: "", person: name.replaceAll("/", "-").slice(0, 100) } : { name, person: null };
  return { map, actor: freshId(), ...called, consent: "", group, goals: [], tower };
}

/**
 * The link that is to be there, or null if it is there already: one that answers another of its type
 * makes that one mutual.
 */
export function linkToMake(links, link) {
  const same = links.find(({ type, start, end }) => type === link.type && start === link.start && end === link.end);
  const back = links.find(({ type, start, end }) => type === link.type && start === link.end && end === link.start);
  if (same) return link.mutual && !same.mutual ? { ...same, mutual: true } : null;
  if (back) return back.mutual ? null : { ...back, mutual: true };
  return { remark: "", mutual: false, ...link };
}
