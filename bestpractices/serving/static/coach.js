// What a coaching page does in the browser beside its widgets: says how the line to the kernel is,
// opens the page again when its kernel is gone, and shows the coach what is wrong in a record.

const CALM = 3000; // milliseconds before a lost line is worth a word
const SLOW = 400; // milliseconds before waiting is worth a word
const OPENED = "opened again";

/** The page's own line to its kernel, once there is one. */
async function lineOf(cells) {
  const { kernel, end, guard, line } = cells.dataset;
  const { KernelLine } = await import(line);
  let alarm = null, slow = null;
  const banner = document.querySelector(".connection");
  const working = document.querySelector(".working");
  const say = (text) => { banner.textContent = text; banner.hidden = false; };
  const told = (state) => {
    if (state === "lost") { alarm ??= setTimeout(() => say(banner.dataset.lost), CALM); return; }
    clearTimeout(alarm);
    alarm = null;
    banner.hidden = state === "open";
    if (state !== "open") say(banner.dataset[state]);
    if (state === "asleep") openAgain();
  };
  const works = (busy) => {
    clearTimeout(slow);
    if (busy) slow = setTimeout(() => { working.hidden = false; }, SLOW);
    else working.hidden = true;
  };
  const found = new KernelLine(kernel, { told, works });
  // Whoever leaves gives the kernel back; a page that comes back from the browser's memory is made anew.
  addEventListener("pagehide", () => {
    found.ended = true;
    navigator.sendBeacon(end, new URLSearchParams({ _xsrf: guard }));
  });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  addEventListener("online", () => found.wake());
  document.addEventListener("visibilitychange", () => document.hidden || found.wake());
  return found;
}

/** Opens the page again, but never in a circle: a page that dies at once stays and says so. */
function openAgain() {
  const last = Number(sessionStorage.getItem(OPENED));
  if (Date.now() - last < 10 * CALM) return;
  sessionStorage.setItem(OPENED, String(Date.now()));
  setTimeout(() => location.reload(), CALM / 3);
}

/** What is wrong in a record that was just saved stands on the coach's page until it is mended. */
function hearFindings() {
  const place = document.querySelector(".finding");
  new EventSource(document.body.dataset.news).addEventListener("finding", ({ data }) => {
    const { text } = JSON.parse(data);
    place.hidden = !text;
    place.textContent = text && `${place.dataset.says} ${text}`;
  });
}

const cells = document.querySelector(".cells");
if (cells) {
  const [line, { shown }] = await Promise.all([lineOf(cells), import(cells.dataset.host)]);
  for (const [place, { id, model }] of await shown) line.hold(id, place, model);
  line.open();
}
hearFindings();
