// The strip above the notebook: where you are, what the lab is doing, and what you can do about it.

const PATIENCE = 60_000;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const back = element("a", { class: "gd-lab-back", href: "../../index.html" }, "Back to the course");
const stage = element("span", { role: "status" });
const count = element("span", { "aria-hidden": "true" });
const slow = element("span", { role: "status" });
const actions = element("span", { class: "gd-lab-actions" });
const strip = element("header", { class: "gd-lab", "data-state": "starting" });
strip.append(back, element("p", { class: "gd-lab-doing" }, stage, " ", count, slow), actions);

/** Show the strip, in the light or the dark that the reader's system asks for. */
export function show(offerRetry) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
  document.body.prepend(strip);
  watchSilence(offerRetry);
}

/** Where nothing new is said for a while, offer to try again: waiting has an end. */
function watchSilence(offerRetry) {
  let timer = 0;
  const silent = (silence) => {
    slow.textContent = silence ? " This takes longer than it should." : "";
    offerRetry(silence || strip.dataset.state === "failed");
  };
  const restart = () => {
    clearTimeout(timer);
    silent(false);
    if (strip.dataset.state === "starting") timer = setTimeout(silent, PATIENCE, true);
  };
  const observer = new MutationObserver(restart);
  for (const spoken of [stage, count]) observer.observe(spoken, { childList: true });
  observer.observe(strip, { attributeFilter: ["data-state"] });
}

/** Say what is going on. `counter` changes often, so it is kept from screen readers. */
export function say(sentence, { counter = "", state = "starting" } = {}) {
  if (strip.dataset.state === "failed") return;
  strip.dataset.state = state;
  stage.setAttribute("role", state === "failed" ? "alert" : "status");
  if (stage.textContent !== sentence) stage.textContent = sentence;
  if (count.textContent !== counter) count.textContent = counter;
}

/** Lead back to the chapter's page. */
export function nameChapter({ title, page }) {
  back.href = `../../${page}`;
  back.textContent = title;
  document.title = title;
}

/** A button that is there while it has something to do. */
export function action(label, description, act) {
  const button = element("button", { type: "button", title: description, hidden: "" }, label);
  button.addEventListener("click", act);
  actions.append(button);
  return (wanted) => {
    button.hidden = !wanted;
  };
}
