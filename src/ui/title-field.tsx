import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { MOST_TITLE } from "../session/limits.ts";
import type { SessionHeader } from "../session/session.ts";
import { sessionTitle } from "./session-words.ts";
import { t } from "./words.ts";
import "./title-field.css";

/** After so long a pause in the writing, in ms, what is written in a popup is kept. */
const PAUSE_MS = 300;

interface TitleFieldProps {
  readonly session: SessionHeader;
  /** It is in a popup, which a press beside it ends without a word to its page: what is written is kept at every pause. */
  readonly isFleeting?: boolean;
  /** To be kept, whether or not more is to come. */
  readonly onTitle: (title: string) => void;
  /** Done by a key, the focus is the caller's to place. */
  readonly onDone: (isByKey: boolean) => void;
}

/** A session's title while it is changed: Enter or leaving the field keeps it, Escape doesn't, empty means the site. */
export function TitleField({ session, isFleeting = false, onTitle, onDone }: TitleFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const former = useRef(session.title);
  const kept = useRef(session.title);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useLayoutEffect(() => field.current?.select(), []);
  useEffect(() => () => clearTimeout(pause.current), []);

  function keep(title: string): void {
    clearTimeout(pause.current);
    if (title === kept.current) return;
    kept.current = title;
    onTitle(title);
  }

  // Taking the field away makes it lose the focus: that is not a second answer.
  function done(title: string, isByKey: boolean): void {
    if (isDone.current) return;
    isDone.current = true;
    keep(title);
    onDone(isByKey);
  }

  return (
    <input
      ref={field}
      class="title-field"
      type="text"
      dir="auto"
      maxLength={MOST_TITLE}
      defaultValue={former.current}
      placeholder={sessionTitle({ ...session, title: "" })}
      aria-label={t("sessionTitleLabel")}
      autocomplete="off"
      onInput={({ currentTarget }) => {
        clearTimeout(pause.current);
        if (isFleeting) pause.current = setTimeout(() => keep(currentTarget.value.trim()), PAUSE_MS);
      }}
      onBlur={(event) => done(event.currentTarget.value.trim(), false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        // Escape would close the popup.
        event.preventDefault();
        done(event.key === "Enter" ? event.currentTarget.value.trim() : former.current, true);
      }}
    />
  );
}
