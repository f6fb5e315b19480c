import type { ComponentChild } from "preact";
import { useCallback, useState } from "preact/hooks";

/** What a live element says, and how to say something there: anew each time, so that the same words are read out again. */
export function useSaid(): readonly [said: ComponentChild, say: (words: string) => void] {
  const [said, setSaid] = useState({ words: "", times: 0 });
  const say = useCallback((words: string) => setSaid(({ times }) => ({ words, times: times + 1 })), []);
  return [said.words && <span key={said.times}>{said.words}</span>, say];
}
