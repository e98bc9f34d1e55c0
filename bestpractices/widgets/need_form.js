// A need that a team writes itself. What is typed lives in the model, sign by sign, so that neither
// a reload nor a lost kernel takes it away; whether it is enough the kernel says.

import { LISTS, TEXTS, changed, same, ticked, whole } from "./need_form/draft.mjs";
import { element, say } from "./parts/nodes.mjs";

const REST = 300; // milliseconds without a key until the model hears of it
const NAME = "own-need"; // of the place that reasons link to, and the beginning of all ids within

class Form {
  constructor(model, el) {
    Object.assign(this, { model, el, timer: 0, pressed: false, fields: new Map() });
    for (const name of ["words", "organisations", "texts", "lang"]) this[name] = model.get(name);
    this.draft = whole(model.get("draft"));
    el.classList.add("need-form");
    el.id = NAME;
    el.lang = this.lang;
    this.heard = [["change:draft", () => this.take()], ["change:asked", () => this.show()], ["change:answer", () => this.hear()]];
    for (const [event, listener] of this.heard) model.on(event, listener);
    this.leave = () => this.keep();
    addEventListener("pagehide", this.leave);
    this.build();
    this.fill();
    this.show();
  }

  end() {
    this.keep();
    for (const [event, listener] of this.heard) this.model.off(event, listener);
    removeEventListener("pagehide", this.leave);
  }

  build() {
    const { texts } = this;
    this.heading = element("span", { class: "own", dir: "auto" });
    this.change = element("span", { class: "change" }, texts.change);
    this.fold = element("details", { open: true }, element("summary", {}, element("h2", {}, texts.own), this.heading, this.change), this.formView());
    this.notes = element("ul", { class: "notes" });
    this.file = element("button", { type: "button", class: "quiet", onclick: () => this.download() }, texts.file);
    this.result = element("div", { class: "result", hidden: true }, this.notes, element("p", {}, this.file, " ", element("span", { class: "hint" }, texts.file_hint)));
    this.el.replaceChildren(this.fold, this.result);
  }

  formView() {
    const { texts } = this;
    this.alarm = element("p", { class: "problem", role: "alert" });
    this.progress = element("progress", { hidden: true, "aria-hidden": "true" });
    this.status = element("span", { class: "hint", role: "status" });
    this.button = element("button", { type: "submit" }, texts.show);
    const form = element("form", { novalidate: "" },
      element("div", {}, this.textView("title"), this.textView("situation", "textarea", { rows: "6" }), this.textView("wish", "textarea", { rows: "3" }), this.languageView()),
      element("div", {}, this.listView("themes"), this.listView("target_groups"), this.limitsView(), this.receiverView()),
      element("div", { class: "foot" }, this.alarm, this.button, this.progress, this.status));
    // the page's own rules forbid sending a form anywhere, and this one is not sent
    form.onsubmit = (event) => { event.preventDefault(); this.ask(); };
    return form;
  }

  /** A labelled field with its hint, and below it what is wrong with it. */
  field(name, input) {
    const { texts } = this, id = `${NAME}-${name}`, hint = texts[`${name}_hint`];
    const problem = element("p", { class: "problem", id: `${id}-problem` });
    input.id = id;
    input.setAttribute("aria-describedby", [hint ? `${id}-hint` : "", problem.id].filter(Boolean).join(" "));
    this.fields.set(name, { input, problem });
    return element("div", { class: "field-of" }, element("label", { for: id }, texts[name]), hint ? element("p", { class: "hint", id: `${id}-hint` }, hint) : null, input, problem);
  }

  textView(name, tag = "input", attributes = {}, ...children) {
    const input = element(tag, { class: "field", dir: "auto", autocomplete: "off", ...attributes }, ...children);
    input.oninput = () => this.write({ [name]: input.value }, name);
    input.onchange = () => this.keep();
    return this.field(name, input);
  }

  languageView() {
    const options = [{ id: "", label: this.texts.recognised }, ...this.words.languages].map(({ id, label }) => element("option", { value: id, lang: id || null }, label));
    return this.textView("lang", "select", {}, ...options);
  }

  /** Words to tick, folded away; what is ticked stands in the line that opens them. */
  listView(name) {
    const { texts } = this, told = element("span", { class: "told" });
    const boxes = this.words[name].map(({ id, label }) => {
      const box = element("input", { type: "checkbox", name, value: id });
      box.onchange = () => { this.write({ [name]: ticked(this.draft[name], id, box.checked) }); this.tell(); this.keep(); };
      return element("label", { class: "word" }, box, element("span", {}, label));
    });
    this.fields.set(name, { told, boxes: boxes.map((label) => label.firstChild) });
    return this.group(name, told, ...boxes);
  }

  limitsView() {
    const told = element("span", { class: "told" }), problem = element("p", { class: "problem", id: `${NAME}-constraints-problem` });
    const rows = this.words.constraints.map(({ id, label }) => {
      const box = element("input", { type: "checkbox", name: "constraints", value: id });
      const input = element("input", { class: "field", dir: "auto", autocomplete: "off", "aria-label": `${label}: ${this.texts.limit}`, placeholder: this.texts.limit, "aria-describedby": problem.id });
      box.onchange = () => {
        const { [id]: _, ...others } = this.draft.constraints;
        this.write({ constraints: box.checked ? { ...others, [id]: input.value } : others });
        input.hidden = !box.checked;
        if (box.checked) input.focus();
        this.tell();
        this.keep();
      };
      input.oninput = () => this.write({ constraints: { ...this.draft.constraints, [id]: input.value } }, "constraints");
      input.onchange = () => this.keep();
      return { id, box, input, view: element("div", { class: "limit" }, element("label", { class: "word" }, box, element("span", {}, label)), input) };
    });
    this.fields.set("constraints", { told, rows, problem, input: rows[0]?.input });
    return this.group("constraints", told, ...rows.map(({ view }) => view), problem);
  }

