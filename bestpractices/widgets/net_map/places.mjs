// Where cards lie on the sheet and how arrows run between them; all in pixels of the sheet.

export const WIDE = 700; // pixels of a sheet on which cards lie around the edge
const AROUND = 86; // pixels of width that a card needs to find room on an oval
const ROW = 74; // pixels from card to card
const MARGIN = 14;
const BEND = 0.42; // how far an arrow leans to the middle, so that it does not run over other cards
const BESIDE = 13; // pixels between arrows of the same two cards
const GAP = 3;

export const cardSize = (width) => (width < WIDE ? { w: Math.max(96, width / 2 - 34), h: 52 } : { w: 152, h: 54 });

/** Actors, those of a group beside each other; groups in the order in which they came. */
export function byGroup(actors) {
  const groups = [...new Set(actors.map(({ group }) => group))];
  return groups.flatMap((group) => actors.filter((one) => one.group === group));
}

/** Size of the sheet and the middle of each card by id. Cards that were moved lie where they were put. */
export function placesOf(actors, width, moved = {}) {
  const { w, h } = cardSize(width), sorted = byGroup(actors), n = sorted.length;
  if (width < WIDE) {
    const height = Math.max(200, Math.ceil(n / 2) * (ROW + 14) + 3 * MARGIN);
    const at = sorted.map(({ actor }, i) => [actor, { x: i % 2 ? width - w / 2 - 4 : w / 2 + 4, y: 3 * MARGIN + (Math.floor(i / 2) + 0.35 + 0.15 * (i % 2)) * (ROW + 14) }]);
    return { width, height, at: new Map(at) };
  }
  const inner = width - w - 4 * MARGIN;
  const slots = n * AROUND <= width ? oval(n, inner, 350) : edge(n, inner, w + 22);
  const height = slots.height + h + 5 * MARGIN;
  const middle = { x: width / 2, y: height / 2 };
  const at = sorted.map(({ actor }, i) => {
    const put = moved[actor];
    return [actor, Array.isArray(put) ? { x: put[0] * width, y: put[1] * height } : { x: middle.x + slots.of[i].x, y: middle.y + slots.of[i].y + MARGIN }];
  });
  return { width, height, at: new Map(at) };
}

function oval(n, across, down) {
  const of = Array.from({ length: n }, (_, i) => {
    const turn = (2 * Math.PI * i) / Math.max(n, 1) - Math.PI / 2;
    return { x: (Math.cos(turn) * across) / 2.15, y: (Math.sin(turn) * down) / 2 };
  });
  return { of, height: down };
}

/** Along the four sides: rows above and below, what is left on both sides between them. */
function edge(n, across, pitch) {
  const row = Math.max(2, Math.floor(across / pitch) + 1);
  const sides = Math.max(0, n - 2 * row), right = Math.ceil(sides / 2), left = sides - right;
  const top = Math.min(row, Math.ceil((n - sides) / 2)), bottom = n - sides - top;
  const height = Math.max(360, (Math.max(left, right) + 1) * ROW);
  const line = (count, make) => Array.from({ length: count }, (_, i) => make(count > 1 ? i / (count - 1) - 0.5 : 0, (i + 1) / (count + 1) - 0.5, i));
  // cards of a row stand a little up and down, as on a bow, so that arrows find a way between
  const bow = (t) => (0.25 - t * t) * 60;
  const of = [
    ...line(top, (t) => ({ x: t * across, y: -height / 2 - bow(t) + 15 })),
    ...line(right, (_, t) => ({ x: across / 2, y: t * height })),
    ...line(bottom, (t) => ({ x: -t * across, y: height / 2 + bow(t) - 15 })),
    ...line(left, (_, t) => ({ x: -across / 2, y: -t * height })),
  ];
  return { of, height };
}

/** Point at which the way from a card's middle towards another point leaves the card. */
function leaves({ x, y }, to, { w, h }) {
  const dx = to.x - x, dy = to.y - y;
  const share = Math.min(Math.abs((w / 2 + GAP) / (dx || 1e-9)), Math.abs((h / 2 + GAP) / (dy || 1e-9)), 1);
  return { x: x + dx * share, y: y + dy * share };
}

/** An arrow as the `d` of a path; `lane` is its place among those between the same two cards. */
export function arrowPath(from, to, { width, height }, size, lane = 0) {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  // seen from one side, whichever way it leads, or two lanes would lie on each other
  const turn = from.x < to.x || (from.x === to.x && from.y < to.y) ? 1 : -1;
  const aside = { x: (-(to.y - from.y) / length) * turn * lane * BESIDE * 2, y: ((to.x - from.x) / length) * turn * lane * BESIDE * 2 };
  const bend = { x: middle.x + (width / 2 - middle.x) * BEND + aside.x, y: middle.y + (height / 2 - middle.y) * BEND + aside.y };
  const a = leaves(from, bend, size), b = leaves(to, bend, size);
  return `M${round(a.x)} ${round(a.y)}Q${round(bend.x)} ${round(bend.y)} ${round(b.x)} ${round(b.y)}`;
}

const round = (value) => Math.round(value * 10) / 10;

/** The nearest card in a direction (an arrow key); undefined if there is none. */
export function nearest(at, id, key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const from = at.get(id);
  const found = [...at].filter(([other]) => other !== id).map(([other, { x, y }]) => {
    const along = (x - from.x) * dx + (y - from.y) * dy, across = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    return { other, along, far: along + 2 * across };
  }).filter(({ along }) => along > 1).sort((one, two) => one.far - two.far);
  return found[0]?.other;
}
