// The page that opens when the extension has been installed. Nothing is read before it was gone through.

import { loadSettings } from "../messages/settings.ts";
import { showPage } from "../ui/show-page.tsx";
import { t } from "../ui/words.ts";
import { App } from "./app.tsx";

showPage(t("welcomeTitle"), <App initialSettings={await loadSettings()} />);
