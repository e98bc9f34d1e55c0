// Our browser modules have no package.json beside them; Node takes them as modules by their text.
import { readFile } from "node:fs/promises";

const ROOT = new URL("../../bestpractices/", import.meta.url);

/** @param {string} path path inside the package */
export async function load(path) {
  const text = await readFile(new URL(path, ROOT), "utf8");
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}
