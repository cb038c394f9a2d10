// The browser's Python on its way here: how much has come, and in plain words what went wrong.

const AGAIN = "Check your connection, then try again.";

/** A sentence for a reader, from the error that a program reports. */
export function sentenceFor(error) {
  const text = String(error?.message ?? error);
  if (/memory|allocat/i.test(text)) {
    return "This device ran out of memory for Python. Close other tabs, then try again.";
  }
  if (/fetch|load|network|import|404|http/i.test(text)) {
    return `Python could not be fetched. ${AGAIN}`;
  }
  return `Python could not start: ${text.split("\n")[0]}`;
}

/** Call `failed` when a worker reports that Python cannot start or has come to its end. */
export function watchWorkers(failed) {
  const Worker = window.Worker;
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("error", (event) => failed(event.message));
      this.addEventListener("message", ({ data }) => {
        if (data?.name === "throw") failed(data.value?.value);
        if (/fatal error|has exited/.test(data?._logMessage?.data)) failed(data._logMessage.data);
      });
    }
  };
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
