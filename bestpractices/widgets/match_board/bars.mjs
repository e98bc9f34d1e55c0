// Values as bars; what they show always stands beside them in words.

import { element } from "../parts/nodes.mjs";

/** Value and interval of a score on one line: solid what is sure, hatched what is possible. */
export function barView(low, high) {
  return element("span", { class: "bar", "aria-hidden": "true", "--low": low, "--high": high }, element("i"), element("i", { class: "maybe" }));
}
