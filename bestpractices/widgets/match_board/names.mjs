// What options and blocks are called, with and without their names.

/** What is ranked: practices as a whole, or their parts, the building blocks. */
export const WHOLES = "practices";
export const PARTS = "blocks";

/** A, B, … Z, AA: the name of an option while names are hidden. */
export function letter(at) {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

/** Name of a block among those that are chosen, whether a practice or a block is the option. */
export const keyOf = (option, block) => `${option.practice?.id ?? option.id}/${block.id}`;

/** A text in which neither the title of an option nor its name before the colon stands. */
export function masked(text, title, name) {
  const parts = [title, title.split(":")[0].trim()].filter((part) => part.length > 3);
  return parts.reduce((found, part) => found.replaceAll(part, () => name), text);
}

/** A tick set or taken off; beyond the most that fit, the oldest goes. */
export function toggled(list, item, at_most = Infinity) {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item].slice(-at_most);
}

export function fill(text, values) {
  return Object.entries(values).reduce((found, [name, value]) => found.replaceAll(`{${name}}`, () => value), text);
}
