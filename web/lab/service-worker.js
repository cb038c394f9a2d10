// The lab's memory: a file comes from the browser's store if it is there, else from the site, and
// then it stays. What a course update changed is fetched again, and nothing else.
//
// The build writes a line above this: FILES, the hash of each file of the lab. Below it adds
// JupyterLite's own worker, which answers Python's questions about the reader's files. It hears
// only of requests that are not for FILES.

const STORE = "lab";
const SCOPE = new URL("./", self.location).href;
// What a visit needs before this worker is there, and every chapter: all of it is small.
const AT_ONCE = /^(api|files)\/|^(notebooks|tree)\/[^/]*$|^page\/|^[^/]*\.js(on)?$/;
const underway = new Map();

/** The key of a file in the store, or nothing if the address is not one of the lab's files. */
function keyOf(address) {
  const { origin, pathname } = new URL(address);
  if (!(origin + pathname).startsWith(SCOPE)) return null;
  const file = decodeURIComponent((origin + pathname).slice(SCOPE.length));
  const name = file === "" || file.endsWith("/") ? `${file}index.html` : file;
  return name in FILES ? `${SCOPE}${name}?${FILES[name]}` : null;
}

async function fetchAndKeep(key) {
  const answer = await fetch(key, { cache: "no-store" });
  if (answer.ok) {
    const store = await caches.open(STORE);
    await store.put(key, answer.clone()).catch(() => {}); // no room left: the lab works without
  }
  return answer;
}

/** Two requests for one file at a time are one. */
async function fetchOnce(key) {
  if (!underway.has(key)) {
    underway.set(key, fetchAndKeep(key).finally(() => underway.delete(key)));
  }
  return (await underway.get(key)).clone();
}

async function remembered(key) {
  return (await caches.match(key)) ?? fetchOnce(key);
}

async function forgetOthers() {
  const store = await caches.open(STORE);
  const ours = new Set(Object.keys(FILES).map((file) => keyOf(SCOPE + encodeURI(file))));
  const requests = await store.keys();
  const stale = requests.filter((request) => !ours.has(decodeURIComponent(request.url)));
  await Promise.all(stale.map((request) => store.delete(request)));
}

self.addEventListener("install", (event) => {
  const small = Object.keys(FILES).filter((file) => AT_ONCE.test(file));
  event.waitUntil(Promise.all(small.map((file) => remembered(keyOf(SCOPE + encodeURI(file))))));
});

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

self.addEventListener("fetch", (event) => {
  const key = event.request.method === "GET" ? keyOf(event.request.url) : null;
  if (key === null) return;
  event.stopImmediatePropagation();
  event.respondWith(remembered(key));
});
