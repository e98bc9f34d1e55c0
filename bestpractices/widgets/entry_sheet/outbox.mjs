// Entries on their way to the store: none is lost, none is sent twice under another mark.

/** What stands in the fields of a form: lists of texts by name; files are read apart. */
export function fieldsOf(entries) {
  const found = {};
  for (const [name, value] of entries) if (!(value instanceof Blob)) (found[name] ??= []).push(String(value));
  return found;
}

/** Whether a field is as it was when its form was drawn, where the form says so in ``was.NAME``. */
export const untouched = (fields, name) => `was.${name}` in fields && (fields[name] ?? []).join("\n") === fields[`was.${name}`].join("\n");

/** The outbox with one entry more; a form that sends by itself replaces what it sent before. */
export const entered = (outbox, entry, alone) => [...outbox.filter((one) => !alone || one.form !== entry.form), entry];

/** Entries that are still to be kept. */
export const waiting = (outbox, done) => outbox.filter(({ uid }) => !done.includes(uid));

/** Drafts without those of some forms. */
export const without = (drafts, forms) => Object.fromEntries(Object.entries(drafts).filter(([form]) => !forms.includes(form)));
