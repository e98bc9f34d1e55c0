// The network as its lists of nodes and ties: what is shown, who is beside whom, how large a node
// is. No measure is computed here: figures and places come from Python.

import { fold } from "../search/fold.mjs";

const SMALLEST = 4, LARGEST = 15; // radius in pixels
const FEWER = 1500; // from so many nodes on all are drawn smaller

/**
 * What a reader chose: `groups`, `kinds` and `ties` are sets of places in the lists that are
 * hidden, `changes` those of "kept", "new", "lost"; `year` is null for all.
 */
export const everything = () => ({ groups: new Set(), kinds: new Set(), ties: new Set(), changes: new Set(), year: null });

export class Network {
  /** Columns of nodes (in the alphabet of the language) and of ties, ends as places of nodes. */
  constructor({ nodes = {}, ties = {} }) {
    this.nodes = { id: [], label: [], x: [], y: [], group: [], kind: [], href: [], ...nodes };
    this.ties = { from: [], to: [], kinds: [], since: [], until: [], change: [], marked: [], ...ties };
    this.size = this.nodes.id.length;
    this.many = this.ties.from.length;
    this.places = new Map(this.nodes.id.map((id, at) => [id, at]));
    this.around = this.nodes.id.map(() => []);
    for (let tie = 0; tie < this.many; tie++) {
      this.around[this.ties.from[tie]].push({ tie, other: this.ties.to[tie] });
      this.around[this.ties.to[tie]].push({ tie, other: this.ties.from[tie] });
    }
  }

  at(id) {
    return this.places.get(id) ?? null;
  }

  /** Years from the first to the last that a tie names; null where none does. */
  years() {
    const named = [...this.ties.since, ...this.ties.until].filter((year) => year != null);
    return named.length ? named.reduce(([first, last], year) => [Math.min(first, year), Math.max(last, year)], [named[0], named[0]]) : null;
  }

  /** Which nodes and ties are left by a choice, and how many of each: a tie needs both its ends. */
  shown(choice) {
    const nodes = this.nodes.id.map((_, node) => !choice.groups.has(this.nodes.group[node]) && !choice.kinds.has(this.nodes.kind[node]));
    const ties = this.ties.from.map((from, tie) => nodes[from] && nodes[this.ties.to[tie]] && this.fits(tie, choice));
    const count = (flags) => flags.reduce((sum, flag) => sum + flag, 0);
    return { nodes, ties, counts: { nodes: count(nodes), ties: count(ties) } };
  }

  /** A tie without a year is always there; one of several kinds stays as long as one of them does. */
  fits(tie, { ties, changes, year }) {
    const { since, until, kinds, change } = this.ties;
    if (change[tie] && changes.has(change[tie])) return false;
    if (year != null && ((since[tie] ?? year) > year || (until[tie] ?? year) < year)) return false;
    return kinds[tie] === undefined || !kinds[tie].length || kinds[tie].some((kind) => !ties.has(kind));
  }

  /** Neighbours of a node over ties that are shown, in the alphabet. */
  beside(node, shown) {
    return this.around[node].filter(({ tie }) => shown.ties[tie]).sort((a, b) => a.other - b.other);
  }

  /** Places of nodes, the highest figure first; what is not defined comes last, the alphabet settles. */
  ranked(values, shown) {
    const figure = (node) => values[node] ?? -Infinity;
    return this.nodes.id.map((_, node) => node).filter((node) => shown.nodes[node])
      .sort((a, b) => (figure(a) === figure(b) ? a - b : figure(b) - figure(a)));
  }

  /** Nodes whose label holds all words, however they are spelt. */
  found(question, among) {
    const words = fold(question).split(/\s+/).filter(Boolean);
    this.folded ??= this.nodes.label.map(fold);
    return words.length ? among.filter((node) => words.every((word) => this.folded[node].includes(word))) : among;
  }
}

/** Radius of each node: its area follows the figure; what is not defined is as small as none. */
export function radii(values, size) {
  const least = Math.min(0, ...bounds(values)), most = Math.max(...bounds(values), least);
  const scale = size > FEWER ? 0.5 : 1;
  return Array.from({ length: size }, (_, node) => {
    const share = most > least ? ((values[node] ?? least) - least) / (most - least) : 0;
    return scale * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(0, share)));
  });
}

function bounds(values) {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    if (value == null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 0] : [low, high];
}

/** Where a key leads in a list of so many; null for a key that leads nowhere. */
export function stepped(at, key, count) {
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1, PageDown: at + 10, PageUp: at - 10 };
  return count && Object.hasOwn(steps, key) ? Math.min(Math.max(steps[key], 0), count - 1) : null;
}

/** Names that are drawn in this order, without those that would lie over an earlier one. */
export class FreeSpace {
  constructor() {
    this.boxes = [];
  }

  clear() {
    this.boxes.length = 0;
  }

  takes(left, top, right, bottom) {
    if (this.boxes.some((box) => left < box[2] && box[0] < right && top < box[3] && box[1] < bottom)) return false;
    this.boxes.push([left, top, right, bottom]);
    return true;
  }
}
