// Translations that the base itself teaches, as in bestpractices.analysis.search.translations: words
// that nearly always stand in the same texts in two languages, by Dice's coefficient. Worked out for
// the words of a question only, because all of them would take longer than to search.

import { placeBehind } from "./postings.mjs";

const LEAST_DICE = 0.5, LEAST_TEXTS = 3, MOST_TEXTS = 20_000;

export class Translations {
  /** @param {import("./postings.mjs").Index} index */
  constructor(index) {
    this.index = index;
    this.having = new Map();
    this.readTexts();
  }

  /** Which text every passage is one language of, and the passages of those in several. */
  readTexts() {
    const { passageFields: fields, passageLangs: langs } = this.index;
    this.texts = [];
    this.textOf = fields.map((field, at) => {
      if (!at || field !== fields[at - 1] || langs[at] <= langs[at - 1]) this.texts.push([]);
      this.texts.at(-1).push(at);
      return this.texts.length - 1;
    });
  }

  /** Texts in several languages that have a term. */
  textsOf(term) {
    if (!this.having.has(term)) {
      const passages = this.index.places[term].map((place) => placeBehind(this.index.passageStarts, place) - 1);
      const texts = new Set(passages.map((passage) => this.textOf[passage]));
      this.having.set(term, [...texts].filter((text) => text < MOST_TEXTS && this.texts[text].length > 1));
    }
    return this.having.get(term);
  }

  termsIn(text) {
    const { stream, passageStarts } = this.index;
    return new Set(this.texts[text].flatMap((passage) => [...stream.subarray(passageStarts[passage], passageStarts[passage + 1])]));
  }

  /** Of each other language the best translation of a term, with Dice's coefficient. */
  of(term) {
    const { index } = this, mine = this.textsOf(term), together = new Map();
    for (const text of mine) {
      for (const other of this.termsIn(text)) {
        if (index.langOf(other) !== index.langOf(term)) together.set(other, (together.get(other) ?? 0) + 1);
      }
    }
    const best = new Map();
    for (const [other, both] of [...together].sort(([a], [b]) => a - b)) {
      if (both < LEAST_TEXTS) continue;
      const dice = (2 * both) / (mine.length + this.textsOf(other).length), lang = index.langOf(other);
      if (dice >= LEAST_DICE && !(best.get(lang)?.dice >= dice)) best.set(lang, { term: other, dice });
    }
    const order = ([a], [b]) => index.languages.indexOf(a) - index.languages.indexOf(b);
    return [...best].sort(order).map(([, { term: other, dice }]) => [other, Math.fround(dice)]);
  }
}
