import { useState } from "preact/hooks";
import { t } from "../ui/words.ts";
import { FaceLayer } from "./face-layer.tsx";
import { FaceShares } from "./face-shares.tsx";
import type { OpenedEntry } from "./file-queue.ts";
import { Stage } from "./stage.tsx";
import { useObjectUrl } from "./use-object-url.ts";

/** A picture, the boxes of its faces, and what the chosen one shows: the largest at first. */
export function PictureView({ entry }: { readonly entry: OpenedEntry }) {
  const url = useObjectUrl(entry.file);
  const readings = entry.frames[0]?.readings ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const selected = readings.find(({ faceId }) => faceId === chosen) ?? readings[0] ?? null;
  const { width, height } = entry.media;
  return (
    <>
      <Stage width={width} height={height}>
        {url && <img class="stage-picture" src={url} alt={t("analysePicture", entry.name)} />}
        <FaceLayer
          readings={readings}
          width={width}
          height={height}
          selected={selected?.faceId ?? null}
          onSelect={setChosen}
        />
      </Stage>
      {selected && <FaceShares faceId={selected.faceId} reading={selected} />}
    </>
  );
}
