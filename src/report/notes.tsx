import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MOST_NOTE } from "../session/limits.ts";
import type { Note } from "../session/session.ts";
import { clock } from "../ui/dates.ts";
import { firstPress } from "../ui/first-press.ts";
import { useWindowEvent } from "../ui/use-window-event.ts";
import { t } from "../ui/words.ts";
import "./notes.css";

interface NotesProps {
  readonly notes: readonly Note[];
  /** The second a new note is being written for, or null. */
  readonly at: number | null;
  readonly onAt: (second: number | null) => void;
  /** The second a new note would be for. */
  readonly second: number;
  readonly onJump: (second: number) => void;
  readonly onKeep: (notes: readonly Note[]) => void;
}

/** The user's own words, each at its time. */
export function Notes({ notes, at, onAt, second, onJump, onKeep }: NotesProps) {
  /** Of this page, the last one last: each can be brought back for as long as it stays open. */
  const [deleted, setDeleted] = useState<readonly Note[]>([]);
  const last = deleted.at(-1);
  const section = useRef<HTMLElement>(null);
  const focusOn = useRef<string | null>(null);

  // What had the focus is gone by then, and what is to have it has just come.
  useLayoutEffect(() => {
    if (focusOn.current === null) return;
    const wanted = section.current?.querySelector<HTMLElement>(focusOn.current);
    if (!wanted) return;
    wanted.focus();
    focusOn.current = null;
  });

  function keep(note: Note): void {
    onKeep([...notes.filter(({ id }) => id !== note.id), note]);
    focusOn.current = `[data-note="${note.id}"] button`;
  }

  function remove(note: Note): void {
    onKeep(notes.filter(({ id }) => id !== note.id));
    setDeleted((before) => [...before, note]);
    focusOn.current = ".note-undo";
  }

  return (
    <section ref={section} aria-labelledby="notes-title">
      <h2 id="notes-title">{t("reportNotes")}</h2>
      <ul class="notes">
        {notes.map((note) => (
          <NoteItem
            key={note.id}
            note={note}
            onJump={() => onJump(note.second)}
            onKeep={keep}
            onDelete={() => remove(note)}
          />
        ))}
      </ul>
      {notes.length === 0 && at === null && <p class="report-none">{t("reportNoNotes")}</p>}
      <div role="status" class="note-deleted">
        {last && (
          <>
            {t("reportNoteDeleted", clock(last.second))}{" "}
            <button
              type="button"
              class="link note-undo"
              onClick={firstPress(() => {
                keep(last);
                setDeleted((before) => before.slice(0, -1));
              })}
              // It takes the focus while the key that deleted may still be held: that is no press of this one.
              onKeyDown={(event) => event.repeat && event.preventDefault()}
            >
              {t("undo")}
            </button>
          </>
        )}
      </div>
      {at === null ? (
        <button type="button" class="tool note-add" onClick={() => onAt(second)}>
          {t("reportAddNoteAt", clock(second))}
        </button>
      ) : (
        <div class="note note-new">
          <span class="report-time">{clock(at)}</span>
          <NoteForm
            second={at}
            text=""
            onDone={(text) => {
              onAt(null);
              if (text) keep({ id: crypto.randomUUID(), second: at, text });
              else focusOn.current = ".note-add";
            }}
          />
        </div>
      )}
    </section>
  );
}

interface NoteItemProps {
  readonly note: Note;
  readonly onJump: () => void;
  /** With other words. */
  readonly onKeep: (note: Note) => void;
  readonly onDelete: () => void;
}

/** A note knows for itself whether it is being edited: what is being written in one is not lost to another. */
function NoteItem({ note, onJump, onKeep, onDelete }: NoteItemProps) {
  const [isEdited, setIsEdited] = useState(false);
  const time = useRef<HTMLButtonElement>(null);
  const { id, second, text } = note;
  return (
    <li class="note" data-note={id}>
      <button
        ref={time}
        type="button"
        class="report-time link"
        aria-label={t("reportJump", clock(second))}
        onClick={onJump}
      >
        {clock(second)}
      </button>
      {isEdited ? (
        <NoteForm
          second={second}
          text={text}
          onDone={(words) => {
            setIsEdited(false);
            time.current?.focus();
            if (words) onKeep({ ...note, text: words });
          }}
        />
      ) : (
        <div class="note-body">
          <p dir="auto">{text}</p>
          <div class="note-actions">
            <button
              type="button"
              class="link"
              aria-label={t("reportEditNote", clock(second))}
              onClick={() => setIsEdited(true)}
            >
              {t("edit")}
            </button>
            <button
              type="button"
              class="link"
              aria-label={t("reportDeleteNote", clock(second))}
              onClick={firstPress(onDelete)}
            >
              {t("delete")}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}

interface NoteFormProps {
  readonly second: number;
  readonly text: string;
  /** With the words, or null when nothing is to be kept. */
  readonly onDone: (text: string | null) => void;
}

/** Enter keeps it, Shift and Enter begins a line, Escape forgets it. */
function NoteForm({ second, text, onDone }: NoteFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, [text.length]);
  // What is not kept yet must not go with the page without a question.
  useWindowEvent("beforeunload", (event) => field.current?.value.trim() !== text.trim() && event.preventDefault());
  const done = () => onDone(field.current?.value.trim() || null);
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        maxLength={MOST_NOTE}
        defaultValue={text}
        aria-label={t("reportNoteLabel", clock(second))}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Escape") onDone(null);
          else if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            // Held since it opened the field, it says nothing yet.
            if (!event.repeat) done();
          }
        }}
      />
      <div class="note-actions">
        <button type="submit" class="tool tool-strong">
          {t("reportKeepNote")}
        </button>
        <button type="button" class="tool" onClick={() => onDone(null)}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}
