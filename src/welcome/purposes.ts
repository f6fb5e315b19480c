import type { Purpose, Settings } from "../messages/settings.ts";
import type { Choice } from "../ui/choices.tsx";
import { t } from "../ui/words.ts";

/** What a purpose sets: all that its words promise, also where the options were changed before it was chosen. */
export const PURPOSE_SETTINGS: Readonly<Record<Purpose, Partial<Settings>>> = {
  leading: { keepNames: false, retention: "30-days" },
  // Who agreed to be read may be named, and a study or a course of coaching lasts longer than a month.
  consent: { keepNames: true, retention: "forever" },
  own: { faces: "mine" },
  faces: { badges: true, retention: "session" },
  looking: { retention: "session" },
};

export function purposeChoices(): readonly Choice<Purpose>[] {
  return [
    { value: "leading", title: t("purposeLeading"), text: t("purposeLeadingText") },
    { value: "consent", title: t("purposeConsent"), text: t("purposeConsentText") },
    { value: "own", title: t("purposeOwn"), text: t("purposeOwnText") },
    { value: "faces", title: t("purposeFaces"), text: t("purposeFacesText") },
    { value: "looking", title: t("purposeLooking"), text: t("purposeLookingText") },
  ];
}
