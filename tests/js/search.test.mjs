import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import vm from "node:vm";

import { Finder } from "../../bestpractices/widgets/search/finder.mjs";
import { numbers } from "../../bestpractices/widgets/search/postings.mjs";

const VENDOR = new URL("../../bestpractices/vendor/snowball/", import.meta.url);
for (const name of ["base", "english", "turkish", "french", "dutch"]) {
  vm.runInThisContext(await readFile(new URL(`${name}-stemmer.js`, VENDOR), "utf8"));
}
// Made by tests/data/search_answers.py, which says how to make it anew.
const { index, answers } = JSON.parse(await readFile(new URL("../data/search_answers.json", import.meta.url), "utf8"));
const finder = new Finder(index);
const named = ({ question, lang }, number) => `${number} ${JSON.stringify(question.slice(0, 40))} in ${lang}`;

answers.forEach((expected, number) => {
  test(`the browser answers as Python does: ${named(expected, number)}`, () => {
    const found = finder.answer(expected.question, { lang: expected.lang, where: expected.where, limit: 50 });

    if (expected.long) return assert.equal(found.advice, "long");
    const hits = found.hits.map(({ address, why }) => [address, why.map(({ field, word, asked, how, through }) => [field, word, asked, how, through])]);
    assert.deepEqual(hits, expected.hits.map(([address, , why]) => [address, why]));
    found.hits.forEach(({ score }, at) => assert.ok(Math.abs(score - expected.hits[at][1]) < 2e-5));
    assert.deepEqual(found.facets, expected.facets);
    assert.equal(found.lang, expected.spoken);
    assert.equal(Boolean(found.advice), expected.advice);
  });
});

test("there are answers of every kind, so that the test above tells something", () => {
  const hows = new Set(answers.flatMap(({ hits = [] }) => hits.flatMap(([, , why]) => why.map(([, , , how]) => how))));

  assert.deepEqual([...hows].sort(), ["beginning", "concept", "family", "form", "joined", "parts", "slip", "translation", "word"]);
  assert.ok(answers.length >= 60);
});

test("advice says what is missing", () => {
  const advice = (text) => finder.answer(text).advice;

  assert.deepEqual(["", "the of and", "qqqzzz", "women ".repeat(100)].map(advice), ["empty", "small", "nothing", "long"]);
});

test("an unknown word is answered with the one that may be meant, as it is written", () => {
  const meant = (text) => finder.answer(text, { lang: "tr" }).meant;

  assert.deepEqual(meant("tecruman"), [{ asked: "tecruman", word: "tercüman" }]);
  assert.deepEqual(meant("tecrumna"), [{ asked: "tecrumna", word: "tercüman" }]); // further off than what is forgiven
  assert.deepEqual(meant("kadın"), []);
});

test("in a title the words are marked to which the question led, small ones never", () => {
  const { leads } = finder.answer("KADINLAR ve iş", { lang: "tr" });

  const marked = finder.marked("Göçmen kadınlar için iş", "tr", finder.termsOf(leads, "practices/women-at-work"));

  assert.equal(marked.map(({ text }) => text).join(""), "Göçmen kadınlar için iş");
  assert.deepEqual(marked.filter(({ mark }) => mark).map(({ text }) => text), ["kadınlar", "iş"]);
});

test("a phrase of which a record has only a part marks nothing there", () => {
  const { leads } = finder.answer("newcomers yeni gelen", { lang: "tr" });
  const phrase = leads.flatMap(({ ways }) => ways).flatMap(({ phrases }) => phrases).find((terms) => terms.length > 1);

  assert.ok(phrase.every((term) => finder.termsOf(leads, "practices/housing-first").has(term)));
  assert.ok(!phrase.some((term) => finder.termsOf(leads, "practices/women-at-work").has(term)));
});

test("letters of numbers pass over those that JSON or UTF-16 would change", () => {
  assert.deepEqual(numbers("#[]"), [0, 56, 57]);
  assert.deepEqual(numbers("\ue000\u{10000}"), [0xd7ff - 0x23, 0xf800 - 0x24]);
});

test("a base without records answers that nothing was found", () => {
  const empty = { ...index, addresses: [], records: "", words: {}, stems: {}, texts: {}, facets: {}, concepts: {} };

  const found = new Finder(empty).answer("women");

  assert.deepEqual([found.hits, found.total, found.advice], [[], 0, "nothing"]);
});
