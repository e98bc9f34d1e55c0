// Why a record was found: field, word as it stands there, and what led there, as in
// bestpractices.analysis.search.reasons; the sentences are made by whoever shows them.

import { bare } from "./fold.mjs";
import { placeBehind, placeOf } from "./postings.mjs";
import { phraseWeight } from "./rank.mjs";

/** The phrase that counts most, if possible one in the reader's language. */
function phraseOf(index, way, record, lang) {
  let best = null;
  for (const phrase of way.phrases) {
    const weight = phraseWeight(index, phrase, record);
    const mine = index.langOf(phrase[0]) === lang && weight > 0;
    if (!best || (mine !== best.mine ? mine : weight > best.weight)) best = { phrase, mine, weight };
  }
  return best.phrase;
}

/** Field in which a term stands in a record, and its word as written there. */
function placed(index, term, record, lang) {
  const places = index.places[term], mine = index.languages.indexOf(lang);
  const here = places.slice(placeOf(places, index.recordStarts[record]), placeOf(places, index.recordStarts[record + 1]));
  const rows = here.map((place) => {
    const passage = placeBehind(index.passageStarts, place) - 1;
    return { place, field: index.passageFields[passage], other: Number(index.passageLangs[passage] !== mine) };
  });
  const [first] = rows.sort((a, b) => a.field - b.field || a.other - b.other || a.place - b.place);
  return { field: index.fields[first.field].name, word: index.written[index.wordStream[first.place]] };
}

/**
 * Reasons for a record, one for every word of the question that led there.
 * @returns {{ field: string, word: string, asked: string, how: string, through: string }[]}
 */
export function reasons(index, { record, leads, given, asked, lang }) {
  const told = new Map();
  leads.forEach(({ word, ways }, at) => {
    const amounts = given[at].map((way) => way.get(record) ?? 0), most = Math.max(0, ...amounts);
    if (!most) return;
    const way = ways[amounts.indexOf(most)];
    const found = phraseOf(index, way, record, lang).map((term) => placed(index, term, record, lang));
    const [{ field }] = found, words = [...new Set(found.map((one) => one.word))].join(" ");
    const typed = asked.get(word), other = way.how === "word" && bare(words) !== bare(typed);
    const reason = { field, word: words, asked: typed, how: other ? "form" : way.how, through: way.through };
    if (!told.has(`${field} ${words}`)) told.set(`${field} ${words}`, reason);
  });
  return [...told.values()];
}
