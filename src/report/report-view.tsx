import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Session } from "../session/session.ts";
import { useFindings } from "../ui/use-findings.ts";
import { closeUp, type Span } from "../ui/view.ts";
import { plural, t } from "../ui/words.ts";
import { ReportHeader } from "./header.tsx";
import { Moments } from "./moments.tsx";
import { Notes } from "./notes.tsx";
import { PrintedChart } from "./printed-chart.tsx";
import { RemovedPeople } from "./removed-people.tsx";
import { RoomPath } from "./room-path.ts";
import { Shares } from "./shares.tsx";
import { SecondsTable } from "./table.tsx";
import { Timeline } from "./timeline.tsx";
import type { SessionControls } from "./use-session.ts";

/** Jumping to a moment shows at most so many seconds around it. */
const CLOSE_UP_SECONDS = 120;

interface ReportProps extends Omit<SessionControls, "loaded" | "trouble" | "unread"> {
  readonly session: Session;
}

/** A session from its facts to its notes; what is pointed at, who counts and what is in view is shared by all parts. */
export function Report({ session, rename, keepNotes, remove, removed, removePerson, restorePerson }: ReportProps) {
  const seconds = session.participants[0]?.track.length ?? 0;
  const [given, setView] = useState<Span | null>(null);
  const [chosen, setCursor] = useState<number | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [noteAt, setNoteAt] = useState<number | null>(null);
  const timeline = useRef<HTMLDivElement>(null);

  // The whole, until the user looks closer: of a session that goes on it grows. A file may have put a shorter one in its place.
  const whole = useMemo(() => ({ from: 0, to: seconds }), [seconds]);
  const view = given && given.to <= seconds ? given : whole;
  const onView = (next: Span) => setView(next.to - next.from >= seconds ? null : next);
  // The notes of a file may stand between seconds, or after the last.
  const cursor = chosen === null ? null : Math.max(0, Math.min(Math.floor(chosen), seconds - 1));
  const isGoingOn = session.endedMs === null;
  // Of a session that goes on, what happens now.
  const at = cursor ?? (isGoingOn ? Math.max(0, Math.ceil(view.to) - 1) : Math.floor(view.from));
  const counted = useMemo(
    () => session.participants.filter(({ id }) => !hidden.has(id)),
    [session.participants, hidden],
  );
  const notCounted = session.participants.length - counted.length;
  const findings = useFindings(counted);
  const path = useMemo(() => new RoomPath(counted.map(({ track }) => track)), [counted]);

  function jump(second: number): void {
    setCursor(second);
    onView(closeUp(view, second, CLOSE_UP_SECONDS, seconds));
    const slider = timeline.current?.querySelector<HTMLElement>("[role=slider]");
    slider?.focus({ preventScroll: true });
    slider?.scrollIntoView({ block: "nearest" });
  }

  /** A note that is being written keeps its time, and its words. */
  function note(second: number): void {
    if (noteAt === null) setNoteAt(second);
    else document.querySelector<HTMLElement>(".note-new textarea")?.focus();
  }

  function toggle(id: string): void {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  }

  const hasFace = session.participants.some(({ totals }) => totals.secondsInView > 0);
  // Once it is over even those who were never seen are shown: their names are kept, and can be deleted.
  const isEmpty = seconds === 0 || (isGoingOn && !hasFace);
  const chart = { session, participants: counted, path, view };
  return (
    <>
      <ReportHeader session={session} chart={chart} onRename={rename} onDelete={remove} />
      {isEmpty ? (
        <p class="report-empty">{isGoingOn ? t("reportNothingYet") : t("summaryNoFace")}</p>
      ) : (
        <Shares participants={counted} steadiness={findings?.steadiness ?? null} />
      )}
      {!isEmpty && notCounted > 0 && (
        <p class="report-left-out">
          {plural("reportLeftOut", notCounted)}{" "}
          <button
            type="button"
            class="link"
            onClick={({ currentTarget }) => {
              // The focus would fall out of the page with the button.
              currentTarget.closest("main")?.focus();
              setHidden(new Set());
            }}
          >
            {t("reportCountAll")}
          </button>
        </p>
      )}
      <RemovedPeople removed={removed} onRestore={restorePerson} />
      {!isEmpty && (
        <>
          <div ref={timeline} class="report-timeline">
            <Timeline
              session={session}
              path={path}
              seconds={seconds}
              view={view}
              onView={onView}
              chosen={cursor}
              noteAt={at}
              onCursor={setCursor}
              hidden={hidden}
              onToggle={toggle}
              onRemove={removePerson}
              onNote={note}
            />
          </div>
          <PrintedChart chart={chart} />
          <SecondsTable participants={counted} path={path} view={view} />
        </>
      )}
      {/* In one place, whoever is deleted: what is being written in a note must outlast it. */}
      {(!isEmpty || session.notes.length > 0 || noteAt !== null) && (
        <div class="report-columns">
          {!isEmpty && (
            <Moments participants={counted} moments={findings?.moments ?? null} isGoingOn={isGoingOn} onJump={jump} />
          )}
          <Notes notes={session.notes} at={noteAt} onAt={setNoteAt} second={at} onJump={jump} onKeep={keepNotes} />
        </div>
      )}
      <AnnounceEnd isGoingOn={isGoingOn} />
    </>
  );
}

/** Says once that a session that was followed is over. */
function AnnounceEnd({ isGoingOn }: { readonly isGoingOn: boolean }) {
  const [wasGoingOn, setWasGoingOn] = useState(false);
  useEffect(() => {
    if (isGoingOn) setWasGoingOn(true);
  }, [isGoingOn]);
  return (
    <p class="visually-hidden" role="status">
      {wasGoingOn && !isGoingOn && t("reportEnded")}
    </p>
  );
}
