// Scores, ranks and what would change them: weights times values, computed anew in the browser when
// the weights move, with the same test vectors as in Python.

export const SAME = 1e-9; // as in ranking.weighted_sum: a smaller difference is none
export const FIRST_SWING = 100;
const BEHIND = 2; // more than any score

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
export const most = (numbers) => numbers.reduce((high, number) => Math.max(high, number), 0);

/** The same as ranking.weights.weights_for: shares that sum to 1; equal if nothing is given. */
export function shares(points) {
  const largest = most(points);
  if (!(largest > 0)) return points.map(() => 1 / points.length);
  // by the largest first: a sum of very large numbers is endless
  const parts = points.map((number) => number / largest), total = sum(parts);
  return parts.map((part) => part / total);
}

/** Points from 0 to 100 of every criterion, the first swing at 100, whatever was given. */
export function pointsOf(criteria, weights = {}) {
  const given = criteria.map(({ id, weight }) => Number(weights[id] ?? weight));
  const usable = given.map((number) => (Number.isFinite(number) && number > 0 ? number : 0));
  const largest = most(usable);
  return usable.map((number) => (largest ? (number / largest) * FIRST_SWING : FIRST_SWING));
}

/** Options by criteria: 0 to 1, null where the value is not known. */
export function valuesOf(options, criteria) {
  const known = (value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null);
  return options.map(({ values }) => criteria.map(({ id }) => known(values[id])));
}

/** The same as ranking.weighted_sum: what is sure, what is possible, the share that is known. */
export function scores(values, weights) {
  return values.map((row) => {
    const open = sum(weights.filter((_, at) => row[at] === null));
    const low = sum(weights.map((weight, at) => weight * (row[at] ?? 0)));
    return { low, high: low + open, known: Math.min(1, Math.max(0, 1 - open)) };
  });
}

/** One more than the scores that are higher; equals share the smaller number. */
export function ranks(lows) {
  return lows.map((own) => 1 + lows.filter((other) => other > own + SAME).length);
}

/** The same as ranking.dominance: for every option the places of those that dominate it. */
export function dominators(values, { possible = false } = {}) {
  const [above, below] = possible ? [1, 0] : [0, 1]; // what an unknown value may turn out to be
  const over = (one, other) => one.every((value, at) => (value ?? above) >= (other[at] ?? below))
    && one.some((value, at) => (value ?? above) > (other[at] ?? below));
  return values.map((own, place) => values.flatMap((row, at) => (at !== place && over(row, own) ? [at] : [])));
}

/** How far an option is ahead of each rival in each criterion; equal twins are no rivals. */
function leads(values, own) {
  return values.filter((_, at) => at !== own)
    .map((row) => row.map((value, at) => (values[own][at] ?? 0) - (value ?? 0)))
    .filter((lead) => lead.some((number) => Math.abs(number) > SAME));
}

/** Between which weights of one criterion the option is first, the others in their proportions. */
function winningWeights(rivals, weights, at) {
  const others = weights.map((weight, place) => (place === at ? 0 : weight)), total = sum(others);
  const spread = (place) => (place === at ? 0 : 1 / Math.max(1, weights.length - 1));
  const parts = others.map((weight, place) => (total > 0 ? weight / total : spread(place)));
  let low = 0, high = 1;
  for (const lead of rivals) {
    const rest = sum(lead.map((number, place) => number * parts[place])), slope = lead[at] - rest;
    if (slope > SAME) low = Math.max(low, -rest / slope);
    else if (slope < -SAME) high = Math.min(high, -rest / slope);
    else if (rest <= SAME) return [1, 0]; // no matter here, and the rival is ahead
  }
  return [low, high];
}

/** The same as ranking.way_to_win.weight_changes: the nearest single weight that makes it win. */
export function weightChanges(values, own, weights) {
  const rivals = leads(values, own);
  return weights.flatMap((now, at) => {
    const [low, high] = winningWeights(rivals, weights, at);
    return high - low > SAME ? [{ at, now, needed: Math.min(Math.max(now, low), high) }] : [];
  });
}

/** The same as ranking.way_to_win.value_changes: the single value that makes it win. */
export function valueChanges(values, own, weights) {
  const lows = scores(values, weights).map(({ low }) => low), lack = most(lows) - lows[own];
  return weights.flatMap((weight, at) => {
    const needed = (values[own][at] ?? 0) + lack / weight;
    return weight > 0 && needed <= 1 + SAME ? [{ at, now: values[own][at], needed: Math.min(1, needed) }] : [];
  });
}

/** Blocked blocks stand behind all others and take no rank from them; blocked practices do not. */
const behind = ({ practice, blocking }) => (practice && blocking.length ? BEHIND : 0);

/** Options in order of rank, then of id, each with its place in the list that was given. */
export function ranked(options, criteria, weights) {
  const found = scores(valuesOf(options, criteria), weights), places = ranks(found.map(({ low }, at) => low - behind(options[at])));
  const rows = options.map((option, at) => ({ option, at, rank: places[at], ...found[at] }));
  for (const row of rows) row.shared = places.filter((rank) => rank === row.rank).length > 1;
  return rows.sort((a, b) => a.rank - b.rank || (a.option.id < b.option.id ? -1 : 1));
}
