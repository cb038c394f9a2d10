// The state of an experiment in the page's address, under the experiment's own query key. JupyterLab's
// address is not ours: there the state lives in the notebook.

import { parseState, withState } from "./words.js";

const PAUSE = 300;
const inLab = () => document.body.dataset.jpThemeName !== undefined;

export function link(key, { root, copy, note }, { read, set, limits }) {
  let timer = null;
  copy.hidden = inLab();
  const here = (search) => `${location.pathname}${search}${location.hash}`;
  const write = (state) => {
    clearTimeout(timer);
    history.replaceState(history.state, "", here(withState(location.search, key, state)));
  };

  copy.onclick = async () => {
    write(read());
    const own = new URL(withState("", key, read()), location.href);
    try {
      await navigator.clipboard.writeText(own.href);
      note.textContent = "Link copied.";
    } catch {
      note.textContent = "The address of this page now holds this state: copy it from there.";
    }
    setTimeout(() => (note.textContent = ""), 10 * PAUSE);
  };

  return {
    /** Values that no control could have are left as they are. */
    restore() {
      const text = new URLSearchParams(location.search).get(key);
      if (!text || inLab()) return;
      for (const [name, value] of Object.entries(parseState(text, Object.keys(limits)))) {
        if (limits[name].accepts(value)) set(name, value);
      }
    },
    /** Who follows a link to an experiment is taken there; who comes back is where they were. */
    arrive() {
      const asked = [...new URLSearchParams(location.search).keys()].at(-1) === key && !location.hash;
      const [{ type }] = performance.getEntriesByType("navigation");
      const onSlide = root.closest(".reveal") !== null;
      if (asked && type === "navigate" && !onSlide && !inLab()) root.scrollIntoView({ behavior: "instant" });
    },
    remember() {
      clearTimeout(timer);
      if (!inLab()) timer = setTimeout(() => write(read()), PAUSE);
    },
    forget: () => clearTimeout(timer),
    /** The address of a page where this experiment has not been touched. */
    clear: () => inLab() || write(null),
  };
}
