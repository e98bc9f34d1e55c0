import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { filled, fromAddress, options, replaced, toAddress } = await load("widgets/search_box.js");

const FACETS = [
  { id: "kind", label: "Kind", options: { practice: "Practice", need: "Need" } },
  { id: "themes", label: "Theme", options: { housing: "Housing" } },
];

test("question and facets come back from the address that they made", () => {
  const state = { query: "KADIN & “iş”, 50% +?#", chosen: { kind: ["practice", "need"], themes: ["housing"] } };

  assert.deepEqual(fromAddress(toAddress(state), FACETS), state);
});

test("an address takes no room for what was not asked", () => {
  assert.equal(toAddress({ query: "", chosen: {} }), "");
  assert.equal(toAddress({ query: "ev", chosen: { kind: [] } }), "?q=ev");
});

test("of an address only values count that the facets know, each once", () => {
  const { query, chosen } = fromAddress("?q=a&q=b&kind=need,__proto__,need,x&themes=toString&colour=red", FACETS);

  assert.equal(query, "a");
  assert.deepEqual(chosen, { kind: ["need"] });
});

test("a facet offers what was found, and what is ticked although nothing has it", () => {
  assert.deepEqual(options(FACETS[0], [["need", 3]], ["practice"]), [
    { value: "need", label: "Need", number: 3, checked: false },
    { value: "practice", label: "Practice", number: 0, checked: true },
  ]);
  assert.deepEqual(options(FACETS[1], [["constructor", 1]]), []);
});

test("a sentence is cut at its names, so that a word can be marked and is never markup", () => {
  assert.deepEqual(filled("{field}: “{word}”", { field: "Title", word: "<b>" }), [
    { name: "field", text: "Title" }, { text: ": “" }, { name: "word", text: "<b>" }, { text: "”" },
  ]);
  assert.deepEqual(filled("{gone}!", {}), [{ text: "!" }]);
});

test("a word that was meant takes the place of the one that was typed", () => {
  assert.equal(replaced("iyi tecruman ara", "tecruman", "tercüman"), "iyi tercüman ara");
  assert.equal(replaced("ara", "tecruman", "tercüman"), "tercüman");
});
