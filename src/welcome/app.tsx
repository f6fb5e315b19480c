import { useLayoutEffect, useRef } from "preact/hooks";
import type { Settings } from "../messages/settings.ts";
import { Law } from "../ui/law.tsx";
import { Permissions } from "../ui/permissions.tsx";
import { Page } from "../ui/show-page.tsx";
import { useSettings } from "../ui/use-settings.ts";
import { WhatItReads } from "../ui/what-it-reads.tsx";
import { t } from "../ui/words.ts";
import { ChatNotice } from "./chat-notice.tsx";
import { Ready } from "./ready.tsx";
import { SetUp } from "./set-up.tsx";

/** All there is to know before the first call; at its end nothing is off limits any more, or how to begin. */
export function App({ initialSettings }: { readonly initialSettings: Settings }) {
  const { welcomeDone } = useSettings(initialSettings);
  const wasDone = useRef(welcomeDone);
  const ready = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (welcomeDone && !wasDone.current) ready.current?.focus();
    wasDone.current = welcomeDone;
  }, [welcomeDone]);
  return (
    <Page title={t("welcomeTitle")} lead={t("welcomeLead")}>
      <WhatItReads />
      <Permissions />
      <Law />
      <ChatNotice />
      {welcomeDone ? <Ready heading={ready} /> : <SetUp />}
    </Page>
  );
}
