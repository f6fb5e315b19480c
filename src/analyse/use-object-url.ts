import { useEffect, useState } from "preact/hooks";

/** An address under which the page can show a file, as long as it is mounted; "" at first. */
export function useObjectUrl(file: Blob): string {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
