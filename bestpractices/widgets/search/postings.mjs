// The index, read from what bestpractices.analysis.search.browser wrote: which word stands where, and
// how much it weighs there, as in bestpractices.analysis.search.index and .weighing.
//
// Its keys: addresses; languages; fields (name, weight, slope); words (of each language, as written);
// forms (how many letters are cut off a word, and what is put there) and stems (the form of every
// word); texts (of each language, a letter a word); records (how many long texts; then field and text
// in turn, 0 for a text that was not there before); facets; concepts; small words.

import { bare } from "./fold.mjs";

const FIRST_SIGN = 0x23, BACKSLASH = 0x5c, HALVES = 0xd800;
const END = " ", NO_WORDS = "!";

/** Numbers of a text of letters, as `sign` in Python wrote them. @param {string} text */
export function numbers(text) {
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0);
    const whole = code > HALVES ? code - 0x800 : code;
    return whole - FIRST_SIGN - Number(whole > BACKSLASH);
  });
}

const listed = (text) => (text ? text.split(END) : []);
const atLeast = (list, wanted, compare) => {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(list[middle], wanted)) low = middle + 1;
    else high = middle;
  }
  return low;
};
/** First place in a sorted list that is not less. */
export const placeOf = (list, wanted) => atLeast(list, wanted, (one, other) => one < other);
/** First place in a sorted list that is more. */
export const placeBehind = (list, wanted) => atLeast(list, wanted, (one, other) => one <= other);

export class Index {
  constructor(source) {
    this.addresses = source.addresses;
    this.languages = source.languages;
    this.fields = source.fields.map(([name, weight, slope]) => ({ name, weight, slope }));
    this.textField = this.fields.findIndex(({ name }) => name === "text");
    this.concepts = source.concepts;
    this.small = Object.fromEntries(Object.entries(source.small).map(([lang, words]) => [lang, new Set(listed(words))]));
    this.facets = Object.fromEntries(Object.entries(source.facets).map(([name, values]) =>
      [name, new Map(Object.entries(values).map(([value, records]) => [value, numbers(records)]))]));
    this.readWords(source);
    this.readTexts(source);
    this.weigh(Math.fround(source.k1));
  }

  /** Every written word with its term: the stem in a language. */
  readWords({ words, forms, stems }) {
    this.written = [];
    const terms = [], groups = new Map();
    this.firstWord = {};
    for (const lang of this.languages) {
      this.firstWord[lang] = this.written.length;
      const shapes = numbers(stems[lang] ?? "");
      listed(words[lang]).forEach((word, at) => {
        const folded = bare(word), [cut, ending] = forms[shapes[at]];
        const term = `${lang}:${folded.slice(0, folded.length - cut)}${ending}`;
        this.written.push(word);
        terms.push(term);
        groups.set(folded, (groups.get(folded) ?? new Set()).add(term));
      });
    }
    this.terms = [...new Set(terms)].sort();
    this.termNumbers = new Map(this.terms.map((term, number) => [term, number]));
    this.termOfWritten = terms.map((term) => this.termNumbers.get(term));
    this.words = [...groups.keys()].sort();
    this.termsByWord = new Map([...groups].map(([word, found]) => [word, [...found].map((term) => this.termNumbers.get(term)).sort((a, b) => a - b)]));
  }

