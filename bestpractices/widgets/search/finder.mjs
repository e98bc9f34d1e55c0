// Search in one base: from a question to an answer, the same as bestpractices.analysis.search.finder.

import { bare, bareWords, cutAtWords, writtenWords } from "./fold.mjs";
import { slipsForgiven } from "./edits.mjs";
import { havingPhrases } from "./phrases.mjs";
import { Index } from "./postings.mjs";
import { best, scores } from "./rank.mjs";
import { reasons } from "./reasons.mjs";
import { Ways } from "./ways.mjs";

const MOST_WORDS = 64, MOST_LETTERS = 2000;
const QUOTED = /["“„”]([^"“„”]*)["“”]|«([^»]*)»/gu;

/** A question taken apart; `typing` if its last word may be only the beginning of one. */
export function question(text) {
  const written = writtenWords(text), asked = new Map();
  for (const one of written) if (bare(one) && !asked.has(bare(one))) asked.set(bare(one), one);
  const phrases = [...text.matchAll(QUOTED)].map(([, first, second]) => bareWords(first || second || ""));
  return {
    asked,
    phrases: phrases.filter((phrase) => phrase.length > 1),
    typing: written.length > 0 && text.endsWith(written.at(-1)),
    long: written.length > MOST_WORDS || [...text].length > MOST_LETTERS,
  };
}

export class Finder {
  /** @param {object} source what `browser_index` in Python wrote */
  constructor(source) {
    this.index = new Index(source);
    this.ways = new Ways(this.index);
  }

  /**
   * What the records say to a question.
   * @param {{ lang?: string, where?: Record<string, string[]>, limit?: number }} options
   *   `where` names the values of which a record must have one, by facet
   * @returns hits, their number, counts by facet, the question's language, what to do if nothing was
   *   found (`empty`, `small`, `nothing` or `long`), and of unknown words those that may be meant
   */
  answer(text, { lang = "en", where = {}, limit = 10 } = {}) {
    const { index, ways } = this, { asked, phrases, typing, long } = question(text);
    if (long) return { hits: [], total: 0, facets: {}, lang, advice: "long", meant: [], leads: [] };
    const words = [...asked.keys()], spoken = ways.language(words, lang);
    const leads = ways.leads(words, spoken, typing), { total, given } = scores(index, leads);
    const inPhrases = havingPhrases(ways, phrases);
    const matched = [...total.keys()].filter((record) => total[record] > 0 && inPhrases(record));
    const fits = this.fitting(where), kept = matched.filter((record) => fits(record));
    const hits = best(total, kept, limit).map(([record, score]) =>
      ({ address: index.addresses[record], score, why: reasons(index, { record, leads, given, asked, lang }) }));
    const advice = kept.length ? "" : words.length ? (leads.length ? "nothing" : "small") : "empty";
    return { hits, total: kept.length, facets: this.counts(matched, where), lang: spoken, advice, meant: this.meant(leads, asked), leads };
  }

  /** Whether a record has in every facet that is narrowed one of the values; one may be left out. */
  fitting(where, except) {
    const wanted = Object.entries(where).filter(([name]) => name !== except)
      .map(([name, values]) => new Set(values.flatMap((value) => this.index.facets[name]?.get(value) ?? [])));
    return (record) => wanted.every((records) => records.has(record));
  }

  /** Of every facet how many of the records found have each value, its own narrowing left out. */
  counts(matched, where) {
    return Object.fromEntries(Object.entries(this.index.facets).map(([name, values]) => {
      const fits = this.fitting(where, name), among = new Set(matched.filter((record) => fits(record)));
      const rows = [...values].map(([value, records]) => [value, records.filter((record) => among.has(record)).length]);
      return [name, rows.filter(([, number]) => number).sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))];
    }));
  }

  /** Words that may be meant where one is unknown: as typed, and as they stand in the records. */
  meant(leads, asked) {
    return leads.flatMap(({ word, ways }) => {
      const slip = ways.find(({ how }) => how === "slip");
      const near = slip ? [slip.through] : ways.length ? [] : this.ways.near(word, slipsForgiven(word) + 1).slice(0, 1);
      return near.map((other) => ({ asked: asked.get(word), word: this.asWritten(other) }));
    });
  }

  /** Kind of the record at an address. */
  kindOf(address) {
    const record = this.index.addresses.indexOf(address);
    return [...this.index.facets.kind].find(([, records]) => records.includes(record))[0];
  }

  asWritten(word) {
    const { written } = this.index;
    this.spelling ??= new Map(written.map((one) => [bare(one), one]).reverse());
    return this.spelling.get(word) ?? word;
  }

  /** Terms to which a question led in one record: those of phrases that it has as a whole. */
  termsOf(leads, address) {
    const record = this.index.addresses.indexOf(address);
    const isThere = (term) => this.index.weightsOf(term).has(record);
    return new Set(leads.flatMap(({ ways }) => ways.flatMap(({ phrases }) => phrases.filter((phrase) => phrase.every(isThere)).flat())));
  }

  /** A text cut where words with some of these terms stand: plain and marked parts in turn. */
  marked(text, lang, terms) {
    const isMarked = (word) => !this.index.isSmall(word, lang) && this.index.termsOf(word).some((term) => terms.has(term));
    return cutAtWords(text).map((part, at) => ({ text: part, mark: at % 2 === 1 && isMarked(bare(part)) }));
  }
}
