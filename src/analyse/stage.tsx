import type { ComponentChildren } from "preact";

interface StageProps {
  readonly width: number;
  readonly height: number;
  readonly children: ComponentChildren;
}

/** What a picture or film is shown on, as large as there is room, and its faces over it. */
export function Stage({ width, height, children }: StageProps) {
  const ratio = width / height;
  return (
    <div class="stage" style={{ aspectRatio: String(ratio), maxWidth: `min(100%, ${ratio} * 68vh, ${width * 2}px)` }}>
      {children}
    </div>
  );
}
