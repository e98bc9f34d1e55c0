import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { opensAgain } = await load("serving/static/coach.js");
const NOON = 1_750_000_000_000;

function memory() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
}

test("a page whose kernel is gone opens again, but not twice within half a minute", () => {
  const kept = memory();
  const answers = [0, 1000, 29_000, 31_000, 40_000].map((later) => opensAgain(kept, NOON + later));
  assert.deepEqual(answers, [true, false, false, true, false]);
});

test("a clock that was set back an hour keeps no page shut", () => {
  const kept = memory();
  opensAgain(kept, NOON);
  assert.ok(opensAgain(kept, NOON - 3_600_000));
});

test("somebody else's words in the memory keep no page shut", () => {
  assert.ok(opensAgain({ getItem: () => "words", setItem() {} }, NOON));
});

test("a page that cannot remember does not open by itself", () => {
  const refuse = () => { throw new Error("forbidden"); };
  assert.equal(opensAgain({ getItem: refuse, setItem: refuse }, NOON), false);
  assert.equal(opensAgain({ getItem: () => null, setItem: refuse }, NOON), false);
});
