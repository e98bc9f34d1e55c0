// Files that a coach chooses in a form: they go to the kernel as packed text, like what is typed.

// A line to a kernel carries a megabyte in one message, with all else that is in it.
export const LARGEST = 700_000; // signs of a packed file; sessions are packed to a tenth
const STRIDE = 0x8000; // bytes that a call takes as arguments

/** Fields of a form in which a file was chosen, with the file. */
export const chosenIn = (entries) => [...entries].filter(([, value]) => value instanceof Blob && value.name);

/** A file as gzip in base64. */
async function packed(file) {
  const bytes = new Uint8Array(await new Response(file.stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
  let signs = "";
  for (let at = 0; at < bytes.length; at += STRIDE) signs += String.fromCharCode(...bytes.subarray(at, at + STRIDE));
  return btoa(signs);
}

/** The packed texts of some files by field; nothing if one is too large or cannot be read. */
export async function textsOf(chosen) {
  try {
    const texts = await Promise.all(chosen.map(async ([name, file]) => [name, [await packed(file)]]));
    return texts.some(([, [text]]) => text.length > LARGEST) ? null : Object.fromEntries(texts);
  } catch {
    return null; // it went, or is on a stick that was pulled
  }
}

/** Puts fields in which a file is chosen back into their places, after a page was drawn anew. */
export function kept(body) {
  const held = [...body.querySelectorAll("input[type=file][id]")].filter(({ files }) => files.length);
  return () => { for (const one of held) document.getElementById(one.id)?.replaceWith(one); };
}