  receiverView() {
    const names = element("datalist", { id: `${NAME}-names` }, ...this.organisations.map((value) => element("option", { value })));
    return this.group("receiver", null, this.textView("raised_by", "input", { list: names.id }), names, this.listView("provinces"), this.textView("assets", "textarea", { rows: "3" }));
  }

  group(name, told, ...parts) {
    const { texts } = this, hint = texts[`${name}_hint`];
    return element("details", { class: `group ${name}` }, element("summary", {}, element("b", {}, texts[name]), " ", told),
      element("div", { class: "parts", role: "group", "aria-label": texts[name] }, hint ? element("p", { class: "hint" }, hint) : null, ...parts));
  }

  // What the team does

  write(change, name) {
    this.draft = { ...this.draft, ...change };
    if (name) this.blame(name, "");
    say(this.alarm, "");
    this.showChanged();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), REST);
  }

  keep() {
    clearTimeout(this.timer);
    if (same(this.draft, whole(this.model.get("draft")))) return;
    this.model.set("draft", this.draft);
    this.model.save_changes();
  }

  ask() {
    this.keep();
    this.pressed = true;
    this.model.set("asked", { ...this.draft, turn: (this.model.get("asked").turn ?? 0) + 1 });
    this.model.save_changes();
    this.show();
  }

  /** What was typed before the page was opened again. */
  take() {
    const draft = whole(this.model.get("draft"));
    if (same(draft, this.draft)) return;
    this.draft = draft;
    this.fill();
  }

  fill() {
    const { draft, fields } = this;
    for (const name of TEXTS) {
      const { input } = fields.get(name);
      if (input.value !== draft[name]) input.value = draft[name];
      input.lang = (name !== "lang" && draft.lang) || this.lang;
    }
    for (const name of LISTS) for (const box of fields.get(name).boxes) box.checked = draft[name].includes(box.value);
    for (const { id, box, input } of fields.get("constraints").rows) {
      box.checked = Object.hasOwn(draft.constraints, id);
      Object.assign(input, { hidden: !box.checked, value: draft.constraints[id] ?? "", lang: draft.lang || this.lang });
    }
    this.tell();
    this.showChanged();
  }

  /** The lines that open a group say what is ticked in it. */
  tell() {
    const { draft, fields, words, texts } = this;
    const labels = (name, ids) => ids.map((id) => words[name].find((one) => one.id === id)?.label).filter(Boolean).join(", ");
    for (const name of LISTS) say(fields.get(name).told, labels(name, draft[name]) || texts.none);
    say(fields.get("constraints").told, labels("constraints", Object.keys(draft.constraints)) || texts.none);
  }

  // What the kernel answers

  hear() {
    this.show();
    const { problems = {} } = this.model.get("answer");
    if (!this.pressed || this.waits()) return;
    this.pressed = false;
    const [first] = Object.keys(problems);
    if (!first) {
      this.el.scrollIntoView();
      this.fold.querySelector("summary").focus({ preventScroll: true });
      return;
    }
    const { input } = this.fields.get(first);
    for (let at = input.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    input.focus();
  }

  waits() {
    const asked = this.model.get("asked").turn;
    return Boolean(asked) && asked !== this.model.get("answer").turn;
  }

  show() {
    const { texts } = this, waits = this.waits(), { problems = {}, title, notes = [], file } = this.model.get("answer");
    this.progress.hidden = !waits;
    this.el.setAttribute("aria-busy", String(waits));
    for (const [name, { problem }] of this.fields) if (problem) this.blame(name, problems[name] ?? "");
    say(this.alarm, Object.keys(problems).length ? texts.problems : "");
    if (title && !waits && this.seen !== this.model.get("answer").turn) this.fold.open = false;
    this.seen = this.model.get("answer").turn;
    this.el.classList.toggle("answered", Boolean(title));
    say(this.heading, title?.text ?? "");
    this.heading.lang = title?.lang ?? this.lang;
    this.notes.replaceChildren(...notes.map(({ text, lang }) => element("li", { lang }, text)));
    this.result.hidden = !file;
    this.showChanged();
  }

  blame(name, words) {
    const { input, problem } = this.fields.get(name);
    say(problem, words);
    input?.setAttribute("aria-invalid", String(Boolean(words)));
  }

  showChanged() {
    const { texts } = this, asked = this.model.get("asked"), problems = Object.keys(this.model.get("answer").problems ?? {}).length;
    say(this.status, this.waits() ? texts.waits : !problems && changed(this.draft, asked) ? texts.changed : "");
  }

  /** The record as a file of the knowledge base, made here from what the kernel wrote. */
  download() {
    const { name, text } = this.model.get("answer").file;
    const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), REST);
  }
}

function render({ model, el }) {
  const form = new Form(model, el);
  return () => form.end();
}

export default { render };
