// Typing errors: which words are a slip or two away, as in bestpractices.analysis.search.edits.

/** How many typing errors a word may have. @param {string} word */
export function slipsForgiven(word) {
  const letters = [...word].length;
  return Number(letters >= 4) + Number(letters >= 8);
}

/**
 * Letters left out, put in, changed, or swapped with the next; every place is changed once at most
 * (optimal string alignment).
 */
export function distance(word, other) {
  const [rows, columns] = [[...word], [...other]];
  let before = null, above = null, row = columns.map((_, at) => at).concat(columns.length);
  for (let at = 0; at < rows.length; at += 1) {
    [before, above, row] = [above, row, [at + 1]];
    for (let to = 0; to < columns.length; to += 1) {
      const changed = above[to] + Number(columns[to] !== rows[at]);
      row[to + 1] = Math.min(changed, above[to + 1] + 1, row[to] + 1);
      const swapped = at && to && columns[to] === rows[at - 1] && columns[to - 1] === rows[at];
      if (swapped) row[to + 1] = Math.min(row[to + 1], before[to - 1] + 1);
    }
  }
  return row[columns.length];
}
