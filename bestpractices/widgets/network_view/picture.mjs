// The picture by WebGL: draws what is shown, fades what is out of focus, tells what was clicked.

import graphology from "../../vendor/graphology/graphology.umd.min.js";
import sigma from "../../vendor/sigma/sigma.min.js";
import { FreeSpace } from "./network.mjs";
import { shapeProgram, SHAPES } from "./shapes.mjs";

const CROWDED = 6000; // ties; more are left out while the picture moves
const PULL = 1.4; // how much nearer one step of the zoom is
const HAND = 40; // pixels by which an arrow key moves the picture
const WIDE = 900; // pixels; on narrower pictures nodes are smaller, down to SHRUNK
const SHRUNK = 0.5;
const WIDTHS = { new: 3.6, lost: 1.6 }; // told apart without their colours
const LONGEST = 34; // letters of a name in the picture, fewer where it is narrow

/** Colours of the style sheet, which knows light and dark. */
export function inks(place) {
  const style = getComputedStyle(place);
  const ink = (name) => style.getPropertyValue(`--nv-${name}`).trim() || "#666666";
  return {
    groups: SHAPES.map((_, at) => ink(`group-${at}`)), tie: ink("tie"), held: ink("strong"), marked: ink("marked"), faded: ink("faded"), ink: ink("ink"), paper: ink("paper"),
    changes: { new: ink("new"), lost: ink("lost") }, font: style.fontFamily,
  };
}

export class Picture {
  /** @throws where there is no WebGL: whoever asked shows something else */
  constructor(place, network, { onPick, calm }) {
    Object.assign(this, { place, network, calm, view: null, space: new FreeSpace() });
    this.colours = inks(place);
    this.graph = new (graphology().MultiUndirectedGraph)();
    const { id, x, y, label, group } = network.nodes, { from, to } = network.ties;
    id.forEach((_, at) => this.graph.addNode(at, { x: x[at], y: y[at], label: label[at], shape: (group[at] ?? 0) % SHAPES.length, size: 4 }));
    from.forEach((start, tie) => this.graph.addEdgeWithKey(tie, start, to[tie], {}));
    const Sigma = sigma();
    this.sigma = new Sigma(this.graph, place, this.settings(Sigma));
    this.sigma.on("clickNode", ({ node }) => onPick(Number(node)));
    this.sigma.on("clickStage", () => onPick(null));
    this.sigma.on("enterNode", () => { place.dataset.over = ""; });
    this.sigma.on("leaveNode", () => { delete place.dataset.over; });
    this.sigma.on("beforeRender", () => this.space.clear());
    // the wheel belongs to the page until somebody takes hold of the picture
    this.free = (event) => { this.sigma.getCamera().enabledZooming = event.type === "pointerdown"; };
    for (const name of ["pointerdown", "pointerleave"]) place.addEventListener(name, this.free);
    this.sigma.getCamera().enabledZooming = false;
  }

  settings(Sigma) {
    const shape = shapeProgram(Sigma);
    return {
      defaultNodeType: "shape", nodeProgramClasses: { shape }, nodeHoverProgramClasses: { shape },
      defaultEdgeType: "line", edgeProgramClasses: { line: this.network.many > CROWDED ? Sigma.rendering.EdgeLineProgram : Sigma.rendering.EdgeRectangleProgram },
      hideEdgesOnMove: this.network.many > CROWDED, zIndex: true, minEdgeThickness: 0.6, stagePadding: 36, allowInvalidContainer: true,
      labelFont: this.colours.font, labelSize: 12, labelDensity: 2, labelGridCellSize: 110, labelRenderedSizeThreshold: this.network.size > 400 ? 7 : 5,
      defaultDrawNodeLabel: (context, node) => this.drawLabel(context, node), defaultDrawNodeHover: (context, node) => this.drawHover(context, node),
      nodeReducer: (node, data) => this.drawnNode(Number(node), data), edgeReducer: (tie) => this.drawnTie(Number(tie)),
      zoomDuration: this.calm ? 0 : 180, inertiaDuration: this.calm ? 0 : 200, enableCameraRotation: false, minCameraRatio: 0.02, maxCameraRatio: 4,
    };
  }

  /** Draws a view: what is shown, sizes, and the node in focus (or null) with its neighbours. */
  show(view) {
    this.view = view;
    this.scale = Math.min(1, Math.max(SHRUNK, this.place.clientWidth / WIDE));
    this.near = view.focus == null ? null : new Set([view.focus, ...this.network.beside(view.focus, view.shown).map(({ other }) => other)]);
    this.sigma.refresh();
  }

