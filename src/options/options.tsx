// The options page. Each change is saved as it is made, and holds at once in calls that are on.

import { loadSettings } from "../messages/settings.ts";
import { showPage } from "../ui/show-page.tsx";
import { t } from "../ui/words.ts";
import { App } from "./app.tsx";

showPage(t("optionsTitle"), <App initialSettings={await loadSettings()} />);
