// The kernel takes this for Pyodide's own script: python-worker.js has started Python before it.
self.loadPyodide = () => self.startedPython;
