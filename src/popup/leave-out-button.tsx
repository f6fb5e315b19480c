import { comparable } from "../messages/comparable-name.ts";
import type { ParticipantView } from "../session/call-view.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { t } from "../ui/words.ts";

/** Given the list as it is then, what it is to be. */
export type ListChange = (leaveOut: readonly string[]) => readonly string[];

interface LeaveOutButtonProps {
  readonly participant: ParticipantView;
  /** Who is left out, as the settings have it. */
  readonly leaveOut: readonly string[];
  /** `said`: what is the case then, in a sentence. */
  readonly onChange: (change: ListChange, said: string) => void;
}

/**
 * Leaves somebody out of this and every other call, or lets them be read again. Not for whom the page gives no name: they could
 * not be told from others.
 */
export function LeaveOutButton({ participant: { name, presence }, leaveOut, onChange }: LeaveOutButtonProps) {
  if (name === "" || presence === "gone") return null;
  const own = comparable(name);
  const others: ListChange = (all) => all.filter((entry) => comparable(entry) !== own);
  if (others(leaveOut).length < leaveOut.length)
    return (
      <IconButton
        action="read"
        name={t("readAgain", name)}
        onClick={() => onChange(others, t("sentenceNow", name, t("presenceWaiting")))}
      />
    );
  const leave: ListChange = (all) => [...others(all), name];
  return (
    <IconButton
      action="leaveOut"
      name={t("leaveOut", name)}
      onClick={() => onChange(leave, t("sentenceNow", name, t("presenceLeftOut")))}
    />
  );
}
