// Files that the kernel makes: the press of a button is a wish, and what comes of it is saved. A wish
// outlives a reload and a lost kernel; once the file is saved there is none any more.

import { element } from "../parts/nodes.mjs";
import { fieldsOf } from "./outbox.mjs";

const SOON = 1000; // milliseconds until an address of a file is given back

/** What a button asks for, with what stands in the fields of its form. */
export const wishOf = ({ dataset: { file, value }, form }, uid) => ({ uid, name: file, value: value ?? "", fields: form ? fieldsOf(new FormData(form)) : {} });

/** Whether this file is the one that is waited for. */
export const answers = (wish, file) => Boolean(wish.uid) && wish.uid === file.uid;

export const bytesOf = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));

/** Hands a file to the browser, which saves it. */
function hand({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([bytesOf(content)], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SOON);
}

/** The files of a sheet; ``save`` is how the browser keeps one. */
export class Files {
  constructor(model, body, save = hand) {
    Object.assign(this, { model, body, save, failed: null });
  }

  get busy() {
    return Boolean(this.model.get("wish").uid);
  }

  /** One file after the other: who is impatient gets one and not five. */
  ask(button, uid) {
    if (this.busy) return;
    this.failed = null;
    this.wish(wishOf(button, uid));
  }

  /** Saves what was waited for; says whether it did. */
  receive() {
    const wish = this.model.get("wish"), file = this.model.get("file");
    if (!answers(wish, file)) return false;
    this.failed = file.problem ? { ...wish, ...file.problem } : null;
    if (!file.problem) this.save(file);
    this.wish({});
    return !file.problem;
  }

  wish(wish) {
    this.model.set("wish", wish);
    this.model.save_changes();
  }

  /** Marks the button that waits, and says beside one what went wrong. */
  show() {
    const wish = this.model.get("wish"), { failed } = this;
    for (const old of this.body.querySelectorAll(".no-file")) old.remove();
    for (const button of this.body.querySelectorAll("[data-file]")) {
      const is = (one) => one && one.name === button.dataset.file && one.value === (button.dataset.value ?? "");
      button.setAttribute("aria-disabled", String(this.busy));
      button.setAttribute("aria-busy", String(this.busy && is(wish)));
      if (is(failed)) button.after(element("span", { class: "problem no-file", role: "alert" }, failed.text, " ", failed.detail ? element("span", { lang: "en", class: "detail" }, failed.detail) : null));
    }
  }
}