  /** The stream of all words, record after record, with its passages. */
  readTexts({ texts, records }) {
    const streams = Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, listed(text)]));
    const stream = [], passageStarts = [0];
    Object.assign(this, { recordStarts: [0], recordPassages: [0], passageFields: [], passageLangs: [] });
    const rows = records.split(END).map(numbers);
    let different = 0, long = rows.reduce((all, row) => all + row.filter((number, at) => at && at % 2 === 0 && number === 0).length, 0);
    const add = (field, code, text) => {
      const first = this.firstWord[this.languages[code]];
      if (text !== NO_WORDS) for (const number of numbers(text)) stream.push(first + number);
      passageStarts.push(stream.length);
      this.passageFields.push(field);
      this.passageLangs.push(code);
    };
    for (const [longTexts, ...pairs] of this.addresses.length ? rows : []) {
      for (let at = 0; at < pairs.length; at += 2) {
        const text = pairs[at + 1] ? pairs[at + 1] - 1 : different++;
        this.languages.forEach((lang, code) => streams[lang]?.[text] && add(pairs[at], code, streams[lang][text]));
      }
      for (let at = 0; at < longTexts; at += 1) add(this.textField, 0, streams.en[long++]);
      this.recordStarts.push(stream.length);
      this.recordPassages.push(this.passageFields.length);
    }
    this.wordStream = Int32Array.from(stream);
    this.stream = this.wordStream.map((word) => this.termOfWritten[word]);
    this.passageStarts = Int32Array.from(passageStarts);
    this.places = this.terms.map(() => []);
    this.stream.forEach((term, place) => this.places[term].push(place));
  }

  /** BM25F: records of every term and how much it weighs there, in numbers as short as Python's. */
  weigh(k1) {
    const each = this.passageWeights();
    this.records = this.terms.map(() => []);
    this.weights = this.terms.map(() => []);
    this.asMaps = new Map();
    const counts = new Float32Array(this.terms.length);
    for (let record = 0; record < this.addresses.length; record += 1) {
      const here = new Set();
      for (let passage = this.recordPassages[record]; passage < this.recordPassages[record + 1]; passage += 1) {
        for (let place = this.passageStarts[passage]; place < this.passageStarts[passage + 1]; place += 1) {
          const term = this.stream[place];
          counts[term] += each[passage];
          here.add(term);
        }
      }
      for (const term of here) {
        this.records[term].push(record);
        this.weights[term].push(Math.fround(counts[term] / Math.fround(k1 + counts[term])));
        counts[term] = 0;
      }
    }
  }

  /** How much one word counts in each passage: by its field, and by how long that is there. */
  passageWeights() {
    const langs = this.languages.length, lengths = new Map(), all = new Map();
    const kind = (passage) => this.passageFields[passage] * langs + this.passageLangs[passage];
    const boxes = this.passageFields.map((_, passage) => `${placeBehind(this.recordPassages, passage) - 1} ${kind(passage)}`);
    boxes.forEach((box, passage) => {
      const length = this.passageStarts[passage + 1] - this.passageStarts[passage];
      if (length) lengths.set(box, (lengths.get(box) ?? 0) + length);
    });
    for (const [box, length] of lengths) {
      const name = Number(box.split(" ")[1]), [sum, number] = all.get(name) ?? [0, 0];
      all.set(name, [sum + length, number + 1]);
    }
    return Float32Array.from(boxes, (box, passage) => {
      const { weight, slope } = this.fields[this.passageFields[passage]];
      const [sum, number] = all.get(kind(passage)) ?? [1, 1];
      return weight / (1 - slope + (slope * (lengths.get(box) ?? 0)) / (sum / number));
    });
  }

  /** Records of a term and how much it weighs in each; kept, for people type letter by letter. */
  weightsOf(term) {
    const known = this.asMaps.get(term);
    if (known) return known;
    const made = new Map(this.records[term].map((record, at) => [record, this.weights[term][at]]));
    this.asMaps.set(term, made);
    return made;
  }

  isSmall(word, lang) {
    return this.small[lang]?.has(word) ?? false;
  }

  /** Terms of a folded word, in all languages in which it stands somewhere. */
  termsOf(word) {
    return this.termsByWord.get(word) ?? [];
  }

  term(stem, lang) {
    return this.termNumbers.get(`${lang}:${stem}`);
  }

  langOf(term) {
    return this.terms[term].slice(0, 2);
  }

  wordsBeginningWith(beginning) {
    const found = [];
    for (let at = placeOf(this.words, beginning); this.words[at]?.startsWith(beginning); at += 1) found.push(this.words[at]);
    return found;
  }
}
