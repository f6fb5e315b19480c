import type { ComponentChildren } from "preact";
import { StateSymbol } from "./symbol.tsx";
import type { STATE_SYMBOLS } from "./symbols.ts";
import { t } from "./words.ts";
import "./message.css";

interface MessageProps {
  readonly symbol?: keyof typeof STATE_SYMBOLS;
  readonly title: string;
  readonly text: string;
  /** Small print: a reason in the machine's words. */
  readonly detail?: string;
  /** 0 … 1; draws a bar. */
  readonly progress?: number;
  readonly children?: ComponentChildren;
}

/** Says how things stand, and what to do next, where there are no readings to show. */
export function Message({ symbol, title, text, detail, progress, children }: MessageProps) {
  return (
    <section class="message">
      {symbol && <StateSymbol state={symbol} />}
      <h2>{title}</h2>
      <p>{text}</p>
      {detail && <p class="small-print message-detail">{detail}</p>}
      {progress !== undefined && <progress value={progress} max={1} aria-label={t("loadingLabel")} />}
      {children}
    </section>
  );
}
