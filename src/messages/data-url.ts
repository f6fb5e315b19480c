/** The bytes of a base64 `data:` URL: the extension's policy lets nothing be fetched, not even this. */
export function blobOf(dataUrl: string): Blob {
  const [head = "", base64 = ""] = dataUrl.split(",", 2);
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: head.slice("data:".length).split(";", 1)[0] ?? "" });
}

/** The other way round. */
export async function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
