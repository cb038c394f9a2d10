// The state of an experiment in the page's address, under the experiment's own query key. JupyterLab's
// address is not ours: there the state lives in the notebook.

import { parseState, withState } from "./words.js";

const PAUSE = 300;
const inLab = () => document.body.dataset.jpThemeName !== undefined;

export function link(key, { copy, note }, { read, set, limits }) {
  let timer = null;
  copy.hidden = inLab();

  const write = () => {
    const search = withState(location.search, key, read());
    history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  };

  copy.onclick = async () => {
    write();
    try {
      await navigator.clipboard.writeText(location.href);
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
    remember() {
      clearTimeout(timer);
      if (!inLab()) timer = setTimeout(write, PAUSE);
    },
    forget: () => clearTimeout(timer),
  };
}
