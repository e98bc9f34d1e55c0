import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { fold, fitsWords, fitsFacets, counts, fitting, fromAddress, toAddress } =
  await load("widgets/record_explorer.js");
const vectors = JSON.parse(await readFile(new URL("../data/folding.json", import.meta.url), "utf8"));

const card = (id, facets = {}, words = "", more = {}) => ({ id, facets, words, ...more });
const CARDS = [
  card("a", { theme: ["housing"], region: ["brussels"] }, " ev kadin konut", { year: 2013, evidence: { step: 1 } }),
  card("b", { theme: ["housing", "health"], region: ["flanders"] }, " istihdam kadin", { year: 2020, evidence: { step: 4 } }),
  card("c", { theme: ["health"], region: ["brussels", "flanders"] }, " saglik", { evidence: { step: 4 } }),
];
const FACETS = [
  { id: "theme", label: "Theme", options: [{ id: "housing" }, { id: "health" }, { id: "sport" }] },
  { id: "region", label: "Region", options: [{ id: "brussels" }, { id: "flanders" }] },
];
const ids = (cards) => cards.map(({ id }) => id);

for (const [text, expected] of vectors) {
  test(`the browser folds ${JSON.stringify(text)} as the shared vectors say`, () => {
    assert.equal(fold(text), expected);
  });
}

test("every word of the query has to begin a word of the card", () => {
  assert.ok(fitsWords(CARDS[1], "kad ist"));
  assert.ok(!fitsWords(CARDS[1], "kad konut"));
  assert.ok(!fitsWords(CARDS[1], "adin"));
});

test("Turkish capitals and small letters find the same", () => {
  assert.ok(fitsWords(CARDS[1], "İSTİHDAM KADIN"));
  assert.ok(fitsWords(CARDS[2], "SAĞLIK"));
});

test("an empty query and one of signs only fit every card", () => {
  for (const query of ["", "   ", "?!… — '"]) assert.ok(CARDS.every((one) => fitsWords(one, query)));
});

test("one ticked option of a facet is enough, and every facet with a tick counts", () => {
  assert.deepEqual(ids(CARDS.filter((one) => fitsFacets(one, { theme: ["housing", "health"] }))), ["a", "b", "c"]);
  assert.deepEqual(ids(CARDS.filter((one) => fitsFacets(one, { theme: ["health"], region: ["brussels"] }))), ["c"]);
  assert.deepEqual(ids(CARDS.filter((one) => fitsFacets(one, { theme: [] }))), ["a", "b", "c"]);
  assert.deepEqual(ids(CARDS.filter((one) => fitsFacets(one, { unheard: ["of"] }))), []);
});

test("an option's count keeps the other facets and leaves its own out", () => {
  assert.deepEqual(counts(CARDS, FACETS[0], { theme: ["sport"], region: ["brussels"] }, ""), { housing: 1, health: 1, sport: 0 });
  assert.deepEqual(counts(CARDS, FACETS[0], {}, "kadin"), { housing: 2, health: 1, sport: 0 });
});

test("the order is that of the list, or by evidence, or by year, and ties keep their place", () => {
  assert.deepEqual(ids(fitting(CARDS, {}, "", "title")), ["a", "b", "c"]);
  assert.deepEqual(ids(fitting(CARDS, {}, "", "evidence")), ["b", "c", "a"]);
  assert.deepEqual(ids(fitting(CARDS, {}, "", "newest")), ["b", "a", "c"]);
  assert.deepEqual(fitting([], {}, "x", "newest"), []);
});

test("a view that was sent opens as it was", () => {
  const state = { query: "kadın & ev", chosen: { theme: ["housing", "health"] }, compared: ["a", "b"], order: "newest" };
  assert.deepEqual(fromAddress(toAddress(state), FACETS, ids(CARDS)), state);
  assert.equal(toAddress({ query: "", chosen: { theme: [] }, compared: [], order: "title" }), "");
});

test("what an address must not say is left away", () => {
  const hostile = "?theme=housing,<script>,__proto__&compare=a,b,c,a,nobody&__proto__=x&q=%3Cb%3E&order=%00";
  const state = fromAddress(hostile, FACETS, ids(CARDS));
  assert.deepEqual(state.chosen, { theme: ["housing"] });
  assert.deepEqual(state.compared, ["a", "b", "c"]);
  assert.equal(state.query, "<b>");
  assert.equal(state.order, "title");
  assert.equal(Object.getPrototypeOf(state.chosen), Object.prototype);
});

test("a record is compared with itself only once", () => {
  assert.deepEqual(fromAddress("?compare=a,a,b", FACETS, ids(CARDS)).compared, ["a", "b"]);
});
