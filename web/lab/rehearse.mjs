// Imports in the browser's Python, here under Node, what the chapters import, and keeps the results:
// `node rehearse.mjs PYODIDE TARGET`. What is imported, rehearse.py says.

import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [pyodide, target] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(`${pyodide}/pyodide-lock.json`, "utf8"));
const python = await loadPyodide({ indexURL: `${pyodide}/` });
await python.loadPackage(Object.keys(packages), { messageCallback: () => {} });
python.FS.mkdirTree("/target");
python.FS.mount(python.FS.filesystems.NODEFS, { root: target }, "/target");
try {
  await python.runPythonAsync(readFileSync(new URL("rehearse.py", import.meta.url), "utf8"));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
