// Stems of folded words, the same as bestpractices.analysis.search.stems. Snowball's own stemmers are
// in vendor/snowball; they are plain scripts, so they are found among the globals.

import { fold } from "./fold.mjs";

const NAMES = { en: "EnglishStemmer", tr: "TurkishStemmer", fr: "FrenchStemmer", nl: "DutchStemmer" };
const SHORTEST = 2, LONGEST = 100;
const FRONT = { i: "i", o: "ö", u: "ü", e: "e" };
const BACK = { i: "ı", o: "o", u: "u", a: "a" };
const SPELLING = [[/(?<=[aeiouıöü])g(?=[aeiouıöü])/g, "ğ"], [/(?<=m[iıuü])s(?=(t[iıuü]r)?$)/g, "ş"], [/(?<=[dt][ae])kı/g, "ki"]];
const LEFT = /(?<=.{3}[aeiou])s$|(?<=.{2}m[ae])k$/u;
const SHORT_TURKISH = /^[aeiou][^aeiou]$/u;
const SHORTEST_TURKISH = 3;
// Snowball 3.1, which Python has, keeps these two apart from "intern"; 3.0.1 does not yet.

const made = new Map();

function stemmed(word, lang) {
  if (!made.has(lang)) made.set(lang, new globalThis[NAMES[lang]]());
  const found = made.get(lang).stemWord(word);
  if (lang === "en" && found === "intern") return internals(word);
  return [...found].length >= SHORTEST ? found : word;
}

function internals(word) {
  if (/^internation/.test(word)) return "internat";
  return /^internal/.test(word) ? "internal" : "intern";
}

/** A folded word with the dots that Turkish vowel harmony asks for. @param {string} word */
export function harmonised(word) {
  const letters = [...word];
  let harmony = {};
  // From the end, because a suffix goes by the vowel before it.
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at];
    if (!/[aeiou]/.test(letter)) continue;
    if (letter === "a") harmony = BACK;
    if (letter === "e") harmony = FRONT;
    letters[at] = harmony[letter] ?? letter;
  }
  const spelt = withLastVowels(letters.join(""));
  return SPELLING.reduce((text, [wrong, right]) => text.replace(wrong, right), spelt);
}

/** Vowels behind the last a or e, which go by it. */
function withLastVowels(word) {
  const last = Math.max(word.lastIndexOf("a"), word.lastIndexOf("e"));
  if (last < 0) return word;
  const harmony = word[last] === "a" ? BACK : FRONT;
  const tail = [...word.slice(last + 1)].map((letter) => harmony[letter] ?? letter).join("");
  return word.slice(0, last + 1) + tail;
}

/** Stem of the stem until nothing is left to take off. */
function turkish(word) {
  const found = fold(stemmed(harmonised(word), "tr")).replace(LEFT, "");
  if (found === word) return found;
  const isStem = [...found].length >= SHORTEST_TURKISH || SHORT_TURKISH.test(found);
  return isStem ? turkish(found) : word;
}

/** Stem of a folded word in one of the four languages. @param {string} word @param {string} lang */
export function stem(word, lang) {
  if ([...word].length > LONGEST) return word;
  return lang === "tr" ? turkish(word) : stemmed(word, lang);
}
