// The core path: the title and the slides that the author marked, walked alone (`?core`).

import Reveal from "reveal.js";

const CORE = ".gd-title, .core, :has(> .core)";
const asked = location.search.slice(1).split("&");
const inCore = asked.includes("core");
const columns = [...document.querySelectorAll(".slides > section")];

/** Leads to the other way through the deck; a deck without a core path has none. */
export const coreLink = document.querySelector(".gd-core-link");

/** Before reveal.js starts: what is not on the way is not in the deck. */
export function walkCore() {
  if (!inCore || !coreLink) return;
  columns.filter((column) => !column.matches(CORE)).forEach((column) => column.remove());
  document.querySelectorAll(".slides > section > section:not(.core)").forEach((slide) => slide.remove());
  const page = document.querySelector(".gd-home").getAttribute("href");
  for (const link of document.querySelectorAll('.slides a[href^="#"]')) {
    if (!document.getElementById(link.hash.slice(1))) link.href = page + link.hash;
  }
  coreLink.textContent = "All slides";
  coreLink.href = location.pathname;
}

/** To the other way, at this slide or, on the core path, at the next one that is on it. */
export function changePath(event) {
  event?.preventDefault();
  const current = Reveal.getCurrentSlide();
  const here = columns.findIndex((column) => column.contains(current));
  const core = columns.filter((column) => column.matches(CORE));
  const next = core.findIndex((column) => columns.indexOf(column) >= here);
  const others = asked.filter((part) => part && part !== "core");
  const search = [...(inCore ? [] : ["core"]), ...others].join("&");
  const place = inCore ? here : next < 0 ? core.length - 1 : next;
  location.assign(`${location.pathname}${search && `?${search}`}#/${place}`);
}
