// The popup: one tab's call, live, and the sessions that are kept. As `popup.html?tab=ID` in a tab of its own it shows
// that tab's call; with `&import` it begins with a file to import.

import { render } from "preact";
import browser from "webextension-polyfill";
import { loadSettings } from "../messages/settings.ts";
import "../ui/theme.css";
import { wordsDirection, wordsLanguage } from "../ui/words.ts";
import { App } from "./app.tsx";
import "./popup.css";

const parameters = new URLSearchParams(location.search);
const tabGiven = parameters.get("tab");
const [settings, tabId] = await Promise.all([loadSettings(), tabGiven === null ? activeTab() : Number(tabGiven)]);

document.documentElement.lang = wordsLanguage();
document.documentElement.dir = wordsDirection();
document.body.className = tabGiven === null ? "in-popup" : "in-tab";
const place = tabGiven === null ? "popup" : parameters.has("import") ? "import" : "tab";
render(<App tabId={tabId} initialSettings={settings} place={place} />, document.body);

async function activeTab(): Promise<number> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? browser.tabs.TAB_ID_NONE;
}