  drawnNode(node, data) {
    const { colours, near, view } = this;
    if (!view || !view.shown.nodes[node]) return { ...data, hidden: true };
    const away = near && !near.has(node);
    return {
      ...data, size: view.sizes[node] * this.scale, color: away ? colours.faded : colours.groups[data.shape], label: away ? "" : data.label,
      zIndex: away ? 0 : 1, forceLabel: Boolean(near && !away && (near.size < 40 || node === view.focus)), highlighted: node === view.focus,
    };
  }

  drawnTie(tie) {
    const { colours, network: { ties }, view } = this;
    if (!view || !view.shown.ties[tie]) return { hidden: true };
    const off = view.focus != null && ties.from[tie] !== view.focus && ties.to[tie] !== view.focus;
    const changed = colours.changes[ties.change[tie]], marked = Boolean(changed || ties.marked[tie]);
    return { color: off ? colours.faded : changed ?? (marked ? colours.marked : view.focus == null ? colours.tie : colours.held), size: off ? 1 : WIDTHS[ties.change[tie]] ?? (marked ? 2.6 : view.focus == null ? 1.3 : 1.8), zIndex: off ? 0 : marked ? 2 : 1 };
  }

  /** A name beside its node, where it lies over no other name; on the right if there is room. */
  drawLabel(context, { key, label, x, y, size }) {
    if (!label || Number(key) === this.view?.focus) return;
    const most = Math.round(LONGEST * Math.max(0.6, this.scale)), text = label.length > most ? `${label.slice(0, most - 2)}…` : label;
    context.font = `12px ${this.colours.font}`;
    const width = context.measureText(text).width, right = x + size + 4, left = right + width > this.place.clientWidth ? x - size - 4 - width : right;
    if (left < 0 || !this.space.takes(left - 2, y - 8, left + width + 2, y + 8)) return;
    Object.assign(context, { lineWidth: 3, lineJoin: "round", strokeStyle: this.colours.paper, fillStyle: this.colours.ink });
    context.strokeText(text, left, y + 4);
    context.fillText(text, left, y + 4);
  }

  /** The whole name of the node that is pointed at or in focus, in a box over all others. */
  drawHover(context, { label, x, y, size }) {
    if (!label) return;
    context.font = `600 13px ${this.colours.font}`;
    const width = context.measureText(label).width, right = this.place.clientWidth;
    const left = Math.max(2, Math.min(x + size + 6, right - width - 14)), top = left < x + size ? y + size + 6 : y - 13;
    Object.assign(context, { fillStyle: this.colours.paper, strokeStyle: this.colours.ink, lineWidth: 1 });
    context.beginPath();
    context.rect(left, top, width + 12, 26);
    context.fill();
    context.stroke();
    context.fillStyle = this.colours.ink;
    context.fillText(label, left + 6, top + 17);
    context.beginPath();
    context.arc(x, y, size + 3, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.stroke();
  }

  recolour() {
    this.colours = inks(this.place);
    if (this.view) this.sigma.refresh();
  }

  /** Another part of the picture: "+", "-", "0" for the whole, or an arrow key. */
  turn(key) {
    const camera = this.sigma.getCamera(), { x, y, ratio } = camera.getState(), step = (HAND / this.place.clientWidth) * ratio;
    const to = {
      "+": { ratio: ratio / PULL }, "-": { ratio: ratio * PULL }, 0: { x: 0.5, y: 0.5, ratio: 1 },
      ArrowLeft: { x: x - step }, ArrowRight: { x: x + step }, ArrowUp: { y: y + step }, ArrowDown: { y: y - step },
    }[key];
    if (to) camera.animate(to, { duration: this.calm ? 1 : 150 });
    return Boolean(to);
  }

  /** Brings a node into sight if it is not. */
  bring(node) {
    const at = this.sigma.getNodeDisplayData(node), { x, y } = this.sigma.framedGraphToViewport(at);
    const { clientWidth: width, clientHeight: height } = this.place;
    if (x < 20 || y < 20 || x > width - 20 || y > height - 20) this.sigma.getCamera().animate({ x: at.x, y: at.y }, { duration: this.calm ? 1 : 250 });
  }

  /** What stands there now as one canvas, on paper of its colour. */
  image() {
    this.sigma.refresh();
    const layers = Object.entries(this.sigma.getCanvases()).filter(([name]) => !/mouse|hoverNodes|picking/i.test(name)).map(([, canvas]) => canvas);
    const made = document.createElement("canvas"), context = made.getContext("2d");
    Object.assign(made, { width: layers[0].width, height: layers[0].height });
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, made.width, made.height);
    for (const layer of layers) context.drawImage(layer, 0, 0, made.width, made.height);
    return made;
  }

  end() {
    for (const name of ["pointerdown", "pointerleave"]) this.place.removeEventListener(name, this.free);
    this.sigma.kill();
  }
}
