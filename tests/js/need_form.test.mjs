import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, ticked, whole } from "../../bestpractices/widgets/need_form/draft.mjs";

const EMPTY = whole({});

test("whatever was kept becomes a draft with every field, and what is no text or list is dropped", () => {
  for (const kept of [undefined, null, {}, { title: 7, themes: "x", constraints: { money: 3 } }]) assert.deepEqual(whole(kept), EMPTY);
  const kept = { title: "İş", themes: ["a", 3, "b"], constraints: { money: "", legal: "no" } };
  assert.deepEqual(whole(kept), { ...EMPTY, title: "İş", themes: ["a", "b"], constraints: { money: "", legal: "no" } });
  assert.deepEqual(whole(whole(kept)), whole(kept));
});

test("a word that is ticked comes last, and one that is ticked anew loses its first place", () => {
  assert.deepEqual(ticked(["a", "b"], "c", true), ["a", "b", "c"]);
  assert.deepEqual(ticked(ticked(["a", "b"], "a", false), "a", true), ["b", "a"]);
  assert.deepEqual(ticked([], "a", false), []);
});

test("a draft is changed only after it was asked about, and the number of the turn changes nothing", () => {
  const draft = { ...EMPTY, title: "İş" };
  assert.equal(changed(draft, {}), false);
  assert.equal(changed(draft, { ...draft, turn: 4 }), false);
  assert.equal(changed({ ...draft, title: "Iş" }, { ...draft, turn: 4 }), true);
});
