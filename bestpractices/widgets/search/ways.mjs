// Ways from a word of the question to terms of the index, the same as bestpractices.analysis.search.ways:
// the word, its beginning, a slip, what a concept or the base's own translations hold equal.

import { distance, slipsForgiven } from "./edits.mjs";
import { stem } from "./stems.mjs";
import { Translations } from "./translations.mjs";

export const LANGUAGES = ["en", "tr", "fr", "nl"];
const SHORTEST_BEGINNING = 3, SHORTEST_PART = 2, SAME_LETTERS = 5, SHORTEST_STEM = 4;
const MOST_BEGINNINGS = 50, MOST_SLIPS = 5;
const WORTH = { word: 1, form: 0.8, joined: 0.8, parts: 0.6, beginning: 0.5, slip: 0.8, family: 0.5, concept: 0.6, translation: 0.7 };

/**
 * One way: a record goes it if it has all terms of one of the phrases.
 * @typedef {{ how: string, worth: number, phrases: number[][], through: string }} Way
 */

// As Python rounds: by the number itself, not by what a product with ten thousand makes of it.
const rounded = (worth) => Number(worth.toFixed(4));
const inOrder = (terms) => [...new Set(terms)].sort((a, b) => a - b);
const single = (how, terms, through = "") =>
  ({ how, worth: WORTH[how], phrases: inOrder(terms).map((term) => [term]), through });
const byPhrase = (one, other) => {
  const at = one.findIndex((term, place) => term !== other[place]);
  return at < 0 ? one.length - other.length : (one[at] - (other[at] ?? -1));
};

export class Ways {
  /** @param {import("./postings.mjs").Index} index */
  constructor(index) {
    this.index = index;
    this.translations = new Translations(index);
    this.stems = new Map();
    this.readConcepts();
  }

  readConcepts() {
    this.concepts = [];
    this.byLabel = new Map();
    for (const [id, names] of Object.entries(this.index.concepts)) {
      const phrases = new Map();
      for (const [lang, labels] of Object.entries(names)) {
        for (const label of labels) {
          const known = this.byLabel.get(`${lang}:${label}`) ?? [];
          if (!known.includes(this.concepts.length)) known.push(this.concepts.length);
          this.byLabel.set(`${lang}:${label}`, known);
          const terms = label.split(" ").map((one) => this.index.term(one, lang));
          if (!terms.includes(undefined)) phrases.set(terms.join(), terms);
        }
      }
      this.concepts.push({ id, phrases: [...phrases.values()].sort(byPhrase) });
    }
    this.longest = Math.max(0, ...[...this.byLabel.keys()].map((label) => label.split(" ").length));
  }

  stem(word, lang) {
    const key = `${lang}:${word}`;
    if (!this.stems.has(key)) this.stems.set(key, stem(word, lang));
    return this.stems.get(key);
  }

  termOf(word, lang) {
    return this.index.term(this.stem(word, lang), lang);
  }

  /** Language of a question: the one that knows most of its words, else the reader's. */
  language(words, reader) {
    const known = LANGUAGES.map((lang) => words.filter((word) => this.index.isSmall(word, lang) || this.termOf(word, lang) !== undefined).length);
    const best = Math.max(...known);
    return known[LANGUAGES.indexOf(reader)] === best ? reader : LANGUAGES[known.indexOf(best)];
  }

  /**
   * Every word of a question that tells something, with its ways.
   * @returns {{ word: string, ways: Way[] }[]}
   */
  leads(words, lang, typing) {
    const asked = words.filter((word) => !this.tellsNothing(word, lang)), meant = [...asked];
    const found = asked.map((word, place) => {
      let ways = [...this.known(word, lang), ...this.joined(asked, place)];
      if (typing && place === asked.length - 1) ways.push(...this.beginning(word));
      if (!ways.length) [meant[place], ways] = this.guessed(word);
      // In Turkish a root has more forms than any stemmer knows.
      if (lang === "tr" || !ways.length) ways.push(...this.family(meant[place]));
      return ways;
    });
    for (const [start, end, way] of this.conceptsOf(meant)) {
      for (let place = start; place < end; place += 1) {
        // A word is believed less to mean what its concept says if it had to be guessed.
        const trust = found[place].some(({ how }) => how === "slip") ? WORTH.slip : 1;
        found[place].push({ ...way, worth: way.worth * trust });
      }
    }
    return asked.map((word, place) => ({ word, ways: [...found[place], ...this.translated(found[place])] }));
  }

  tellsNothing(word, lang) {
    if (this.index.isSmall(word, lang)) return true;
    // The small words of another language are none of the question's, unless a record has them.
    return LANGUAGES.some((other) => this.index.isSmall(word, other)) && !this.index.termsOf(word).length;
  }

