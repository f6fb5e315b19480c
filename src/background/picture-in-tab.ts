// The pixels of an image on a page, without asking anybody on the network for them. The page has the image already: drawn from
// there it never leaves the computer, and no site learns that it was looked at. Where the browser keeps the pixels of another site's
// image from scripts, what is to be seen of it in the tab is cut out of a picture of the tab, whose rest is dropped at once.

import browser from "webextension-polyfill";
import { blobOf, dataUrlOf } from "../messages/data-url.ts";

/** The longest side, in pixels: no camera's face gets lost, and it fits into a message. */
const LONGEST_SIDE = 2560;

/** What a page tells of an image. */
interface ImageInPage {
  /** Base64; null where scripts may not have it. */
  readonly dataUrl: string | null;
  /** The part that can be seen, in shares of what the tab shows; null when there is none. */
  readonly seen: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/** A base64 `data:` URL; null where it can't be had. The user's click on the menu lets this tab be read. */
export async function pictureInTab(url: string, tab: browser.Tabs.Tab, frameId: number): Promise<string | null> {
  if (tab.id === undefined) return null;
  try {
    const [injected] = await browser.scripting.executeScript({
      target: { tabId: tab.id, frameIds: [frameId] },
      func: readImage,
      args: [url, LONGEST_SIDE],
    });
    const image = injected?.result as ImageInPage | undefined;
    if (image?.dataUrl) return image.dataUrl;
    // Where a frame lies in its tab it does not know.
    return image?.seen && frameId === 0 ? await cutOut(tab, image.seen) : null;
  } catch {
    // A page, or a frame of another site, that extensions may not read.
    return null;
  }
}

/** Runs in the page: it can use nothing but what is in it. */
function readImage(url: string, longest: number): ImageInPage {
  const area = (image: HTMLImageElement) => image.clientWidth * image.clientHeight;
  const image = [...document.images]
    .filter(({ currentSrc, src }) => currentSrc === url || src === url)
    .sort((one, other) => area(other) - area(one))[0];
  if (!image?.naturalWidth) return { dataUrl: null, seen: null };
  try {
    const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { dataUrl: canvas.toDataURL("image/webp", 0.95), seen: null };
  } catch {
    // Of another site: its pixels are kept from scripts.
  }
  // Of a page that two fingers have enlarged, the tab shows a part.
  const { offsetLeft = 0, offsetTop = 0, scale = 1 } = visualViewport ?? {};
  const [across, down] = [innerWidth / scale, innerHeight / scale];
  const box = image.getBoundingClientRect();
  const left = Math.max(0, box.left - offsetLeft);
  const top = Math.max(0, box.top - offsetTop);
  const width = Math.min(across, box.right - offsetLeft) - left;
  const height = Math.min(down, box.bottom - offsetTop) - top;
  if (width < 1 || height < 1) return { dataUrl: null, seen: null };
  return { dataUrl: null, seen: { x: left / across, y: top / down, width: width / across, height: height / down } };
}

/** Null when another tab is in front by now. */
async function cutOut(tab: browser.Tabs.Tab, seen: NonNullable<ImageInPage["seen"]>): Promise<string | null> {
  const shot = await browser.tabs.captureVisibleTab(tab.windowId, { format: "png" });
  const [inFront] = await browser.tabs.query({ active: true, windowId: tab.windowId });
  if (inFront?.id !== tab.id) return null;
  const whole = await createImageBitmap(blobOf(shot));
  const [width, height] = [Math.round(seen.width * whole.width), Math.round(seen.height * whole.height)];
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(whole, -seen.x * whole.width, -seen.y * whole.height);
  whole.close();
  return dataUrlOf(await canvas.convertToBlob({ type: "image/webp", quality: 0.95 }));
}
