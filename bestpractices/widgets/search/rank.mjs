// Scores and order, the same as bestpractices.analysis.search.ranking: BM25 over the ways of every word.

const PLACES = 1e6; // sums of the same numbers in another order differ in the last places

/** Records that have all terms of a phrase, each with the weight of the lightest term. */
function ofPhrase(index, [first, ...others]) {
  if (!others.length) return index.weightsOf(first);
  const found = new Map(index.weightsOf(first));
  for (const term of others) {
    const here = index.weightsOf(term);
    for (const [record, weight] of found) {
      if (here.has(record)) found.set(record, Math.min(weight, here.get(record)));
      else found.delete(record);
    }
  }
  return found;
}

/** How rare a way is: near 0 if all records go it. */
export const idf = (having, records) => Math.log1p((records - having + 0.5) / (having + 0.5));

/** What a way gives, by record: its worth, how rare it is, and the weight of its heaviest phrase. */
function ofWay(index, way) {
  const most = new Map();
  for (const phrase of way.phrases) {
    for (const [record, weight] of ofPhrase(index, phrase)) {
      if (weight > (most.get(record) ?? 0)) most.set(record, weight);
    }
  }
  const share = way.worth * idf(most.size, index.addresses.length);
  return new Map([...most].map(([record, weight]) => [record, weight * share]));
}

/** How much a phrase weighs in one record. */
export function phraseWeight(index, phrase, record) {
  return Math.min(...phrase.map((term) => index.weightsOf(term).get(record) ?? 0));
}

/** Scores of all records, and what each way of each word gave. */
export function scores(index, leads) {
  const given = leads.map(({ ways }) => ways.map((way) => ofWay(index, way)));
  const total = new Float64Array(index.addresses.length), had = new Uint8Array(index.addresses.length);
  for (const ways of given) {
    const most = new Map();
    for (const way of ways) for (const [record, amount] of way) if (amount > (most.get(record) ?? 0)) most.set(record, amount);
    for (const [record, amount] of most) {
      total[record] += amount;
      had[record] += 1;
    }
  }
  return { total: total.map((sum, record) => sum * Math.sqrt(had[record] / Math.max(leads.length, 1))), given };
}

/** The best records above 0 with their scores; equal scores in the order of addresses. */
export function best(total, records, limit) {
  return records
    .map((record) => [record, Math.round(total[record] * PLACES) / PLACES])
    .sort(([one, first], [other, second]) => second - first || one - other)
    .slice(0, limit);
}
