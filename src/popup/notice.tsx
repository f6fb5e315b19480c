import browser from "webextension-polyfill";
import { t } from "../ui/words.ts";
import { Message } from "./message.tsx";

/** In place of everything else until the welcome page was gone through. */
export function Notice() {
  const open = () => void browser.tabs.create({ url: browser.runtime.getURL("welcome/welcome.html") });
  return (
    <main>
      <Message title={t("setUpTitle")} text={t("setUpText")}>
        <button type="button" class="button" onClick={open}>
          {t("setUp")}
        </button>
      </Message>
    </main>
  );
}
