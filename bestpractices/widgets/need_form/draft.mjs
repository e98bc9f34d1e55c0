// A draft: what stands in the form, whatever was kept of it.

export const TEXTS = ["title", "situation", "wish", "raised_by", "assets", "lang"];
export const LISTS = ["themes", "target_groups", "provinces"];

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isText = (value) => (typeof value === "string" ? value : "");

/** A draft with every field, whatever was kept of it. */
export function whole(kept) {
  const found = {};
  for (const name of TEXTS) found[name] = isText(kept?.[name]);
  for (const name of LISTS) found[name] = Array.isArray(kept?.[name]) ? kept[name].filter((id) => typeof id === "string") : [];
  const given = kept?.constraints ?? {};
  found.constraints = Object.fromEntries(Object.entries(given).filter(([, text]) => typeof text === "string"));
  return found;
}

/** A list with a word more or less; the order is that of ticking. */
export const ticked = (list, word, on) => [...list.filter((other) => other !== word), ...(on ? [word] : [])];

/** Whether something was changed since the practices were asked for. */
export function changed(draft, asked) {
  const { turn, ...before } = asked;
  return Boolean(turn) && !same(draft, whole(before));
}
