// A network to look at and to walk through: picture, list and table share what is chosen. Places and
// figures come from Python; what a reader chose lives in traits.

import { element } from "./parts/nodes.mjs";
import { detail, List, status, Table } from "./network_view/list.mjs";
import { everything, Network, radii } from "./network_view/network.mjs";
import { Picture } from "./network_view/picture.mjs";
import { tools } from "./network_view/tools.mjs";

const DATA = ["groups", "kinds", "tie_kinds", "measures", "texts", "lang"];
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "0"];

/** Hands a file to the reader. */
function save(content, name) {
  const link = element("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function render({ model, el }) {
  const data = Object.fromEntries(DATA.map((name) => [name, model.get(name)])), { texts, measures } = data;
  const network = new Network(model.get("network")), choice = everything();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches, dark = matchMedia("(prefers-color-scheme: dark)");
  const measure = () => measures.find(({ id }) => id === model.get("measure")) ?? measures[0] ?? { label: "", values: [] };
  const root = element("div", { class: "network-view" }), place = element("div", { class: "canvas", tabIndex: 0, role: "application", "aria-label": texts.picture });
  const told = element("p", { class: "status", role: "status" }), side = element("div", { class: "side" });
  let picture = null, view = null;

  /** From a choice to what is drawn: picture, list, table and words. */
  function draw() {
    const shown = network.shown(choice), focus = network.at(model.get("focus"));
    view = { shown, measure: measure(), sizes: radii(measure().values, network.size), focus: focus != null && shown.nodes[focus] ? focus : null };
    picture?.show(view);
    list.show(view);
    table.show(view);
    status(told, view, network, data);
    aside();
  }
  function aside() {
    const opened = side.querySelector(".detail"), within = opened?.contains(document.activeElement);
    opened?.remove();
    list.el.hidden = view.focus != null;
    if (view.focus == null) return;
    side.append(detail(view.focus, { data, network, view, pick, leave }));
    if (within) side.querySelector(".detail h3").focus();
  }
  function pick(node) {
    if (node == null) return leave();
    const inList = side.contains(document.activeElement);
    model.set("focus", network.nodes.id[node]);
    model.save_changes();
    picture?.bring(node);
    if (inList) side.querySelector(".detail h3")?.focus();
  }
  function leave() {
    const node = view.focus, inSide = side.contains(document.activeElement);
    if (node == null) return;
    model.set("focus", "");
    model.save_changes();
    if (inSide) (list.rows.querySelector(`[data-node="${node}"]`) ?? list.box).focus();
  }
  function choose(id) {
    model.set("measure", id);
    model.save_changes();
  }

  const list = new List(data, network, pick), table = new Table(data, network, pick);
  const chosen = tools(data, network, { choice, chosen: () => measure().id, choose, changed: draw });
  const button = (text, onclick) => element("button", { type: "button", class: "button quiet", onclick }, text);
  const zoom = [["+", texts.nearer], ["-", texts.further], ["0", texts.whole]]
    .map(([key, label]) => element("button", { type: "button", class: "zoom", "aria-label": label, title: label, onclick: () => picture?.turn(key) }, { "-": "−", 0: "⤢" }[key] ?? key));
  const frame = element("div", { class: "frame" }, place, element("div", { class: "zooms" }, ...zoom));
  const whole = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  const actions = element("div", { class: "actions" }, root.requestFullscreen ? button(texts.full, whole) : null,
    button("PNG", () => picture?.image().toBlob((blob) => save(blob, "network.png"))),
    model.get("picture") ? button("SVG", () => save(new Blob([model.get("picture")], { type: "image/svg+xml" }), "network.svg")) : null);
  side.append(list.el);
  root.append(element("div", { class: "stage" }, element("div", { class: "sight" }, chosen.top, chosen.legend, frame, told, actions, chosen.filters ?? ""), side), table.el);

  function onKey(event) {
    // JupyterLab would take arrow keys for its cells, from a slider and a list too
    if (root.closest(".jp-Notebook")) event.stopPropagation();
    if (event.key === "Escape" && view.focus != null && !document.fullscreenElement) return leave();
    if (event.target === place && !event.ctrlKey && KEYS.includes(event.key) && picture?.turn(event.key)) event.preventDefault();
  }
  const recolour = () => picture?.recolour();
  const heard = { "change:focus": draw, "change:measure": () => { chosen.tell(); draw(); } };
  // sigma needs a place of some size, and there is none before the view stands in the page
  const seen = new ResizeObserver(() => {
    if (picture || !place.clientWidth) return;
    try {
      picture = new Picture(place, network, { onPick: pick, calm });
      picture.show(view);
    } catch {
      plain();
    }
    seen.disconnect();
  });
  /** Without WebGL the picture that Python drew stays. */
  function plain() {
    place.replaceChildren(element("img", { alt: texts.picture, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(model.get("picture"))}` }));
    frame.classList.add("plain");
  }

  el.replaceChildren(root);
  draw();
  seen.observe(place);
  root.addEventListener("keydown", onKey);
  dark.addEventListener("change", recolour);
  for (const [name, listener] of Object.entries(heard)) model.on(name, listener);
  return () => {
    seen.disconnect();
    root.removeEventListener("keydown", onKey);
    dark.removeEventListener("change", recolour);
    for (const [name, listener] of Object.entries(heard)) model.off(name, listener);
    picture?.end();
    el.replaceChildren();
  };
}

export default { render };
