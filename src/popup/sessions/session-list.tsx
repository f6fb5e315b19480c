import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SessionHeader } from "../../session/session.ts";
import { pressKey } from "../../ui/press-key.ts";
import { t } from "../../ui/words.ts";
import "./session-list.css";
import { KEYS_ID, SessionRow } from "./session-row.tsx";

interface SessionListProps {
  readonly sessions: readonly SessionHeader[];
  readonly nowMs: number;
  /** The session to begin with, where the user last was; takes the focus. */
  readonly focused: string | null;
  readonly onOpen: (id: string) => void;
  readonly onRename: (id: string, title: string) => void;
  readonly onDelete: (id: string) => void;
}

/**
 * The sessions, the newest first. For the Tab key the list is one row long: arrow keys, Home and End lead to the
 * others, F2 renames and Delete or Backspace deletes.
 */
export function SessionList({ sessions, nowMs, focused, onOpen, onRename, onDelete }: SessionListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(focused);
  const [renamed, setRenamed] = useState<string | null>(null);
  const returnTo = useRef<string | null>(null);
  const ids = sessions.map(({ id }) => id);
  const stop = current !== null && ids.includes(current) ? current : ids[0];

  // The row may come only after the request: what was deleted is brought back.
  const isThere = focused !== null && ids.includes(focused);
  useLayoutEffect(() => {
    if (isThere) focusRow(list.current, focused);
  }, [focused, isThere]);

  // A row that was being renamed has its button back only now.
  useLayoutEffect(() => {
    if (renamed !== null || returnTo.current === null) return;
    focusRow(list.current, returnTo.current);
    returnTo.current = null;
  }, [renamed]);

  function remove(id: string): void {
    const place = ids.indexOf(id);
    const neighbour = ids[place + 1] ?? ids[place - 1];
    // The focus would fall out of the page with what has it.
    if (neighbour) focusRow(list.current, neighbour);
    else list.current?.closest("main")?.focus();
    onDelete(id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const id = sessionAt(event.target);
    if (!id) return;
    const place = ids.indexOf(id);
    // One press, one session: the focus goes on to the next while the key may still be held.
    const removeOnce = () => !event.repeat && remove(id);
    pressKey(event, {
      ArrowDown: () => focusRow(list.current, ids[place + 1]),
      ArrowUp: () => focusRow(list.current, ids[place - 1]),
      Home: () => focusRow(list.current, ids[0]),
      End: () => focusRow(list.current, ids.at(-1)),
      F2: () => setRenamed(id),
      Delete: removeOnce,
      // The delete key of Apple's keyboards.
      Backspace: removeOnce,
    });
  }

  return (
    <>
      <ul
        ref={list}
        class="sessions"
        onKeyDown={onKeyDown}
        onFocusIn={({ target }) => setCurrent(sessionAt(target) ?? null)}
      >
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            nowMs={nowMs}
            isStop={session.id === stop}
            isRenamed={session.id === renamed}
            onOpen={onOpen}
            onRename={setRenamed}
            onTitle={onRename}
            onRenamed={(id, isByKey) => {
              returnTo.current = isByKey ? id : null;
              setRenamed(null);
            }}
            onDelete={remove}
          />
        ))}
      </ul>
      <p id={KEYS_ID} class="small-print session-keys">
        {t("sessionKeys")}
      </p>
    </>
  );
}

function focusRow(list: HTMLElement | null, id: string | undefined): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-session]") ?? [])];
  const row = rows.find(({ dataset }) => dataset.session === id);
  row?.querySelector<HTMLElement>(".session-words")?.focus();
}

function sessionAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-session]")?.dataset.session : undefined;
}
