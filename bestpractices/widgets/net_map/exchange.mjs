// Files in and out: the kernel reads and writes them, the page only carries them.

import { element, say } from "../parts/nodes.mjs";

const LARGEST = 2_000_000; // bytes of a spreadsheet; a map of a room has some ten thousand
const FORMS = ["xlsx", "graphml", "kumu"];
const PATIENT = 4000; // milliseconds until the store is asked again
const SOON = 1000; // milliseconds until an address of a file is given back

export class Exchange {
  constructor(board) {
    const { texts } = board;
    this.board = board;
    this.waiting = 0;
    this.file = element("input", { type: "file", id: `${board.id}-file`, accept: ".xlsx,.csv,text/csv" });
    this.file.onchange = () => this.send();
    this.status = element("p", { class: "hint", role: "status" });
    this.flaws = element("ul", { class: "flaws", role: "alert" });
    const save = FORMS.map((form) => element("button", { type: "button", class: "quiet", onclick: () => this.ask({ what: "file", form }) }, texts[`save_${form}`]));
    const prints = ["map", "forms"].map((what) => element("button", { type: "button", class: "quiet", onclick: () => board.print(what) }, texts[`print_${what}`]));
    this.el = element("details", { class: "exchange" }, element("summary", {}, element("b", {}, texts.exchange)),
      element("div", { class: "foot" }, ...save, ...prints),
      element("p", { class: "hint" }, texts.save_hint),
      element("div", { class: "field-of" }, element("label", { for: this.file.id }, texts.open_sheet), element("p", { class: "hint" }, texts.open_hint), this.file),
      this.status, this.flaws);
  }

  end() {
    this.over = true;
    clearTimeout(this.timer);
  }

  /** While the session cannot keep the map, it is asked to from time to time. */
  tryAgain(again) {
    clearTimeout(this.timer);
    if (!again) return;
    this.timer = setTimeout(() => {
      this.board.model.set("asked", { what: "keep", turn: Date.now() });
      this.board.model.save_changes();
    }, PATIENT);
  }

  ask(asked) {
    this.waiting = Date.now();
    say(this.status, this.board.texts.waits);
    this.flaws.replaceChildren();
    this.board.model.set("asked", { ...asked, turn: this.waiting });
    this.board.model.save_changes();
  }

  async send() {
    const [file] = this.file.files;
    if (!file) return;
    if (file.size > LARGEST) { say(this.status, this.board.texts.too_large); return; }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (this.over) return;
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    this.ask({ what: "sheet", name: file.name, data: btoa(text) });
  }

  hear() {
    const { turn, file, events = [], flaws = [], said = "" } = this.board.model.get("answer");
    if (!this.waiting || turn !== this.waiting) return;
    this.waiting = 0;
    this.file.value = "";
    this.flaws.replaceChildren(...flaws.map((text) => element("li", { dir: "auto" }, text)));
    say(this.status, said);
    // what was asked is not asked again when the page is opened anew
    this.board.model.set("asked", {});
    this.board.model.save_changes();
    this.board.act(events);
    if (file) this.download(file);
  }

  download({ name, type, data }) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), SOON);
  }
}
