import type { ComponentChildren } from "preact";
import { isAbsent, type ParticipantView, type Presence } from "../session/call-view.ts";
import { PersonName } from "../ui/person-name.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { ReadingSymbol, StateSymbol } from "../ui/symbol.tsx";
import type { STATE_SYMBOLS } from "../ui/symbols.ts";
import "./participant-card.css";
import { participantSentence, presentPhrase } from "./participant-words.ts";
import { SharesInNumbers } from "./shares-in-numbers.tsx";

const PRESENCE_SYMBOLS: Readonly<Record<Exclude<Presence, "face">, keyof typeof STATE_SYMBOLS>> = {
  "no-face": "noFace",
  still: "cameraOff",
  unreadable: "unreadable",
  waiting: "waiting",
  "left-out": "leftOut",
  gone: "gone",
};

interface ParticipantCardProps {
  readonly participant: ParticipantView;
  /** Whether anybody is left out. */
  readonly leavesOut: boolean;
  /** What can be done about it. */
  readonly children: ComponentChildren;
}

/** One participant: what the face shows now, and what it showed over the call. */
export function ParticipantCard({ participant, leavesOut, children }: ParticipantCardProps) {
  const { presence, reading, shares, history } = participant;
  const phrase = presentPhrase(participant, leavesOut);
  const isSure = presence === "face" && reading !== null && reading.doubt === null;
  return (
    <li class={isAbsent(presence) ? "card card-absent" : "card"}>
      <p class="visually-hidden">{participantSentence(participant, leavesOut)}</p>
      <div class="card-head">
        <div class="card-now" aria-hidden="true">
          <PresentSymbol participant={participant} />
          <div class="card-words">
            <p class="card-name">
              <PersonName person={participant} />
            </p>
            <p class={isSure ? "card-phrase" : "card-phrase card-phrase-unsure"} title={phrase}>
              {phrase}
            </p>
          </div>
          <Sparkline values={history} />
        </div>
        {children}
      </div>
      <SharesInNumbers shares={shares} />
    </li>
  );
}

function PresentSymbol({ participant: { presence, reading } }: { readonly participant: ParticipantView }) {
  if (presence !== "face") return <StateSymbol state={PRESENCE_SYMBOLS[presence]} />;
  return reading ? <ReadingSymbol reading={reading} /> : <StateSymbol state="waiting" />;
}
