// Pictures and films of the user's own: `analyse.html`, with `?image=KEY` for one that was handed over.

import { takeImage } from "../messages/handed-image.ts";
import { loadSettings } from "../messages/settings.ts";
import { PLATE_STYLES } from "../ui/plate-styles.ts";
import { showPage } from "../ui/show-page.tsx";
import { t } from "../ui/words.ts";
import { App } from "./app.tsx";

// The words over pictures look as those over videos do, which bring their styles along into shadow trees.
const plates = new CSSStyleSheet();
plates.replaceSync(PLATE_STYLES);
document.adoptedStyleSheets = [plates];

const key = new URLSearchParams(location.search).get("image");
const [settings, image] = await Promise.all([loadSettings(), key === null ? null : takeImage(key)]);
const given = key !== null && image === null ? "gone" : image;
showPage(t("analyseTitle"), <App initialSettings={settings} image={given} />);
