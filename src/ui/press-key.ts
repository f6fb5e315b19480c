/** Does what the key stands for. With Ctrl, Alt or ⌘ it is the browser's. */
export function pressKey(event: KeyboardEvent, moves: Readonly<Record<string, () => void>>): void {
  const move = event.ctrlKey || event.altKey || event.metaKey ? undefined : moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
}
