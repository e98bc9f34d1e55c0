// Elements of a page, made from plain values: texts are texts, whatever stands in them.

/**
 * An element with attributes, properties (values that are no texts) and style variables (`--name`);
 * what is null is left out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null) continue;
    if (name.startsWith("--")) made.style.setProperty(name, value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export const hidden = (text) => element("span", { class: "unseen" }, text);
