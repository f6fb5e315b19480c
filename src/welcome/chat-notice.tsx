import { useId, useRef } from "preact/hooks";
import { useSaid } from "../ui/use-said.tsx";
import { t } from "../ui/words.ts";
import "./chat-notice.css";

/** What to tell the others, ready to be copied into the call's chat. */
export function ChatNotice() {
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const [said, say] = useSaid();
  const copy = async () => {
    text.current?.select();
    const copied = await navigator.clipboard.writeText(t("chatNotice")).then(
      () => true,
      () => false,
    );
    say(copied ? t("copied") : t("copyFailed"));
  };
  return (
    <section class="page-section">
      <h2>
        <label for={id}>{t("chatNoticeTitle")}</label>
      </h2>
      <textarea id={id} ref={text} class="chat-notice" readonly value={t("chatNotice")} />
      <div class="chat-notice-copy">
        <button type="button" class="button button-quiet" onClick={copy}>
          {t("copyNotice")}
        </button>
        <span role="status">{said}</span>
      </div>
    </section>
  );
}
