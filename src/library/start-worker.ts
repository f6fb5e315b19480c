/**
 * Starts a module Worker. Browsers refuse one whose script is on another site, as when the package comes from a content delivery
 * network: then a script of the page's own imports it.
 */
export function startWorker(url: string): Worker {
  try {
    return new Worker(url, { type: "module" });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "SecurityError")) throw error;
    const script = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" }));
    const worker = new Worker(script, { type: "module" });
    for (const event of ["message", "error"]) {
      worker.addEventListener(event, () => URL.revokeObjectURL(script), { once: true });
    }
    return worker;
  }
}
