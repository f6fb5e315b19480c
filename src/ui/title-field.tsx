import { useLayoutEffect, useRef } from "preact/hooks";
import { MOST_TITLE } from "../exchange/file-limits.ts";
import type { SessionHeader } from "../session/session.ts";
import { sessionTitle } from "./session-words.ts";
import { t } from "./words.ts";
import "./title-field.css";

interface TitleFieldProps {
  readonly session: SessionHeader;
  /** With what the user called it, or null when it stays as it is. Done by a key, the focus is the caller's to place. */
  readonly onDone: (title: string | null, isByKey: boolean) => void;
}

/** A session's title while it is changed: Enter or leaving the field keeps it, Escape doesn't, empty means the site. */
export function TitleField({ session, onDone }: TitleFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);

  useLayoutEffect(() => field.current?.select(), []);

  // Taking the field away makes it lose the focus: that is not a second answer.
  function done(title: string | null, isByKey: boolean): void {
    if (isDone.current) return;
    isDone.current = true;
    onDone(title === session.title ? null : title, isByKey);
  }

  return (
    <input
      ref={field}
      class="title-field"
      type="text"
      dir="auto"
      maxLength={MOST_TITLE}
      defaultValue={session.title}
      placeholder={sessionTitle({ ...session, title: "" })}
      aria-label={t("sessionTitleLabel")}
      autocomplete="off"
      onBlur={(event) => done(event.currentTarget.value.trim(), false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        // Escape would close the popup.
        event.preventDefault();
        done(event.key === "Enter" ? event.currentTarget.value.trim() : null, true);
      }}
    />
  );
}
