import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { preferred } = await load("serving/static/language.js");
const LANGUAGES = ["en", "tr", "fr", "nl"];

test("a language chosen before goes before what the browser wishes for", () => {
  assert.equal(preferred("theme=dark; lang=nl", ["tr"], LANGUAGES), "nl");
  assert.equal(preferred("lang=nl;theme=dark", ["tr"], LANGUAGES), "nl");
});

test("a garbled or unknown choice is nobody's", () => {
  for (const cookie of ["lang=xx", "lang=", "slang=nl", "lang=nl2", "lang=../../etc", "lang=constructor"]) {
    assert.equal(preferred(cookie, ["fr-BE"], LANGUAGES), "fr");
  }
});

test("of several wishes the first that there is goes first, whatever its country and capitals", () => {
  assert.equal(preferred("", ["de-DE", "TR-tr", "fr"], LANGUAGES), "tr");
});

test("a reader of none of the languages gets the first", () => {
  assert.equal(preferred("", ["de", "trx"], LANGUAGES), "en");
  assert.equal(preferred("", [], LANGUAGES), "en");
});
