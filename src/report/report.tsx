// The report of one session: `report.html?session=ID`.

import { showPage } from "../ui/show-page.tsx";
import { t } from "../ui/words.ts";
import { App } from "./app.tsx";

showPage(t("reportTitle"), <App sessionId={new URLSearchParams(location.search).get("session") ?? ""} />);
