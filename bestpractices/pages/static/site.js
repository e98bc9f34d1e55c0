// What every page does in the browser: keeps the filter when the language changes, remembers the
// language, shows a source beside the claim, prints. All pages read well without it.

/**
 * @param {string} lang
 * @param {string} base  path of our pages; what else a host has under its name is not told
 */
function remember(lang, base) {
  document.cookie = `lang=${lang};path=${base};max-age=31536000;samesite=lax`;
}

function keepStateAcrossLanguages() {
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", () => {
      remember(link.hreflang, link.closest("nav").dataset.base);
      link.search = location.search;
      link.hash = location.hash;
    });
  }
}

/** Shows the source that a citation names, instead of jumping to the end of the page. */
function showSourcesInPlace() {
  const note = document.querySelector(".source-note");
  if (!note || !("showPopover" in note)) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.cite");
    const source = link && document.getElementById(link.hash.slice(1));
    if (!source) return;
    event.preventDefault();
    note.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
    note.showPopover();
    note.querySelector("a")?.focus();
  });
}

function printOnRequest() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

const CALM = 3000; // milliseconds before a lost connection is worth a word

/** Whether the reader is in the middle of something that a new page would take away. */
function isBusy() {
  return Boolean(document.querySelector("main dialog[open]")) || document.activeElement?.matches("main input:not([type=checkbox]), main select");
}

/** Brings the page up to date in place; what is scrolled, filtered and spoken stays. */
async function renewPage() {
  if (isBusy()) {
    document.addEventListener("focusout", () => setTimeout(renewPage), { once: true });
    return;
  }
  const answer = await fetch(location.href, { cache: "no-cache" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { version, store, told } = fresh.body.dataset, before = document.body.dataset;
  if (!version || (version === before.version && store === before.store && told === before.told)) return;
  const [left, top] = [scrollX, scrollY];
  for (const part of ["main", ".site-footer"]) document.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  document.title = fresh.title;
  before.version = version;
  if (store) before.store = store;
  if (told !== undefined) before.told = told;
  const waits = [];
  document.dispatchEvent(new CustomEvent("page-renewed", { detail: { waits } }));
  printOnRequest();
  await Promise.all(waits);
  scrollTo(left, top);
}

/** Hears of new data while the page is seen; says calmly when nobody answers, and tries again. */
function listen() {
  const { live } = document.body.dataset;
  const banner = document.querySelector(".connection");
  if (!live || !banner) return;
  let stream = null, alarm = null;
  const quiet = () => { clearTimeout(alarm); alarm = null; banner.hidden = true; };
  const close = () => { stream?.close(); stream = null; quiet(); };
  const open = () => {
    stream?.close();
    stream = new EventSource(live);
    stream.addEventListener("version", ({ data }) => {
      quiet();
      const told = JSON.parse(data), shown = document.body.dataset;
      // An older page knows nothing of a version, and a store that is away says none.
      const other = (name) => told[name] !== undefined && shown[name] !== undefined && told[name] !== shown[name];
      if (told.version !== shown.version || (shown.store && told.store !== shown.store) || other("told")) renewPage();
    });
    stream.addEventListener("error", () => {
      alarm ??= setTimeout(() => { banner.hidden = false; }, CALM);
      if (stream?.readyState === EventSource.CLOSED) setTimeout(() => stream && open(), CALM);
    });
  };
  // A browser keeps few lines to one server: tabs that nobody sees give theirs back.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();
}

listen();
keepStateAcrossLanguages();
showSourcesInPlace();
printOnRequest();
