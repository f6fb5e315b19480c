import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Session } from "../session/session.ts";
import { fullMoment, momentRange } from "../ui/dates.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { sessionPeople, sessionTitle } from "../ui/session-words.ts";
import { TitleField } from "../ui/title-field.tsx";
import { duration, t } from "../ui/words.ts";
import type { ChartContent } from "./chart-svg.ts";
import { ExportMenu } from "./export-menu.tsx";

interface ReportHeaderProps {
  readonly session: Session;
  readonly chart: ChartContent;
  readonly onRename: (title: string) => void;
  readonly onDelete: () => void;
}

/** What the session is called, the facts of it, and what can be done with it as a whole. */
export function ReportHeader({ session, chart, onRename, onDelete }: ReportHeaderProps) {
  const { site, startedMs, endedMs, modelVersion } = session;
  const [isRenamed, setIsRenamed] = useState(false);
  const isReturning = useRef(false);
  const heading = useRef<HTMLDivElement>(null);
  const title = sessionTitle(session);

  useLayoutEffect(() => {
    if (isRenamed || !isReturning.current) return;
    isReturning.current = false;
    heading.current?.querySelector("button")?.focus();
  }, [isRenamed]);

  return (
    <header class="report-header">
      <div class="report-heading" ref={heading}>
        {isRenamed ? (
          <h1>
            <TitleField
              session={session}
              onTitle={onRename}
              onDone={(isByKey) => {
                isReturning.current = isByKey;
                setIsRenamed(false);
              }}
            />
          </h1>
        ) : (
          <>
            <h1 dir="auto">{title}</h1>
            <IconButton action="rename" name={t("renameSession", title)} onClick={() => setIsRenamed(true)} />
          </>
        )}
      </div>
      <p class="report-when">
        {endedMs === null ? fullMoment(startedMs) : momentRange(startedMs, endedMs)}
        {endedMs === null && <b class="report-live">{t("reportLive")}</b>}
      </p>
      <dl class="report-facts">
        <Fact name={t("reportDuration")} value={endedMs === null ? t("sessionLive") : duration(endedMs - startedMs)} />
        <Fact name={t("reportWho")} value={sessionPeople(session)} />
        {site && <Fact name={t("reportSite")} value={site} />}
        <Fact name={t("reportModel")} value={modelVersion} />
      </dl>
      <div class="report-actions">
        <ExportMenu chart={chart} />
        <button type="button" class="tool" onClick={() => print()}>
          {t("reportPrint")}
        </button>
        <button type="button" class="tool tool-danger" onClick={onDelete}>
          {t("reportDelete")}
        </button>
      </div>
    </header>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}
