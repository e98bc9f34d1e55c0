import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { fill, keyOf, letter, masked, toggled } from "../../bestpractices/widgets/match_board/names.mjs";
import { dominators, pointsOf, ranked, ranks, scores, shares, valueChanges, valuesOf, weightChanges } from "../../bestpractices/widgets/match_board/ranking.mjs";

const cases = async (name) => JSON.parse(await readFile(new URL(`../data/${name}`, import.meta.url), "utf8")).cases;
const CLOSE = 1e-9;
const close = (found, expected) => {
  assert.equal(found.length, expected.length);
  found.forEach((number, at) => assert.ok(Math.abs(number - expected[at]) < CLOSE, `${number}, not ${expected[at]}`));
};
const criteriaOf = (names) => names.map((id) => ({ id, weight: 100 }));
const option = (id, values, names = ["a", "b"]) => ({ id, values: Object.fromEntries(names.map((name, at) => [name, values[at]])) });
const ids = (rows) => rows.map((row) => row.option.id);
const weighted = ({ criteria, weights }) => shares(criteria.map((name) => weights?.[name] ?? 1));

for (const one of await cases("ranking_vectors.json")) {
  test(`weights, scores, ranks and dominance as in Python: ${one.name}`, () => {
    const weights = weighted(one), found = scores(one.values, weights), names = (places) => places.map((at) => one.options[at]);
    close(weights, one.expected.weights);
    for (const end of ["low", "high", "known"]) close(found.map((score) => score[end]), one.expected[end]);
    assert.deepEqual(ranks(found.map(({ low }) => low)), one.expected.ranks);
    assert.deepEqual(dominators(one.values).map(names), one.expected.dominated_by);
    assert.deepEqual(dominators(one.values, { possible: true }).map(names), one.expected.may_be_dominated_by);
  });
}

for (const one of await cases("way_to_win_vectors.json")) {
  test(`the single weight or value that makes each option win, as in Python: ${one.name}`, () => {
    const weights = weighted(one);
    one.options.forEach((name, own) => {
      const found = { weight: weightChanges(one.values, own, weights), value: valueChanges(one.values, own, weights) };
      for (const kind of ["weight", "value"]) {
        const expected = one.expected[name][kind];
        assert.deepEqual(found[kind].map(({ at }) => one.criteria[at]), Object.keys(expected));
        close(found[kind].map(({ needed }) => needed), Object.values(expected));
      }
    });
  });
}

/** Numbers that look drawn and are the same in every run. */
function drawn(seed) {
  let state = seed;
  return () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
}

function fifty(next = drawn(7)) {
  const names = ["a", "b", "c", "d", "e", "f"];
  const values = () => names.map(() => (next() < 0.1 ? null : Math.round(next() * 100) / 100));
  return { names, options: Array.from({ length: 50 }, (_, at) => option(`p${String(at).padStart(2, "0")}`, values(), names)) };
}

test("fifty options stand in falling order after every change of weights, each of them once", () => {
  const { names, options } = fifty(), criteria = criteriaOf(names), next = drawn(11), first = new Set();
  for (let turn = 0; turn < 50; turn += 1) {
    const rows = ranked(options, criteria, shares(names.map(() => Math.floor(next() * 21) * 5)));
    assert.deepEqual(ids(rows).sort(), options.map(({ id }) => id));
    rows.slice(1).forEach((row, at) => assert.ok(rows[at].low > row.low - CLOSE && rows[at].rank <= row.rank));
    first.add(rows[0].option.id);
  }
  assert.ok(first.size > 1); // weights do decide
});

test("at the weight that is named the option is first, a little before it is not", () => {
  const { names, options } = fifty(), values = valuesOf(options, criteriaOf(names)), weights = shares([30, 20, 10, 40, 25, 15]);
  const rankAt = (own, at, share) => {
    const others = 1 - weights[at], moved = weights.map((weight, place) => (place === at ? share : (weight / others) * (1 - share)));
    return ranks(scores(values, moved).map(({ low }) => low))[own];
  };
  const changes = options.flatMap((_, own) => weightChanges(values, own, weights).map((change) => ({ own, ...change })));
  const real = changes.filter(({ now, needed }) => Math.abs(now - needed) > 1e-6);
  assert.ok(real.length > 3);
  for (const { own, at, now, needed } of real) {
    assert.equal(rankAt(own, at, needed), 1);
    assert.ok(rankAt(own, at, needed - Math.sign(needed - now) * 1e-6) > 1);
  }
});

test("equals share a rank, say so, and stand in the order of their ids", () => {
  const rows = ranked([option("c", [0.2, 0.4]), option("a", [0.4, 0.2]), option("b", [0.9, 0.9]), option("d", [0, 0])], criteriaOf(["a", "b"]), [0.5, 0.5]);
  assert.deepEqual(ids(rows), ["b", "a", "c", "d"]);
  assert.deepEqual(rows.map(({ rank, shared }) => [rank, shared]), [[1, false], [2, true], [2, true], [4, false]]);
});

