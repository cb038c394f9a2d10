// The browser's Python on its way here: how much has come, and in plain words what went wrong.

const ENDED = /^Pyodide has (suffered|exited)/;
const AGAIN = "Check your connection, then try again.";

/** A sentence for a reader, from the error that a program reports. */
export function sentenceFor(error) {
  const text = String(error?.message ?? error).trim();
  // Python's error has no text when it had no room left to write one.
  if (/memory|allocat/i.test(text) || text === "PythonError") {
    return "This device ran out of memory for Python. Close other tabs, then try again.";
  }
  if (ENDED.test(text)) return "Python came to its end. Try again: your changes are kept.";
  if (/fetch|load|network|import|404|http/i.test(text)) {
    return `Python could not be fetched. ${AGAIN}`;
  }
  return `Python could not start: ${text.split("\n").at(-1)}`;
}

/** Start Python now; the app's kernel will get it. `failed` is told when it comes to an end. */
export function startPython(failed) {
  const Worker = window.Worker;
  const startOne = () => {
    const worker = new Worker(new URL("python-worker.js", import.meta.url));
    worker.addEventListener("error", (event) => failed(event.message));
    let answers = false; // once Python answers, what the kernel throws is no failed start
    worker.addEventListener("message", ({ data }) => {
      answers ||= Boolean(data?._kernelMessage);
      if (data?.failed) failed(data.failed);
      if (data?.name === "throw" && !answers) failed(data.value?.value);
      if (ENDED.test(data?._logMessage?.data)) failed(data._logMessage.data);
    });
    return worker;
  };
  let started = startOne();
  window.Worker = new Proxy(Worker, {
    construct(target, [address, ...options]) {
      if (!String(address).includes("pyodide-kernel")) return new target(address, ...options);
      const worker = started ?? startOne();
      started = null; // a kernel that is started anew gets a new one
      worker.postMessage({ kernel: String(address) });
      return worker;
    },
  });
}

async function fetchCounting(file, came) {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.status} for ${file}`);
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    came(part.value.length);
  }
}

/** Fetch what the store does not have yet, while the app starts; tell how many bytes have come. */
export async function fetchAhead(tell) {
  const store = await caches.open("lab");
  const sizes = await (await fetch("../page/python-files.json")).json();
  const stored = await Promise.all(
    Object.keys(sizes).map((file) => store.match(`../${file}`, { ignoreSearch: true })),
  );
  const files = Object.keys(sizes).filter((_, index) => !stored[index]);
  const total = files.reduce((sum, file) => sum + sizes[file], 0);
  let loaded = 0;
  const came = (bytes) => tell((loaded += bytes), total);
  await Promise.all(files.map((file) => fetchCounting(`../${file}`, came)));
}
