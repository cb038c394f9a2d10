// The reader's call, what the formula predicts, what the run shows. Prediction and verdict wait until
// the reader has made a call or has seen the run.

import { show, tag, write } from "./words.js";

// A sentence that has not changed for so long is read out.
const SETTLED = 500;

export function answer(experiment, onCall) {
  const call = tag("div", "gd-call");
  call.setAttribute("role", "group");
  call.setAttribute("aria-label", "Your call");
  const buttons = (experiment.calls ?? []).map((word) => {
    const button = Object.assign(tag("button", "gd-button", word), { type: "button" });
    button.onclick = () => onCall(word);
    return button;
  });
  call.append(tag("span", "gd-who", "Your call:"), ...buttons);
  call.onkeydown = (event) => {
    const word = experiment.keys?.[event.key];
    if (!buttons.some(({ hidden, textContent }) => !hidden && textContent === word)) return;
    event.preventDefault();
    event.stopPropagation();
    onCall(word);
  };

  const place = tag("div", "gd-answer");
  place.setAttribute("role", "status");
  const [predicted, observed] = ["Predicted:", "Observed:"].map((title) => {
    const [line, said] = [tag("p", `gd-${title.slice(0, -1).toLowerCase()}`), tag("span", "gd-said")];
    line.append(tag("span", "gd-who", title), " ", said);
    return { line, said };
  });
  const [verdict, rest] = [tag("b", "gd-verdict"), tag("span", "gd-yours")];
  observed.line.append(verdict, rest);
  const note = tag("p", "gd-note");
  place.append(predicted.line, observed.line, note);
  const root = tag("div", "gd-reply");
  root.append(call, place);

  let timer = null;
  /** Keeps screen readers from reading every value of a drag: they get the sentence that stays. */
  const busy = (playing) => {
    clearTimeout(timer);
    place.setAttribute("aria-busy", "true");
    if (!playing) timer = setTimeout(() => place.setAttribute("aria-busy", "false"), SETTLED);
  };

  return {
    root,
    note,
    update({ told, called, scene, shown, complete, playing }) {
      const { state } = scene;
      const account = experiment.predict(state);
      const prediction = told ? `${experiment.sayPredicted(account, state)}.` : "";
      call.hidden = told;
      for (const button of buttons) button.hidden = !callsOf(experiment, state).includes(button.textContent);
      predicted.line.hidden = !told;
      write(predicted.said, prediction);
      const seen = complete ? report(experiment, scene, account, called) : { said: progress(experiment, scene, shown, told) };
      write(observed.said, seen.said);
      write(verdict, seen.verdict ? `${seen.verdict === "match" ? "✓ " : ""}${seen.verdict}` : "");
      verdict.classList.toggle("gd-verdict-no-match", seen.verdict === "no match");
      write(rest, seen.rest ?? "");
      busy(playing);
    },
  };
}

/** The outcomes that this state's tab asks about. */
const callsOf = ({ calls, asked }, state) => asked?.(state) ?? calls;

/** Where an unfinished run stands. */
function progress({ sayShown }, scene, shown, told) {
  if (!sayShown && shown === 0) return told ? "nothing yet, press Play or Step." : "nothing yet. Make a call, or press Play or Step.";
  const stands = sayShown?.(scene, shown) ?? `n = ${shown}, L = ${show(scene.path.values[shown])}`;
  return shown === 0 && !told ? `${stands}. Make a call, or press Play.` : `${stands}.`;
}

/** What was observed, whether it is what was predicted, and what the reader had called. */
function report(experiment, { path, state }, predicted, called) {
  const observed = experiment.observe(path, state);
  const right = called === experiment.outcome?.(observed, state);
  const yours = right ? ", and your call was right." : `. Your call was: ${called}.`;
  return {
    said: `${experiment.sayObserved(observed, state)} — `,
    verdict: experiment.verdict(predicted, observed, state),
    rest: called === null ? "." : yours,
  };
}