test("options of which nothing is known share the first rank and may reach every score", () => {
  const rows = ranked([option("a", [null, undefined]), option("b", [NaN, null])], criteriaOf(["a", "b"]), [0.5, 0.5]);
  assert.deepEqual(rows.map(({ rank, low, high, known }) => [rank, low, high, known]), [[1, 0, 1, 0], [1, 0, 1, 0]]);
});

test("no options and one option have a ranking", () => {
  assert.deepEqual(ranked([], criteriaOf(["a"]), [1]), []);
  assert.equal(ranked([option("a", [0.3, 0.3])], criteriaOf(["a", "b"]), [0.5, 0.5])[0].rank, 1);
});

test("points come from the group, else from the criterion, and the first swing is 100", () => {
  const criteria = [{ id: "a", weight: 50 }, { id: "b", weight: 20 }];
  assert.deepEqual(pointsOf(criteria, {}), [100, 40]);
  assert.deepEqual(pointsOf(criteria, { b: 100 }), [50, 100]);
  assert.deepEqual(pointsOf(criteria, { a: 400, b: 100 }), [100, 25]);
});

for (const [name, weights] of Object.entries({ negative: { a: -5, b: 100 }, "not a number": { a: "many", b: 100 }, endless: { a: Infinity, b: 100 }, empty: { a: "", b: 100 } })) {
  test(`a weight that is ${name} counts as none`, () => assert.deepEqual(pointsOf(criteriaOf(["a", "b"]), weights), [0, 100]));
}

test("weights that are all zero, or of criteria that are not there, count as equal", () => {
  assert.deepEqual(pointsOf(criteriaOf(["a", "b"]), { a: 0, b: 0 }), [100, 100]);
  assert.deepEqual(pointsOf(criteriaOf(["a", "b"]), { unheard: 3 }), [100, 100]);
});

test("a value out of its range is taken to its end, and a missing one is unknown", () => {
  assert.deepEqual(valuesOf([option("a", [1.2, -0.1]), option("b", [0.5])], criteriaOf(["a", "b"])), [[1, 0], [0.5, null]]);
});

test("names that are hidden are letters, also beyond the alphabet", () => {
  assert.deepEqual([0, 1, 25, 26, 51, 52, 701, 702].map(letter), ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
});

test("a hidden name stands in no sentence, neither whole nor before its colon", () => {
  const title = "DUO for a JOB: six months of mentoring";
  assert.equal(masked(`${title} works; DUO for a JOB is known.`, title, "Practice $& A"), "Practice $& A works; Practice $& A is known.");
  assert.equal(masked("A: b", "A: b", "Practice C"), "Practice C");
  assert.equal(masked("An A stays.", "A: b", "Practice C"), "An A stays.");
});

test("a block is chosen by a tick, let go by the next, and what was chosen before is not changed", () => {
  const before = ["duo/training"];
  assert.deepEqual(toggled(before, "duo/match"), ["duo/training", "duo/match"]);
  assert.deepEqual(toggled(before, "duo/training"), []);
  assert.deepEqual(before, ["duo/training"]);
});

test("the fourth that is compared takes the place of the first", () => {
  assert.deepEqual(["a", "b", "c", "d"].reduce((list, id) => toggled(list, id, 3), []), ["b", "c", "d"]);
});

test("what is filled into a text is taken as it is written", () => {
  assert.equal(fill("{a} and {b}, {a}", { a: "$1", b: "{c}" }), "$1 and {c}, $1");
});

test("a blocked block stands behind all others and takes no rank, a blocked practice keeps its place", () => {
  const part = (id, values, blocking) => ({ ...option(id, values), practice: { id: "p" }, blocking });
  const parts = [part("p/a", [1, 1], [{}]), part("p/b", [0, 1], []), part("p/c", [0, 0], [])];
  const found = ranked(parts, criteriaOf(["a", "b"]), [0.5, 0.5]);
  assert.deepEqual(found.map((row) => [row.option.id, row.rank]), [["p/b", 1], ["p/c", 2], ["p/a", 3]]);
  const wholes = parts.map(({ practice, ...one }) => one);
  assert.deepEqual(ids(ranked(wholes, criteriaOf(["a", "b"]), [0.5, 0.5])), ["p/a", "p/b", "p/c"]);
});

test("a block has one name, whether its practice or the block itself is the option", () => {
  assert.equal(keyOf({ id: "p" }, { id: "x" }), "p/x");
  assert.equal(keyOf({ id: "p/x", practice: { id: "p" } }, { id: "x" }), "p/x");
});

for (const part of ["bars", "comparison", "names", "options", "ranking", "reasons", "tray", "weights"]) {
  test(`the part ${part} can be imported alone`, async () => {
    assert.ok(Object.keys(await import(`../../bestpractices/widgets/match_board/${part}.mjs`)).length);
  });
}
