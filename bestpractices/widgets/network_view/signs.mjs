// The sign of a group beside its name: the same shape as in the picture.

const NS = "http://www.w3.org/2000/svg";
const OUTLINES = [
  "M8 2.2a5.8 5.8 0 1 0 .01 0z", "M2.9 2.9h10.2v10.2H2.9z", "M8 .9 15.1 8 8 15.1.9 8z", "M8 2 15 14H1z",
  "M5.8 1.5h4.4v4.3h4.3v4.4h-4.3v4.3H5.8v-4.3H1.5V5.8h4.3z", "M4.9 2.6h6.2L14.3 8l-3.2 5.4H4.9L1.7 8z",
];

export function groupSign(group) {
  const sign = document.createElementNS(NS, "svg"), path = document.createElementNS(NS, "path"), at = group % OUTLINES.length;
  sign.setAttribute("viewBox", "0 0 16 16");
  sign.setAttribute("class", `group-sign group-${at}`);
  sign.setAttribute("aria-hidden", "true");
  path.setAttribute("d", OUTLINES[at]);
  sign.append(path);
  return sign;
}
