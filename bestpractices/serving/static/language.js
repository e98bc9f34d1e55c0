// Leads from an address without a language to the reader's own. A published site has no server
// that could; without JavaScript the page shows the links among which this one chooses.

/**
 * The language chosen before, else the first that the browser wishes for, else the page's first.
 * @param {string} cookie
 * @param {readonly string[]} wishes
 * @param {string[]} languages
 */
export function preferred(cookie, wishes, languages) {
  const remembered = /(?:^|;\s*)lang=([a-z]+)(?:;|$)/.exec(cookie)?.[1];
  const spoken = wishes.map((wish) => wish.toLowerCase().split("-")[0]);
  return [remembered, ...spoken].find((lang) => languages.includes(lang)) ?? languages[0];
}

function leadOn() {
  const links = [...document.querySelectorAll("main a[hreflang]")];
  const lang = preferred(document.cookie, navigator.languages, links.map((link) => link.hreflang));
  const link = links.find(({ hreflang }) => hreflang === lang);
  // Replaced, so that the way back does not lead here again.
  if (link) location.replace(link.pathname + location.search + location.hash);
}

if (typeof document !== "undefined") leadOn();
