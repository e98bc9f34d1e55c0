// Phrases in quotes: which records have these words one after the other, in any of their forms, as in
// bestpractices.analysis.search.phrases.

import { placeBehind } from "./postings.mjs";
import { LANGUAGES } from "./ways.mjs";

/** Terms of a phrase in each language that knows all its words; small words are passed over. */
function* inLanguages(ways, phrase) {
  for (const lang of LANGUAGES) {
    const terms = phrase.filter((word) => !ways.index.isSmall(word, lang)).map((word) => ways.termOf(word, lang));
    if (terms.length && !terms.includes(undefined)) yield terms;
  }
}

/** Records with these terms one after the other within one passage. */
function recordsHaving(index, terms) {
  const passage = (place) => placeBehind(index.passageStarts, place) - 1;
  return index.places[terms[0]]
    .filter((start) => terms.every((term, at) => index.stream[start + at] === term))
    .filter((start) => passage(start) === passage(start + terms.length - 1))
    .map((start) => placeBehind(index.recordStarts, start) - 1);
}

/** Which records have all these phrases. @returns {(record: number) => boolean} */
export function havingPhrases(ways, phrases) {
  const found = phrases.map((phrase) => new Set([...inLanguages(ways, phrase)].flatMap((terms) => recordsHaving(ways.index, terms))));
  return (record) => found.every((records) => records.has(record));
}