  known(word, lang) {
    const mine = this.termOf(word, lang);
    const terms = [...this.index.termsOf(word), ...(mine === undefined ? [] : [mine])];
    if (terms.length) return [single("word", terms)];
    const others = LANGUAGES.map((other) => this.termOf(word, other)).filter((term) => term !== undefined);
    return others.length ? [single("form", others)] : [];
  }

  /** The word and its neighbour as one. */
  joined(words, place) {
    return [place - 1, place].flatMap((start) => {
      const pair = start >= 0 && start + 1 < words.length ? words[start] + words[start + 1] : "";
      const terms = pair ? this.index.termsOf(pair) : [];
      return terms.length ? [single("joined", terms, pair)] : [];
    });
  }

  termsBeginning(words, word) {
    const own = this.index.termsOf(word);
    return inOrder(words.flatMap((other) => this.index.termsOf(other))).filter((term) => !own.includes(term));
  }

  beginning(word) {
    if ([...word].length < SHORTEST_BEGINNING) return [];
    const terms = this.termsBeginning(this.index.wordsBeginningWith(word), word);
    terms.sort((a, b) => this.frequency(b) - this.frequency(a) || a - b);
    return terms.length ? [single("beginning", terms.slice(0, MOST_BEGINNINGS))] : [];
  }

  frequency(term) {
    return this.index.records[term].length;
  }

  /** What an unknown word may mean, and the ways there. */
  guessed(word) {
    const parts = this.parts(word);
    if (parts.length) return [word, [{ how: "parts", worth: WORTH.parts, phrases: parts, through: word }]];
    const near = this.near(word, slipsForgiven(word));
    return [near[0] ?? word, near.map((other) => single("slip", this.index.termsOf(other), other))];
  }

  /** Two words of one language in one: *klas* and *kinderen* for "klaskinderen". */
  parts(word) {
    const letters = [...word], found = [];
    for (let cut = SHORTEST_PART; cut <= letters.length - SHORTEST_PART; cut += 1) {
      const seconds = this.index.termsOf(letters.slice(cut).join(""));
      for (const first of seconds.length ? this.index.termsOf(letters.slice(0, cut).join("")) : []) {
        for (const second of seconds) if (this.index.langOf(first) === this.index.langOf(second)) found.push([first, second]);
      }
    }
    return found;
  }

  /** Words that begin alike. */
  family(word) {
    const letters = [...word];
    const words = letters.length >= SAME_LETTERS ? this.index.wordsBeginningWith(letters.slice(0, SAME_LETTERS).join("")) : [];
    for (let end = SHORTEST_STEM; end < letters.length; end += 1) words.push(letters.slice(0, end).join(""));
    const terms = this.termsBeginning(words, word);
    return terms.length ? [single("family", terms)] : [];
  }

  /** The words nearest to one with so many typing errors at most; the first letter is right. */
  near(word, forgiven) {
    if (!forgiven || !word) return [];
    const letters = [...word].length;
    const others = this.index.wordsBeginningWith([...word][0]).filter((other) => Math.abs([...other].length - letters) <= forgiven);
    const slips = others.map((other) => distance(word, other)), least = Math.min(...slips);
    if (!(least <= forgiven)) return [];
    const often = (other) => Math.max(...this.index.termsOf(other).map((term) => this.frequency(term)));
    return others.filter((_, at) => slips[at] === least).sort((a, b) => often(b) - often(a) || (a < b ? -1 : 1)).slice(0, MOST_SLIPS);
  }

  /** Every concept that some of these words name, with the places of these words. */
  *conceptsOf(words) {
    for (const lang of LANGUAGES) {
      const stems = words.map((word) => this.stem(word, lang));
      for (let start = 0; start < words.length; start += 1) {
        for (let end = start + 1; end <= Math.min(start + this.longest, words.length); end += 1) {
          for (const number of this.byLabel.get(`${lang}:${stems.slice(start, end).join(" ")}`) ?? []) {
            const { id, phrases } = this.concepts[number];
            if (phrases.length) yield [start, end, { how: "concept", worth: WORTH.concept, phrases, through: id }];
          }
        }
      }
    }
  }

  /** What the base's own translations teach about the words that were found. */
  translated(ways) {
    return ways.filter(({ how }) => ["word", "form", "slip"].includes(how)).flatMap((way) =>
      way.phrases.flatMap(([term]) => this.translations.of(term).map(([other, dice]) =>
        ({ how: "translation", worth: rounded(WORTH.translation * dice * way.worth), phrases: [[other]], through: way.through }))));
  }
}
