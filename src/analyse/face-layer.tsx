import { useRef } from "preact/hooks";
import type { Reading } from "../engine/reading.ts";
import { readingLabel, readingPhrase } from "../ui/expressions.ts";
import { ReadingSymbol } from "../ui/symbol.tsx";
import { useWidth } from "../ui/use-width.ts";
import { t, wholeNumber } from "../ui/words.ts";
import "./face-layer.css";

/** A plate's height and its distance from the box, in CSS pixels. */
const PLATE_ROOM = 34;
/** A face narrower than this, in CSS pixels, has its symbol alone: words would cover its neighbours. */
const LEAST_WIDTH_FOR_WORDS = 64;
/** About half of the longest plate, in CSS pixels: nearer to an edge, it keeps to that side of its box. */
const EDGE = 56;

interface FaceLayerProps {
  readonly readings: readonly Reading[];
  /** Of the picture, in the pixels that boxes are in. */
  readonly width: number;
  readonly height: number;
  /** A face's id. */
  readonly selected: number | null;
  readonly onSelect: (faceId: number) => void;
}

/** The boxes of a picture's faces, each with what it shows; a button each. Lies over the picture. */
export function FaceLayer({ readings, width, height, selected, onSelect }: FaceLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const scale = useWidth(layer) / width;
  return (
    <div ref={layer} class="face-layer" dir="ltr">
      {[...readings]
        // Read and tabbed through from left to right.
        .sort((one, other) => one.box.x - other.box.x)
        .map((reading) => {
          const { faceId, box } = reading;
          const middle = (box.x + box.width / 2) * scale;
          const places = [
            "face-mark",
            faceId === selected && "face-selected",
            (height - box.y - box.height) * scale < PLATE_ROOM && "face-plate-inside",
            middle < EDGE && "face-plate-right",
            middle > width * scale - EDGE && "face-plate-left",
          ];
          return (
            <button
              key={faceId}
              type="button"
              class={places.filter(Boolean).join(" ")}
              aria-pressed={faceId === selected}
              aria-label={t("sentenceNow", faceName(faceId), readingPhrase(reading))}
              style={{
                left: `${(100 * box.x) / width}%`,
                top: `${(100 * box.y) / height}%`,
                width: `${(100 * box.width) / width}%`,
                height: `${(100 * box.height) / height}%`,
              }}
              onClick={() => onSelect(faceId)}
            >
              <span class={box.width * scale < LEAST_WIDTH_FOR_WORDS ? "plate plate-small" : "plate"}>
                <ReadingSymbol reading={reading} />
                <span class="plate-words">{readingLabel(reading)}</span>
              </span>
            </button>
          );
        })}
    </div>
  );
}

/** "Face 1". */
export function faceName(faceId: number): string {
  return t("analyseFace", wholeNumber(faceId));
}
