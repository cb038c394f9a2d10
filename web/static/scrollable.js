// A formula wider than the screen scrolls sideways; with this it does so by keyboard too.

function makeReachable() {
  for (const formula of document.querySelectorAll(".katex-display")) {
    const scrolls = formula.scrollWidth > formula.clientWidth;
    formula.toggleAttribute("tabindex", scrolls);
    if (scrolls) formula.tabIndex = 0;
  }
}

document.fonts.ready.then(makeReachable);
addEventListener("resize", makeReachable);
