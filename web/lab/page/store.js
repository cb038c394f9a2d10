// The browser's store for this site: the lab's files (service-worker.js) and the reader's changes.

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Put the service worker in place, up to date if the site can be reached. False if there is none. */
export async function prepareStore() {
  const workers = navigator.serviceWorker;
  if (!workers) return false;
  const known = Boolean(workers.controller);
  const controlled = new Promise((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(true), { once: true });
  });
  // The address is the one that JupyterLite uses, so that it finds this worker in place.
  const address = new URL("../service-worker.js?enableCache=false", import.meta.url);
  try {
    const registration = await workers.register(address);
    if (!known) {
      const passedBy = registration.active && !registration.installing; // a reload past the worker
      return !passedBy && (await Promise.race([controlled, pause(10000).then(() => false)]));
    }
    await Promise.race([registration.update(), pause(5000)]);
    if (registration.installing ?? registration.waiting) {
      await controlled;
      location.reload();
      await new Promise(() => {}); // the page that comes is made of the new files
    }
  } catch (error) {
    // Without a network there is nothing newer; without the right to store, nothing is kept.
    console.info("The lab goes on without an update of its store:", error.message);
  }
  return known;
}

/** Whether the browser keeps what a reader changes. */
export async function keepsChanges() {
  try {
    await new Promise((resolve, reject) => {
      const request = indexedDB.open("gd-lab");
      request.onsuccess = () => resolve(request.result.close());
      request.onerror = () => reject(request.error);
    });
    return true;
  } catch {
    return false;
  }
}
