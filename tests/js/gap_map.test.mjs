import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { gapMap, sorted, split, fromAddress, toAddress, moved, inWords } = await load("widgets/gap_map.js");
const vectors = JSON.parse(await readFile(new URL("../data/gap_map.json", import.meta.url), "utf8"));

// The words of the vectors, in the order of the vocabulary; neighbours as kb/vocabulary.yaml ties them.
const LEVELS = ["none", "self-reported", "monitored", "external-evaluation", "quasi-experiment", "randomised"].map((id) => ({ id, label: id.toUpperCase() }));
const THEMES = [
  { id: "health", label: "Health", place: 1, neighbours: ["mental-health", "intercultural-mediation"] },
  { id: "housing", label: "Housing", place: 0, neighbours: ["reception", "sponsorship"] },
  { id: "sport", label: "Sport", place: 2, neighbours: ["social-cohesion", "youth-work"] },
];
const METHODS = ["mentoring", "cohousing", "outreach"].map((id) => ({ id, label: id }));
const DATA = {
  themes: THEMES, methods: METHODS, levels: LEVELS,
  groups: ["newcomers", "refugees", "women"].map((id) => ({ id, label: id })),
  practices: vectors.practices
    .map((one) => ({ ...one, step: LEVELS.findIndex(({ id }) => id === one.evidence) }))
    .sort((a, b) => b.step - a.step),
  needs: vectors.needs
    .map((one) => ({ ...one, urgent: one.priority === "high" }))
    .sort((a, b) => b.urgent - a.urgent),
  texts: { all_methods: "All methods", practices: "Practices", evidence: "Evidence", needs: "Needs", urgent: "High priority", said: "{label}: {value}", none: "None in the base", filtered: "None fits; {number} without" },
};
const ids = (records) => records.map(({ id }) => id);
const filled = (cells, name) => Object.fromEntries(cells.filter((cell) => cell.method && cell[name].length).map((cell) => [cell.method, ids(cell[name])]));
const row = (theme, filter = {}) => gapMap(DATA, { group: "", evidence: "", ...filter }).find((one) => one.theme.id === theme);
const cell = (theme, method, filter) => row(theme, filter).cells.find((one) => one.method === method);

for (const { group, evidence, rows } of vectors.cases) {
  test(`the browser counts as the shared vectors say: group "${group}", evidence "${evidence}"`, () => {
    const shown = sorted(gapMap(DATA, { group, evidence }), "needs").map((one) => ({
      theme: one.theme.id, needs: ids(one.needs), whole: ids(one.cells[0].practices),
      cells: filled(one.cells, "practices"), nearby: filled(one.cells, "nearby"),
    }));
    assert.deepEqual(shown, rows);
  });
}

test("a cell that a filter empties still knows that there are practices", () => {
  assert.equal(cell("housing", "cohousing", { evidence: "randomised" }).unfiltered, 1);
  assert.deepEqual(cell("housing", "cohousing", { evidence: "randomised" }).practices, []);
  assert.equal(cell("housing", "outreach").unfiltered, 0);
});

test("without needs, practices or words there is an empty map and no error", () => {
  const nothing = { themes: [], methods: [], practices: [], needs: [], levels: [] };
  assert.deepEqual(gapMap(nothing, { group: "", evidence: "" }), []);
  assert.deepEqual(gapMap({ ...nothing, themes: THEMES }, { group: "x", evidence: "y" }), []);
});

test("rows stand by how many needs fit, or by the alphabet that Python gave", () => {
  const rows = gapMap(DATA, { group: "", evidence: "" });
  assert.deepEqual(sorted(rows, "needs").map(({ theme }) => theme.id), ["health", "housing", "sport"]);
  assert.deepEqual(sorted(rows, "title").map(({ theme }) => theme.id), ["housing", "health", "sport"]);
  assert.deepEqual(rows.map(({ theme }) => theme.id), ["health", "housing", "sport"]);
});

test("of rows with equally many needs the one with more urgent needs comes first", () => {
  const made = (id, ...urgent) => ({ theme: { id }, needs: urgent.map((one) => ({ urgent: one })) });
  const rows = [made("calm", false, false), made("urgent", true, false), made("calm-too", false, false)];
  assert.deepEqual(sorted(rows, "needs").map(({ theme }) => theme.id), ["urgent", "calm", "calm-too"]);
});

test("levels are counted strongest first", () => {
  assert.deepEqual(split([{ step: 1 }, { step: 4 }, { step: 1 }]), [[4, 1], [1, 2]]);
  assert.deepEqual(split([]), []);
});

test("a cell is said in words, with what is not known left unsaid", () => {
  assert.equal(inWords(row("housing"), cell("housing", "mentoring"), DATA),
    "Housing × mentoring · Practices: 2 · Evidence: MONITORED 1, NONE 1 · Needs: 1");
  assert.equal(inWords(row("health"), row("health").cells[0], DATA),
    "Health × All methods · Practices: 2 · Evidence: SELF-REPORTED 1, NONE 1 · Needs: 2 · High priority: 1");
  assert.equal(inWords(row("sport"), cell("sport", "outreach"), DATA), "Sport × outreach · None in the base · Needs: 1");
});

test("a cell that a filter empties is said otherwise than one that the base has not", () => {
  const filter = { evidence: "randomised" };
  assert.equal(inWords(row("housing", filter), cell("housing", "cohousing", filter), DATA),
    "Housing × cohousing · None fits; 1 without · Needs: 1");
});

test("a view that was sent opens as it was", () => {
  const state = { theme: "housing", method: "cohousing", group: "women", evidence: "monitored", order: "title" };
  assert.deepEqual(fromAddress(toAddress(state), DATA), state);
  assert.equal(toAddress({ theme: "", method: "", group: "", evidence: "", order: "needs" }), "");
  assert.equal(toAddress({ theme: "housing", method: "", group: "", evidence: "", order: "needs" }), "?theme=housing");
});

test("what an address must not say is left away", () => {
  const state = fromAddress("?theme=<script>&method=cohousing&group=__proto__&evidence=constructor&order=drop", DATA);
  assert.deepEqual(state, { theme: "", method: "", group: "", evidence: "", order: "needs" });
});

test("arrows lead from cell to cell and stop at the edges", () => {
  const size = [3, 5];
  assert.deepEqual(moved([1, 1], "ArrowDown", size), [2, 1]);
  assert.deepEqual(moved([2, 1], "ArrowDown", size), [2, 1]);
  assert.deepEqual(moved([0, 0], "ArrowUp", size), [0, 0]);
  assert.deepEqual(moved([0, 0], "ArrowLeft", size), [0, 0]);
  assert.deepEqual(moved([0, 4], "ArrowRight", size), [0, 4]);
  assert.deepEqual(moved([1, 3], "Home", size), [1, 0]);
  assert.deepEqual(moved([1, 3], "End", size), [1, 4]);
  assert.deepEqual(moved([1, 3], "Home", size, true), [0, 0]);
  assert.deepEqual(moved([1, 3], "End", size, true), [2, 4]);
  for (const key of ["Tab", "Enter", " ", "a", "constructor"]) assert.equal(moved([1, 1], key, size), null);
});
