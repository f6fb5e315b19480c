import { createAnalyzer } from "countenance";
import { useEffect, useState } from "react";

/** Readings a second. */
const RATE = 5;

const NOTHING = { readings: null, error: null };

/**
 * What the faces of a video show, several times a second.
 *
 * @param {import("react").RefObject<HTMLVideoElement | null>} videoRef
 * @param {string} [assets] where the package's dist/library/assets is served
 * @returns {{ readings: readonly import("countenance").Reading[] | null, error: Error | null }}
 */
export function useReadings(videoRef, assets) {
  const [state, setState] = useState(NOTHING);

  useEffect(() => {
    const unmounted = new AbortController();
    const { signal } = unmounted;
    const read = async () => {
      const analyzer = await createAnalyzer({ assets, signal });
      while (!signal.aborted) {
        setState(await readOnce(analyzer, videoRef.current));
        await new Promise((resolve) => setTimeout(resolve, 1000 / RATE));
      }
    };
    read().catch((error) => {
      if (!signal.aborted) setState({ readings: null, error });
    });
    return () => unmounted.abort();
  }, [videoRef, assets]);

  return state;
}

async function readOnce(analyzer, video) {
  if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return NOTHING;
  try {
    const readings = await analyzer.analyze(video, { source: "video", timeMs: video.currentTime * 1000 });
    return { readings, error: null };
  } catch (error) {
    // One picture that cannot be read, as when the camera is turned off meanwhile, says nothing about the next.
    if (error.code !== "bad-image") throw error;
    return { readings: null, error };
  }
}
