import browser from "webextension-polyfill";
import { hostPattern, isHost } from "../messages/parse-settings.ts";
import { t } from "../ui/words.ts";
import type { GroupProps } from "./group.ts";
import { NameList } from "./name-list.tsx";

/** The sites on which every call is read. Each needs the browser's permission, which goes when the site goes. */
export function AlwaysOn({ settings, save }: GroupProps) {
  const { alwaysOn } = settings;
  const add = async (text: string) => {
    const host = hostOf(text);
    if (host === null) return t("siteMalformed");
    // Before anything else is waited for: the browser asks only where a person has just pressed something.
    const isAllowed = await browser.permissions.request({ origins: [hostPattern(host)] });
    if (!isAllowed) return t("siteRefused", host);
    if (alwaysOn.includes(host) || (await save((now) => ({ alwaysOn: [...now.alwaysOn, host] })))) return "";
    // A site that is not on the list has no use for it, and nothing here would show it.
    await browser.permissions.remove({ origins: [hostPattern(host)] });
    return t("notSaved");
  };
  const remove = async (host: string) => {
    const isSaved = await save((now) => ({ alwaysOn: now.alwaysOn.filter((each) => each !== host) }));
    if (isSaved) await browser.permissions.remove({ origins: [hostPattern(host)] });
  };
  return (
    <section class="page-section">
      <h2>{t("optionsSites")}</h2>
      <p class="page-soft">{t("alwaysOnText")}</p>
      <NameList
        label={t("siteLabel")}
        placeholder="meet.example.org"
        entries={alwaysOn}
        onAdd={add}
        onRemove={(host) => void remove(host)}
      />
    </section>
  );
}

/** "meet.example.org" of that, or of the address of a page there; null for anything else. */
function hostOf(text: string): string | null {
  const url = URL.parse(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
  return url?.protocol === "https:" && isHost(url.hostname) ? url.hostname : null;
}
