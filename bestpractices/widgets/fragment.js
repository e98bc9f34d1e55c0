// A piece of a page that the kernel writes; who listens hears what has become new.

/** @param {{ model: { get(name: string): string, on(event: string, f: () => void): void, off(event: string, f: () => void): void }, el: HTMLElement }} view */
function render({ model, el }) {
  const show = () => { el.innerHTML = model.get("html"); };
  el.classList.add("fragment");
  el.setAttribute("aria-live", "polite");
  model.on("change:html", show);
  show();
  return () => model.off("change:html", show);
}

export default { render };
