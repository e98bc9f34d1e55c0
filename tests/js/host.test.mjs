import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { PageModel } = await load("serving/static/host.js");

test("a model gives back what it was made with and what was set", () => {
  const model = new PageModel({ query: "", records: [1] });
  model.set("query", "ev");
  assert.equal(model.get("query"), "ev");
  assert.deepEqual(model.get("records"), [1]);
  assert.equal(model.get("nothing"), undefined);
});

test("listeners hear a change once, and no change when the value is the same", () => {
  const model = new PageModel({ query: "" });
  const heard = [];
  model.on("change:query", () => heard.push("query"));
  model.on("change", () => heard.push("any"));
  model.set("query", "ev");
  model.set("query", "ev");
  assert.deepEqual(heard, ["query", "any"]);
});

test("a listener that was taken off hears nothing, the others do", () => {
  const model = new PageModel({});
  const heard = [];
  const gone = () => heard.push("gone");
  model.on("change:query", gone);
  model.on("change:query", () => heard.push("here"));
  model.off("change:query", gone);
  model.set("query", 1);
  model.off("change:query");
  model.set("query", 2);
  assert.deepEqual(heard, ["here"]);
});

test("a listener that takes itself off does not silence the next", () => {
  const model = new PageModel({});
  const heard = [];
  const once = () => { heard.push("once"); model.off("change:query", once); };
  model.on("change:query", once);
  model.on("change:query", () => heard.push("always"));
  model.set("query", 1);
  model.set("query", 2);
  assert.deepEqual(heard, ["once", "always", "always"]);
});

test("the traits that the page gave are not changed", () => {
  const traits = { query: "" };
  new PageModel(traits).set("query", "ev");
  assert.equal(traits.query, "");
});

test("saving is allowed and leads nowhere", () => {
  assert.equal(new PageModel({}).save_changes(), undefined);
});
