import { type StoreTrouble, storeError } from "../session/store-error.ts";
import { type MessageKey, t } from "./words.ts";

const TROUBLES: Readonly<Record<StoreTrouble, MessageKey>> = {
  quota: "troubleQuota",
  blocked: "troubleBlocked",
  newer: "troubleNewer",
  damaged: "troubleDamaged",
};

/** What keeps sessions from being read or written and what to do, as a sentence. */
export function troubleSentence(trouble: StoreTrouble): string {
  return t(TROUBLES[trouble]);
}

/** The same of whatever the store has thrown. */
export function storeSentence(error: unknown): string {
  return troubleSentence(storeError(error).trouble);
}
