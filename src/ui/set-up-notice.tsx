import browser from "webextension-polyfill";
import { Message } from "./message.tsx";
import { t } from "./words.ts";

/** In place of everything else until the welcome page was gone through. */
export function SetUpNotice() {
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
