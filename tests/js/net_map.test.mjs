import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readLine, suggestions } from "../../bestpractices/widgets/net_map/commands.mjs";
import { foldedMap, labelOf, turned, unheard, wholeLog, withStep } from "../../bestpractices/widgets/net_map/log.mjs";
import { arrowPath, cardSize, nearest, placesOf } from "../../bestpractices/widgets/net_map/places.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("../data/net_map.json", import.meta.url), "utf8"));
const { start } = VECTORS;

/** The map after some lines, which all have to be understood. */
function typed(...lines) {
  let log = wholeLog({});
  for (const line of lines) {
    const { events, problem } = readLine(line, foldedMap(log, start), { type: "i", group: "new" });
    assert.equal(problem, undefined, line);
    log = withStep(log, events);
  }
  return { log, found: foldedMap(log, start) };
}

const links = ({ actors, links: all }) => all.map(({ type, start: from, end, mutual }) => `${[from, end].map((id) => labelOf(actors.find(({ actor }) => actor === id))).join(mutual ? "=" : ">")} ${type}`);

test("the log is folded as Python folds it", () => {
  VECTORS.after.forEach((expected, at) => {
    const { frame, actors, links: found } = foldedMap({ steps: VECTORS.steps, at }, start);
    const said = found.map((one) => `${one.type} ${one.start} ${one.end}${one.mutual ? " mutual" : ""}`);
    assert.deepEqual({ actors: actors.map(labelOf), links: said, question: frame.question }, expected);
  });
});

test("whatever was kept becomes a log, and undo and redo stop at its ends", () => {
  for (const kept of [undefined, {}, { steps: "x", at: 9 }, { steps: [{}, 3], at: -1 }]) assert.deepEqual(wholeLog(kept), { steps: [], at: 0 });
  const { log } = typed("A > B", "C");
  assert.deepEqual(turned(turned(log, 99), -99), log);
  assert.equal(withStep(turned(log, 1), []).steps.length, 2);
});

test("a line makes cards and links, and finds a card by its name in any case and with any i", () => {
  const { found } = typed("VALİLİK #public ^3", "valilik > İSMEK, @teacher mon", "ismek <> Kızılay: 2", "Ismek #city");
  assert.deepEqual(found.actors.map((one) => [labelOf(one), one.person, one.group, one.tower]), [["VALİLİK", null, "public", 3], ["İSMEK", null, "city", 0], ["teacher", "teacher", "new", 0], ["Kızılay", null, "new", 0]]);
  assert.deepEqual(links(found), ["VALİLİK>İSMEK m", "VALİLİK>teacher m", "İSMEK=Kızılay i"]);
});

test("a name that ends like a type stays whole where it is on the map, and an answer makes a link mutual", () => {
  const { found } = typed("Ministry of Money", "A > Ministry of Money", "ministry of money > A");
  assert.deepEqual(links(found), ["A=Ministry of Money i"]);
});

test("a line may lead on over several cards, and a link that it answers itself is one mutual link", () => {
  assert.deepEqual(links(typed("A > B, C > D mon").found), ["A>B m", "A>C m", "B>D m", "C>D m"]);
  assert.deepEqual(links(typed("A > B > A").found), ["A=B i"]);
});

test("what a line cannot mean is said, and nothing is made", () => {
  const { found } = typed("A > B");
  for (const [line, problem] of [["", "no_name"], ["> B", "no_name"], ["A >", "no_name"], ["A > a", "to_itself"], ["A > B: love", "no_such_type"], ["a > b", "there_already"]]) assert.equal(readLine(line, found, { type: "i" }).problem, problem, line);
  assert.equal(readLine("A > B", foldedMap(wholeLog({}), { ...start, types: [] })).problem, "no_types");
});

test("names are offered as they are typed, then types", () => {
  const { found } = typed("Işkur", "Göç İdaresi");
  assert.deepEqual(suggestions("IS", found).map(({ line }) => line), ["Işkur"]);
  assert.deepEqual(suggestions("Işkur > ida", found).map(({ line }) => line), ["Işkur > Göç İdaresi"]);
  assert.deepEqual(suggestions("Işkur > göç idaresi m", found).map(({ line }) => line), ["Işkur > göç idaresi Money"]);
  assert.deepEqual(suggestions("", found), []);
});

test("only steps of this window that the kernel neither knows nor refused are sent again", () => {
  const { log } = typed("A", "B", "C");
  const [a, b, c] = log.steps.map(({ uid }) => uid);
  const heard = { steps: log.steps.slice(0, 1), at: 1 };
  assert.deepEqual(unheard(log, heard, new Set([a, b, c]), [b]).map(({ uid }) => uid), [c]);
  assert.deepEqual(unheard(log, heard, new Set(), []), []);
});

test("cards of any number lie on the sheet without lying on each other", () => {
  for (const width of [390, 800, 1200]) for (const many of [0, 1, 2, 12, 14, 15, 25, 40]) {
    const actors = Array.from({ length: many }, (_, i) => ({ actor: `${i}`, group: `${i % 3}` }));
    const { at, height } = placesOf(actors, width), { w, h } = cardSize(width), all = [...at.values()];
    for (const { x, y } of all) assert.ok(x >= w / 2 && x <= width - w / 2 && y >= h / 2 && y <= height - h / 2, `${many} of ${width}: ${x} ${y} in ${height}`);
    all.forEach((one, i) => all.slice(0, i).forEach((other) => assert.ok(Math.abs(one.x - other.x) >= w || Math.abs(one.y - other.y) >= h, `${many} of ${width}`)));
  }
});

test("arrow keys walk to the nearest card, and two links between the same cards have ways of their own", () => {
  const at = new Map([["a", { x: 0, y: 0 }], ["b", { x: 100, y: 10 }], ["c", { x: 300, y: 0 }]]);
  assert.equal(nearest(at, "a", "ArrowRight"), "b");
  assert.equal(nearest(at, "a", "ArrowLeft"), undefined);
  const sheet = { width: 400, height: 200 }, size = { w: 50, h: 20 };
  assert.notEqual(arrowPath(at.get("a"), at.get("c"), sheet, size, 0), arrowPath(at.get("a"), at.get("c"), sheet, size, 1));
});
