// anywidget's browser half comes from its Python package, so that the two always match. It is an AMD
// module: esbuild gives it this `define`, which keeps what it defines.

import * as base from "@jupyter-widgets/base";

export const anywidget = {};

export function define(_names, factory) {
  Object.assign(anywidget, factory(base));
}

/** anywidget gives up on a model after two seconds, too soon for a busy phone: the host has its patience. */
export const withoutHaste = () => new AbortController().signal;
