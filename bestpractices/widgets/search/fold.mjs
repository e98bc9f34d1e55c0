// What counts as a word and how spellings are made equal: the same as bestpractices.analysis.folding
// and bestpractices.analysis.search.words, held to them by tests/data/search_answers.json.

const SIGNS = { "İ": "i", I: "i", "ı": "i", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "’": "'", "‘": "'", "\u00a0": " " };
const TOKEN = /[\p{L}\p{N}]+(?:[\u0300-\u036f]+[\p{L}\p{N}]*|['’‘][\p{L}\p{N}]+)*/gu;
// What loses its vowel before another in French; in Turkish what comes after is a suffix.
const ELIDED = new Set(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "quoiqu"]);

/** Text without case, accents and dots. @param {string} text */
export function fold(text) {
  const plain = [...text.normalize("NFC")].map((sign) => SIGNS[sign] ?? sign).join("");
  return plain.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Words of a text as they stand there. @param {string} text @returns {string[]} */
export function writtenWords(text) {
  return text.match(TOKEN) ?? [];
}

/** The text cut into words and what stands between, in turn; it begins with what is no word. */
export function cutAtWords(text) {
  const parts = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(TOKEN)) {
    parts.push(text.slice(end, index), word);
    end = index + word.length;
  }
  return [...parts, text.slice(end)];
}

/** A written word folded, without what an apostrophe cuts off. @param {string} word */
export function bare(word) {
  const [first, ...others] = fold(word).split("'");
  return others.length && ELIDED.has(first) ? others[0] : first;
}

/** @param {string} text */
export const bareWords = (text) => writtenWords(text).map(bare);
