// Where the clock says that an agenda is, beside where the people say that they are.

const TICK = 5000; // milliseconds
const MINUTE = 60_000; // milliseconds
let soon = null;

/**
 * Which part the clock is at, and how many whole minutes are left of it.
 * @param {number} since  milliseconds since the beginning
 * @param {number[]} minutes  of the parts
 * @returns {{ item: number, left: number }}  item -1 before the beginning, all parts after the end;
 *   after the end `left` is below zero
 */
export function placeOf(since, minutes) {
  if (since < 0) return { item: -1, left: Math.ceil(-since / MINUTE) };
  let end = 0;
  for (const [item, length] of minutes.entries()) {
    end += length * MINUTE;
    if (since < end) return { item, left: Math.ceil((end - since) / MINUTE) };
  }
  return { item: minutes.length, left: -Math.floor((since - end) / MINUTE) };
}

function show(list, now) {
  const parts = [...list.querySelectorAll("li[data-minutes]")];
  const { item, left } = placeOf(now - Date.parse(list.dataset.starts), parts.map(({ dataset }) => Number(dataset.minutes)));
  const over = item === parts.length;
  for (const [number, part] of parts.entries()) {
    const tick = part.querySelector(".tick"), here = number === item || (over && number === item - 1 && left < 0 && left > -120);
    part.classList.toggle("now", here);
    if (!tick) continue;
    tick.hidden = !here;
    tick.textContent = here ? (over ? list.dataset.over : list.dataset.left).replace("{number}", Math.abs(left)) : "";
  }
}

function tick() {
  for (const list of document.querySelectorAll("[data-clock][data-starts]")) show(list, Date.now());
}

if (typeof document !== "undefined") {
  setInterval(tick, TICK);
  new MutationObserver(tickSoon).observe(document.body, { childList: true, subtree: true });
  tick();
}

function tickSoon(changes) {
  // its own words are no reason to look again
  if (soon || changes.every(({ target }) => target.classList?.contains("tick"))) return;
  soon = setTimeout(() => { soon = null; tick(); });
}
