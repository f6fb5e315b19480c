import { useId } from "preact/hooks";
import type { Backend } from "../engine/backend.ts";
import type { EngineState } from "../session/call-view.ts";
import { type MessageKey, plural, t } from "../ui/words.ts";

const BACKENDS: Readonly<Record<Backend, MessageKey>> = { webgpu: "backendWebgpu", wasm: "backendWasm" };

interface FooterProps {
  /** Null while off. */
  readonly engine: EngineState | null;
  readonly badges: boolean;
  readonly onBadges: (badges: boolean) => void;
}

/** Small print: what does the reading and how fast; and the one setting. */
export function Footer({ engine, badges, onBadges }: FooterProps) {
  const id = useId();
  return (
    <footer class="footer small-print">
      <p>
        {engine?.state === "ready"
          ? t(
              "backendAndRate",
              t(BACKENDS[engine.backend]),
              plural("readingsPerSecond", Math.round(engine.readingsPerSecond)),
            )
          : t("onThisDevice")}
      </p>
      <span id={id} title={t("badgesMeaning")}>
        {t("badgesSetting")}
      </span>
      <button
        type="button"
        role="switch"
        class="switch switch-small"
        aria-checked={badges}
        aria-labelledby={id}
        onClick={() => onBadges(!badges)}
      />
    </footer>
  );
}
