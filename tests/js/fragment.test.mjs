import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./modules.mjs";

const { default: fragment } = await load("widgets/fragment.js");
const { PageModel } = await load("serving/static/host.js");

/** What a fragment needs of an element. */
function place() {
  const said = {};
  return { innerHTML: "", classList: { add: () => {} }, setAttribute: (name, value) => { said[name] = value; }, said };
}

test("a fragment shows what the kernel wrote, and what it writes next", () => {
  const model = new PageModel({ html: "<p>one</p>" });
  const el = place();

  fragment.render({ model, el });
  assert.equal(el.innerHTML, "<p>one</p>");

  model.hear("html", "<p>two</p>");
  assert.equal(el.innerHTML, "<p>two</p>");
});

test("a reader who cannot see hears of what is new, after what is being read", () => {
  const el = place();

  fragment.render({ model: new PageModel({ html: "" }), el });

  assert.equal(el.said["aria-live"], "polite");
});

test("a fragment that has ended changes no more", () => {
  const model = new PageModel({ html: "<p>one</p>" });
  const el = place();

  fragment.render({ model, el })();
  model.hear("html", "<p>two</p>");

  assert.equal(el.innerHTML, "<p>one</p>");
});
