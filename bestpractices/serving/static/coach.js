// What a coaching page does in the browser beside its widgets: says how the line to the kernel is,
// opens the page again when its kernel is gone, and shows the coach what is wrong in a record.

const CALM = 3000; // milliseconds before a lost line is worth a word
const SLOW = 400; // milliseconds before waiting is worth a word
const SOON = 10 * CALM; // milliseconds within which a page is not opened by itself a second time
const OPENED = "opened again";

/**
 * Whether a page whose kernel is gone opens by itself: never in a circle. One that cannot
 * remember does not, and a clock that was set back says nothing about the last time.
 * @param {Storage} memory
 * @param {number} now
 */
export function opensAgain(memory, now) {
  try {
    const last = Number(memory.getItem(OPENED));
    if (Math.abs(now - last) < SOON) return false;
    memory.setItem(OPENED, String(now));
    return true;
  } catch {
    return false;
  }
}

/** The banner that says how the line is; what heals within moments is not worth a word. */
function bannerOf(banner) {
  let alarm = null;
  const say = (state) => {
    banner.textContent = banner.dataset[state];
    if (state === "stopped") {
      const again = document.createElement("a");
      again.href = location.href;
      again.textContent = banner.dataset.again;
      banner.append(" ", again);
    }
    banner.hidden = false;
  };
  return (state) => {
    if (state === "lost") { alarm ??= setTimeout(say, CALM, "lost"); return; }
    clearTimeout(alarm);
    alarm = null;
    if (state === "open") banner.hidden = true;
    else say(state);
  };
}

/** The page's own line to its kernel, once there is one. */
async function lineOf({ kernel, end, guard, line, page }) {
  const { KernelLine } = await import(line);
  const banner = bannerOf(document.querySelector(".connection"));
  const working = document.querySelector(".working");
  let slow = null;
  const told = (state) => {
    const again = state === "asleep" && opensAgain(sessionStorage, Date.now());
    banner(state === "asleep" && !again ? "stopped" : state);
    if (again) setTimeout(() => location.reload(), CALM / 3);
  };
  const works = (busy) => {
    clearTimeout(slow);
    if (busy) slow = setTimeout(() => { working.hidden = false; }, SLOW);
    else working.hidden = true;
  };
  // By the page's name, not its path: what was chosen stays in another language too. But what was
  // chosen for one need is not chosen for another.
  const found = new KernelLine(kernel, { told, works, place: page + location.search });
  // Whoever leaves gives the kernel back; a page that comes back from the browser's memory is made anew.
  addEventListener("pagehide", () => {
    found.end();
    navigator.sendBeacon(end, new URLSearchParams({ _xsrf: guard }));
  });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  // Without a network a server on this very computer is still there: the line finds out.
  for (const turn of ["online", "offline"]) addEventListener(turn, () => found.wake());
  document.addEventListener("visibilitychange", () => document.hidden || found.wake());
  return found;
}

/** What is wrong in a record that was just saved stands on the coach's page until it is mended. */
function hearFindings() {
  const place = document.querySelector(".finding");
  let known = null;
  new EventSource(document.body.dataset.news).addEventListener("finding", ({ data }) => {
    const { text, store = "" } = JSON.parse(data);
    // What others wrote into the sessions is looked at by whoever shows one.
    if (known !== null && known !== store) document.dispatchEvent(new CustomEvent("store-changed"));
    known = store;
    place.hidden = !text;
    place.textContent = text && `${place.dataset.says} ${text}`;
  });
}

async function begin() {
  hearFindings();
  const cells = document.querySelector(".cells");
  if (!cells) return;
  const [line, { shown }] = await Promise.all([lineOf(cells.dataset), import(cells.dataset.host)]);
  for (const [place, { id, model }] of await shown) line.hold(id, place, model);
  line.open();
}

if (typeof document !== "undefined") begin();
