// What counts: ready-made weights, the question for the first swing, a slider a criterion.

import { element, hidden, say } from "../parts/nodes.mjs";
import { fill } from "./names.mjs";
import { FIRST_SWING, SAME, most, pointsOf } from "./ranking.mjs";

export const WeightsPart = {
  weightsView() {
    const { texts, criteria, presets } = this, wide = matchMedia("(min-width: 60rem)").matches;
    this.question = element("div", { class: "question" }, element("p", {}, texts.first_question), element("ul", {}, ...criteria.map((one) => this.liftView(one))));
    this.firstLine = element("b");
    this.answer = element("p", { class: "answer" }, element("span", {}, texts.first, " ", this.firstLine), element("button", { type: "button", class: "quiet", onclick: () => this.ask() }, texts.ask_again));
    this.others = element("p");
    this.sliders = criteria.map((one) => this.sliderView(one));
    this.swings = element("div", { class: "swings" }, this.answer, this.others, element("ul", {}, ...this.sliders.map(({ item }) => item)));
    this.presetButtons = presets.map((one) => element("button", { type: "button", class: "quiet", onclick: () => this.weigh({ ...one.weights }, { lifted: null }) }, one.label));
    this.presetNote = element("p", { class: "small" });
    const ready = presets.length ? element("div", { class: "presets" }, element("h3", {}, texts.presets), element("div", { role: "group", "aria-label": texts.presets }, ...this.presetButtons), this.presetNote) : null;
    this.back = element("button", { type: "button", class: "quiet", onclick: () => this.undoWeights() }, texts.undo_weights);
    const reset = element("button", { type: "button", class: "quiet", onclick: () => this.weigh({}, { lifted: null }) }, texts.reset);
    this.leaders = element("ol");
    return element("details", { class: "weights", open: wide }, element("summary", {}, element("h2", {}, texts.weights)), ready, this.question, this.swings,
      element("div", { class: "buttons" }, this.back, reset), element("div", { class: "leaders", "aria-hidden": "true" }, element("b", {}, texts.now_first), this.leaders));
  },

  rangeView({ worst, best, explain }) {
    const { texts } = this;
    const range = [element("span", {}, hidden(`${texts.worst} `), worst), element("span", { class: "arrow", "aria-hidden": "true" }, " → "), element("span", {}, hidden(` ${texts.best} `), best)];
    return explain ? element("details", { class: "range" }, element("summary", {}, ...range), element("p", {}, explain)) : element("p", { class: "range" }, ...range);
  },

  liftView(criterion) {
    const lift = () => {
      this.asking = false;
      this.weigh(this.pointsBy({ [criterion.id]: FIRST_SWING }), { lifted: criterion.id });
      this.sliders.find(({ id }) => id !== criterion.id)?.slider.focus({ preventScroll: true });
    };
    return element("li", {}, element("button", { type: "button", class: "lift", onclick: lift }, element("b", {}, criterion.label),
      element("span", {}, criterion.worst), element("span", { class: "arrow", "aria-hidden": "true" }, "→"), element("span", {}, criterion.best)));
  },

  sliderView(criterion) {
    const { id, label } = criterion, slider = element("input", { type: "range", min: "0", max: String(FIRST_SWING), step: "5", "aria-label": label });
    slider.oninput = () => this.weigh(this.pointsBy({ [id]: Number(slider.value) }), { moving: id, lifted: this.first });
    slider.onchange = () => this.save("weights");
    // another movement begins: it can be taken back alone
    slider.onpointerdown = slider.onblur = () => { this.moving = null; };
    const share = element("b", { class: "share" });
    return { id, slider, share, item: element("li", { "data-criterion": id }, element("span", { class: "label" }, element("b", {}, label), share), slider, this.rangeView(criterion)) };
  },

  ask() {
    this.asking = true;
    this.showWeights();
    this.question.querySelector("button")?.focus();
  },

  showWeights() {
    const { texts, criteria, points, weighed } = this, asked = this.asking || !Object.keys(this.weights).length;
    const first = Math.max(0, this.lifted === null ? points.indexOf(most(points)) : criteria.findIndex(({ id }) => id === this.lifted));
    this.first = criteria[first].id;
    this.question.hidden = !asked;
    this.swings.hidden = asked;
    say(this.firstLine, criteria[first].label);
    say(this.others, fill(texts.others_question, { criterion: criteria[first].label }));
    this.sliders.forEach(({ slider, share, item }, at) => {
      const words = `${fill(texts.points, { number: this.number.format(points[at]) })}, ${fill(texts.share, { percent: this.share.format(weighed[at]) })}`;
      if (Math.abs(Number(slider.value) - points[at]) > 2.5) slider.value = points[at];
      slider.setAttribute("aria-valuetext", words);
      slider.disabled = at === first;
      item.classList.toggle("lifted", at === first);
      say(share, this.share.format(weighed[at]));
    });
    this.back.setAttribute("aria-disabled", String(!this.undone.weights.length));
    const now = this.presetOf();
    this.presetButtons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === now)));
    say(this.presetNote, this.presets[now]?.explain ?? "");
  },

  presetOf() {
    return this.presets.findIndex(({ weights }) => pointsOf(this.criteria, weights).every((number, at) => Math.abs(number - this.points[at]) < SAME));
  },
};
