import assert from "node:assert/strict";
import { test } from "node:test";

import { everything, FreeSpace, Network, radii, stepped } from "../../bestpractices/widgets/network_view/network.mjs";

// a - b - c in a row, b and d tied before 2020 only; e alone; c-e is lost
const network = () => new Network({
  nodes: { id: ["a", "b", "c", "d", "e"], label: ["Ağrı", "Brugge", "Çorum", "Dinant", "Iğdır"], group: [0, 1, 0, 1, 0], kind: [0, 0, 1, 1, null] },
  ties: { from: [0, 1, 1, 2], to: [1, 2, 3, 4], kinds: [[0], [0, 1], [1], []], since: [null, 2018, 2015, null], until: [null, null, 2019, null], change: ["kept", "new", "", "lost"] },
});
const left = (choice = {}) => network().shown({ ...everything(), ...choice });
const flags = (list) => list.flatMap((flag, at) => (flag ? [at] : []));

test("with nothing chosen all is shown", () => {
  assert.deepEqual(left().counts, { nodes: 5, ties: 4 });
});

test("a tie goes with either of its ends", () => {
  assert.deepEqual(flags(left({ groups: new Set([1]) }).ties), [3]);
  assert.deepEqual(flags(left({ kinds: new Set([1]) }).nodes), [0, 1, 4]);
});

test("a tie of two kinds stays as long as one of them is shown, and one without kind always", () => {
  assert.deepEqual(flags(left({ ties: new Set([0]) }).ties), [1, 2, 3]);
  assert.deepEqual(flags(left({ ties: new Set([0, 1]) }).ties), [3]);
});

test("a year shows the ties of that year and those without a year", () => {
  assert.deepEqual(network().years(), [2015, 2019]);
  assert.deepEqual(flags(left({ year: 2016 }).ties), [0, 2, 3]);
  assert.deepEqual(flags(left({ year: 2020 }).ties), [0, 1, 3]);
  assert.equal(new Network({}).years(), null);
});

test("what changed can be hidden, ties that say nothing of it stay", () => {
  assert.deepEqual(flags(left({ changes: new Set(["lost", "kept"]) }).ties), [1, 2]);
});

test("neighbours are those over ties that are shown", () => {
  const shown = left({ year: 2020 });
  assert.deepEqual(network().beside(1, shown).map(({ other }) => other), [0, 2]);
  assert.deepEqual(network().beside(4, left({ groups: new Set([0]) })), []);
});

test("the list begins with the highest figure, the alphabet settles, what is not defined comes last", () => {
  assert.deepEqual(network().ranked([1, 5, null, 5, 0], left()), [1, 3, 0, 4, 2]);
});

test("a name is found by its words, with or without dots and accents", () => {
  const all = [0, 1, 2, 3, 4];
  assert.deepEqual(network().found("IGDIR", all), [4]);
  assert.deepEqual(network().found("ig cor", all), []);
  assert.deepEqual(network().found("çor", all), [2]);
  assert.deepEqual(network().found("  ", all), all);
});

test("areas follow the figures, and there is an area for all", () => {
  const [none, one, four] = radii([null, 1, 4], 3), [low] = radii([0], 1);
  assert.equal(none, low);
  assert.ok(Math.abs((one - none) / (four - none) - 0.5) < 1e-9);
  assert.deepEqual(radii([], 2), [low, low]);
  assert.ok(radii([-1, 1], 2).every((radius) => radius >= low));
});

test("keys lead along a list and stop at its ends", () => {
  assert.equal(stepped(0, "ArrowUp", 3), 0);
  assert.equal(stepped(1, "ArrowDown", 3), 2);
  assert.equal(stepped(2, "PageDown", 3), 2);
  assert.equal(stepped(0, "End", 3), 2);
  for (const key of ["Tab", "Enter", "constructor"]) assert.equal(stepped(1, key, 3), null);
  assert.equal(stepped(0, "ArrowDown", 0), null);
});

test("a name that would lie over an earlier one has no place", () => {
  const space = new FreeSpace();
  assert.ok(space.takes(0, 0, 10, 10));
  assert.ok(!space.takes(5, 5, 15, 15));
  assert.ok(space.takes(10, 0, 20, 10));
  space.clear();
  assert.ok(space.takes(5, 5, 15, 15));
});
