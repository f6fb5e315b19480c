import { useRef } from "preact/hooks";
import { csvStyleFor, writeCsv } from "../exchange/csv.ts";
import { writeSession } from "../exchange/write-session.ts";
import { participantName, sessionTitle } from "../ui/session-words.ts";
import { useSaid } from "../ui/use-said.tsx";
import { type MessageKey, t } from "../ui/words.ts";
import { type ChartContent, chartSvg } from "./chart-svg.ts";
import "./export-menu.css";
import { download, fileName, pngOf } from "../ui/save-file.ts";

type Kind = "csv" | "json" | "png" | "svg";

const KINDS: readonly { readonly kind: Kind; readonly title: MessageKey; readonly text: MessageKey }[] = [
  { kind: "csv", title: "exportCsv", text: "exportCsvText" },
  { kind: "json", title: "exportJson", text: "exportJsonText" },
  { kind: "png", title: "exportPng", text: "exportChartText" },
  { kind: "svg", title: "exportSvg", text: "exportChartText" },
];

/** The session as a file to take along. The tables hold all of it, the pictures what is in view of those who count. */
export function ExportMenu({ chart }: { readonly chart: ChartContent }) {
  const menu = useRef<HTMLDivElement>(null);
  const [said, say] = useSaid();

  async function save(kind: Kind): Promise<void> {
    menu.current?.hidePopover();
    const name = fileName(sessionTitle(chart.session), chart.session.startedMs, kind);
    const words = await make(kind, chart).then(
      (file) => {
        download(file, name);
        return t("exported", name);
      },
      () => t("exportFailed"),
    );
    say(words);
  }

  return (
    <>
      <button type="button" class="tool tool-strong export-button" popovertarget="export-menu">
        {t("exportTitle")}
      </button>
      <div ref={menu} id="export-menu" class="export-menu" popover="auto">
        <ul>
          {KINDS.map(({ kind, title, text }) => (
            <li key={kind}>
              <button type="button" onClick={() => void save(kind)}>
                <b>{t(title)}</b>
                <span class="small-print">{t(text)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <p class="small-print export-said" role="status">
        {said}
      </p>
    </>
  );
}

async function make(kind: Kind, chart: ChartContent): Promise<Blob> {
  switch (kind) {
    case "csv":
      return new Blob([...writeCsv(chart.session, participantName, csvStyleFor(navigator.language))], {
        type: "text/csv",
      });
    case "json":
      return new Blob([...writeSession(chart.session)], { type: "application/json" });
    case "svg":
      return new Blob([chartSvg(chart)], { type: "image/svg+xml" });
    case "png":
      return pngOf(chartSvg(chart));
  }
}
