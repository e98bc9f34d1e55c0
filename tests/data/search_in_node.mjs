// Answers questions as the browser does: index and questions are read from a file named in the call.
import { readFile } from "node:fs/promises";
import vm from "node:vm";

import { Finder } from "../../bestpractices/widgets/search/finder.mjs";

const VENDOR = new URL("../../bestpractices/vendor/snowball/", import.meta.url);
for (const name of ["base", "english", "turkish", "french", "dutch"]) {
  vm.runInThisContext(await readFile(new URL(`${name}-stemmer.js`, VENDOR), "utf8"));
}
const { index, questions } = JSON.parse(await readFile(process.argv[2], "utf8"));
const finder = new Finder(index);
const answers = questions.map(([question, lang]) => finder.answer(question, { lang, limit: 50 }));
console.log(JSON.stringify(answers.map(({ hits, total }) =>
  [total, hits.map(({ address, score, why }) => [address, score, why.map(({ field, word, how }) => [field, word, how])])])));
