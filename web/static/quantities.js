// Pointing at a quantity, or focusing its control, lights it up everywhere in the same section: in the
// equations, in the pictures, in the experiment. The stylesheet says what "lit" looks like.

(() => {
  const LIT = "gd-lit";
  const LIGHTING = "gd-lighting"; // on the section, so that the other quantities can stand back
  let section = null;
  let quantity = null;

  // A part of a page under its own heading with all below it, what stands above the first, or a slide.
  const SECTION = ":is(.bd-article > section > section, .bd-article > section, .slides section)";
  const sectionOf = (element) => element.closest(SECTION);

  function light(element) {
    const nextQuantity = element ? element.dataset.quantity : null;
    const nextSection = element ? sectionOf(element) : null;
    if (nextQuantity === quantity && nextSection === section) return;
    mark(false);
    [quantity, section] = [nextQuantity, nextSection];
    mark(true);
  }

  function mark(on) {
    if (!section) return;
    section.classList.toggle(LIGHTING, on);
    for (const twin of section.querySelectorAll(`[data-quantity="${quantity}"]`)) {
      twin.classList.toggle(LIT, on);
    }
  }

  const quantityAt = (target) => (target instanceof Element ? target.closest("[data-quantity]") : null);

  // A finger scrolls; only what can hover points.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") light(quantityAt(event.target));
  });
  document.documentElement.addEventListener("pointerleave", () => light(null));
  document.addEventListener("focusin", (event) => light(quantityAt(event.target)));
  document.addEventListener("focusout", () => light(null));
})();
