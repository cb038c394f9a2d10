// The strip above the notebook: where you are, what the lab is doing, and what you can do about it.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const back = element("a", { class: "gd-lab-back", href: "../../index.html" }, "Back to the course");
const stage = element("span", { role: "status" });
const count = element("span", { "aria-hidden": "true" });
const actions = element("span", { class: "gd-lab-actions" });
const strip = element("header", { class: "gd-lab", "data-state": "starting" });
strip.append(back, element("p", { class: "gd-lab-doing" }, stage, " ", count), actions);

/** Show the strip, in the light or the dark that the reader's system asks for. */
export function show() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
  document.body.prepend(strip);
}

/** Say what is going on. `counter` changes often, so it is kept from screen readers. */
export function say(sentence, { counter = "", state = "starting" } = {}) {
  if (strip.dataset.state === "failed") return;
  strip.dataset.state = state;
  stage.setAttribute("role", state === "failed" ? "alert" : "status");
  if (stage.textContent !== sentence) stage.textContent = sentence;
  count.textContent = counter;
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
