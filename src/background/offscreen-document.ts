// Chrome's offscreen API, which webextension-polyfill and Firefox do not know.

const PATH = "offscreen/offscreen.html";

let creation: Promise<void> | null = null;

/** Opens the extension's one offscreen document unless it is open; resolves when it listens. */
export async function ensureOffscreenDocument(): Promise<void> {
  // Being created it is open, but does not listen yet.
  if (!creation && (await isOffscreenDocumentOpen())) return;
  // Two calls started at once share one creation: a second createDocument would fail.
  creation ??= chrome.offscreen
    .createDocument({
      url: PATH,
      reasons: [chrome.offscreen.Reason.WORKERS],
      justification: "Reads facial expressions in a Worker, on this device, while a call is on.",
    })
    .finally(() => {
      creation = null;
    });
  await creation;
}

/** Closes it, and with it the engine. */
export async function closeOffscreenDocument(): Promise<void> {
  if (await isOffscreenDocumentOpen()) await chrome.offscreen.closeDocument();
}

export async function isOffscreenDocumentOpen(): Promise<boolean> {
  const open = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT] });
  return open.length > 0;
}
