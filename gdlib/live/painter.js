// When to paint: at most once a frame, and not at all while the experiment is off the screen.

export function paintWhenSeen(root, paint) {
  let [frame, seen, stale] = [null, true, false];
  const sizes = new Map();
  const request = () => {
    stale = true;
    if (!seen || frame !== null) return;
    frame = requestAnimationFrame(() => {
      [frame, stale] = [null, false];
      paint();
    });
  };
  return {
    request,
    /** Whether the reader can see it: another slide hides it, too. */
    seen: () => seen && root.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    stage: (element) => ({ element, onResize: (box, forget) => sizes.set(box, forget) }),
    start(layOut) {
      const resized = new ResizeObserver((entries) => {
        entries.forEach(({ target }) => sizes.get(target)?.());
        layOut();
        request();
      });
      sizes.forEach((_, box) => resized.observe(box));
      // Names on a slider are placed by their width, which a late typeface changes.
      document.fonts.ready.then(() => layOut(true));
      const watcher = new IntersectionObserver((entries) => {
        seen = entries.at(-1).isIntersecting; // a busy browser tells of several changes at once
        if (seen && stale) request();
      });
      watcher.observe(root);
      // What is painted pixel by pixel does not follow the theme by itself.
      const themes = new MutationObserver(request);
      for (const page of [document.documentElement, document.body]) {
        themes.observe(page, { attributeFilter: ["data-theme", "data-jp-theme-light"] });
      }
      return () => {
        themes.disconnect();
        cancelAnimationFrame(frame);
        resized.disconnect();
        watcher.disconnect();
      };
    },
  };
}
