import assert from "node:assert/strict";
import { test } from "node:test";

import { entered, fieldsOf, waiting, without } from "../../bestpractices/widgets/entry_sheet/outbox.mjs";
import { placeOf } from "../../bestpractices/pages/static/session_clock.js";

test("fields of one name are kept together, and every value is a text", () => {
  assert.deepEqual(fieldsOf([["languages", "tr"], ["title", "İş"], ["languages", "fr"]]), { languages: ["tr", "fr"], title: ["İş"] });
  assert.deepEqual(fieldsOf([]), {});
});

test("an entry comes last, and a form that sends by itself replaces what it sent before", () => {
  const first = { uid: "1", form: "a" }, other = { uid: "2", form: "b" }, again = { uid: "3", form: "a" };
  assert.deepEqual(entered([first, other], again, false), [first, other, again]);
  assert.deepEqual(entered([first, other], again, true), [other, again]);
});

test("only what was kept or refused leaves the outbox", () => {
  assert.deepEqual(waiting([{ uid: "1" }, { uid: "2" }], ["1", "9"]), [{ uid: "2" }]);
  assert.deepEqual(without({ a: {}, b: {} }, ["b", "c"]), { a: {} });
});

test("the clock knows the part, the whole minutes that are left, and how long the session is over", () => {
  const minute = 60_000, parts = [15, 25];
  assert.deepEqual(placeOf(-minute, parts), { item: -1, left: 1 });
  assert.deepEqual(placeOf(0, parts), { item: 0, left: 15 });
  assert.deepEqual(placeOf(14.5 * minute, parts), { item: 0, left: 1 });
  assert.deepEqual(placeOf(15 * minute, parts), { item: 1, left: 25 });
  assert.deepEqual(placeOf(43 * minute, parts), { item: 2, left: -3 });
  assert.deepEqual(placeOf(0, []), { item: 0, left: -0 });
});
