// What every page does in the browser: keeps the filter when the language changes, remembers the
// language, shows a source beside the claim, prints. All pages read well without it.

/** @param {string} lang */
function remember(lang) {
  document.cookie = `lang=${lang};path=/;max-age=31536000;samesite=lax`;
}

function keepStateAcrossLanguages() {
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", () => {
      remember(link.hreflang);
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

keepStateAcrossLanguages();
showSourcesInPlace();
printOnRequest();
