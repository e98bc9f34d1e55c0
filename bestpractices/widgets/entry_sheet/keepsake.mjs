// What no store keeps: the kernel says it, and this window remembers it.

export class Keepsake {
  constructor(model) {
    Object.assign(this, { model, held: null });
  }

  /** Says back what the kernel gave, with what is looked at; only what is said here is remembered. */
  hold() {
    const { model } = this;
    if (model.get("kept") === this.held) return;
    this.held = [...model.get("kept")];
    model.set("kept", this.held);
    model.set("view", { ...model.get("view") });
    model.save_changes();
  }
}
