/**
 * Starts a module Worker. Browsers refuse one whose script is on another site, as when the package comes from a content delivery
 * network: then a script of the page's own imports it.
 * @param lifetime aborts when the Worker has ended, or failed to start.
 */
export function startWorker(url: string, lifetime: AbortSignal): Worker {
  try {
    return new Worker(url, { type: "module" });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "SecurityError")) throw error;
    const script = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" }));
    const worker = new Worker(script, { type: "module" });
    const revoke = () => URL.revokeObjectURL(script);
    worker.addEventListener("message", revoke, { once: true });
    lifetime.addEventListener("abort", revoke, { once: true });
    return worker;
  }
}
