// Python's worker. It starts Python while the app is still on its way here, and imports what every
// chapter needs. Then the app's kernel moves in, asks for Python, and gets the one that is started.

const SETTINGS = "@jupyterlite/pyodide-kernel-extension:kernel";
const IMPORTS = "import pyodide_kernel, gdlib.live, gdlib.plots, matplotlib.pyplot";
const folder = new URL("../static/pyodide/", location.href).href;

importScripts(`${folder}pyodide.js`);

async function startPython() {
  const lite = await (await fetch("../jupyter-lite.json")).json();
  const { packages } = lite["jupyter-config-data"].litePluginSettings[SETTINGS].loadPyodideOptions;
  const python = await loadPyodide({ indexURL: folder, packages });
  python.runPython(IMPORTS);
  return python;
}

self.startedPython = startPython();
self.startedPython.catch((error) => postMessage({ failed: String(error) }));
addEventListener("message", ({ data }) => importScripts(data.kernel), { once: true });
