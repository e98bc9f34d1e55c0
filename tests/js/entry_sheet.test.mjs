import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

import { LARGEST, chosenIn, textsOf } from "../../bestpractices/widgets/entry_sheet/chosen.mjs";
import { Files, bytesOf } from "../../bestpractices/widgets/entry_sheet/files.mjs";
import { entered, fieldsOf, untouched, waiting, without } from "../../bestpractices/widgets/entry_sheet/outbox.mjs";
import { Keepsake } from "../../bestpractices/widgets/entry_sheet/keepsake.mjs";
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

test("of a draft only what was changed goes back into its form, where the form says what stood there", () => {
  const draft = { name: ["Talk"], "was.name": [""], what: ["a\nb"], "was.what": ["a\nb"], "was.core": ["yes"], "was.more": [""], words: ["x", "y"], "was.words": ["x\ny"] };
  const names = ["name", "what", "core", "more", "words", "other"];
  assert.deepEqual(names.filter((name) => untouched(draft, name)), ["what", "more", "words"]);
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

/** A sheet's model, and buttons that a kernel's file is asked for by. */
function desk(state = {}) {
  const traits = { wish: {}, file: {}, ...state }, saved = [];
  const model = { get: (name) => traits[name], set: (name, value) => { traits[name] = value; }, save_changes: () => {} };
  const body = { querySelectorAll: () => [] };
  return { traits, saved, files: new Files(model, body, (file) => saved.push(file)) };
}

test("a file is asked for once, saved once, and not again after a reload", () => {
  const { traits, saved, files } = desk();
  files.ask({ dataset: { file: "plan", value: "pdf/team-1" } }, "one");
  files.ask({ dataset: { file: "plan", value: "docx/team-1" } }, "two");
  assert.deepEqual(traits.wish, { uid: "one", name: "plan", value: "pdf/team-1", fields: {} });
  traits.file = { uid: "other", name: "old.pdf" };
  assert.equal(files.receive(), false);
  traits.file = { uid: "one", name: "plan.pdf", type: "application/pdf", content: "JVBERg==" };
  assert.equal(files.receive(), true);
  assert.deepEqual([traits.wish, files.busy, files.receive()], [{}, false, false]);
  assert.deepEqual(saved.map(({ name }) => name), ["plan.pdf"]);
});

test("a wish that a reload cut short is still waited for", () => {
  const { traits, saved, files } = desk({ wish: { uid: "one", name: "plan", value: "" } });
  assert.equal(files.busy, true);
  traits.file = { uid: "one", name: "plan.pdf", content: "" };
  assert.deepEqual([files.receive(), saved.length], [true, 1]);
});

test("what could not be made is kept to be said, and nothing is saved", () => {
  const { traits, saved, files } = desk();
  files.ask({ dataset: { file: "plan" } }, "one");
  traits.file = { uid: "one", problem: { text: "No." } };
  assert.equal(files.receive(), false);
  assert.deepEqual([files.failed, saved, traits.wish], [{ uid: "one", name: "plan", value: "", fields: {}, text: "No." }, [], {}]);
});

test("the content of a file comes back byte for byte", () => {
  assert.deepEqual([...bytesOf(Buffer.from([0, 255, 37, 128]).toString("base64"))], [0, 255, 37, 128]);
});

test("a chosen file goes as text, a field without a choice not at all, and what cannot be read stays here", async () => {
  const data = new FormData();
  data.append("name", "izmir");
  data.append("none", new File([], ""));
  data.append("file", new File(["{\"İ\": 1}"], "s.json"));
  const chosen = chosenIn(data);
  const { file: [text] } = await textsOf(chosen);
  assert.deepEqual([fieldsOf(data), gunzipSync(Buffer.from(text, "base64")).toString()], [{ name: ["izmir"] }, '{"İ": 1}']);
  const noise = new File([randomBytes(LARGEST)], "noise"), even = new File(["a".repeat(LARGEST * 2)], "even");
  assert.equal(await textsOf([...chosen, ["big", noise]]), null);
  assert.equal(typeof (await textsOf([["long", even]])).long[0], "string");
  assert.equal(await textsOf([["gone", { stream: () => { throw new Error("NotReadableError"); } }]]), null);
});

test("what the kernel lets a window keep is said back once, so that the window remembers it", () => {
  const traits = { kept: [{ kind: "note" }], view: { draft: "d1" } }, saved = [];
  const model = { get: (name) => traits[name], set: (name, value) => { traits[name] = value; }, save_changes: () => saved.push({ ...traits }) };
  const given = traits.kept, one = new Keepsake(model);
  one.hold();
  one.hold();
  assert.deepEqual(saved, [{ kept: [{ kind: "note" }], view: { draft: "d1" } }]);
  assert.notEqual(traits.kept, given); // else a model takes it for what it has already, and saves nothing
});
