/** Puts a pipe's pieces together to the messages that end with a \0, each looked through but once. */
export function wholeMessages(onMessage: (message: string) => void): (piece: string) => void {
  let begun: string[] = [];
  return (piece) => {
    const [rest = "", ...next] = piece.split("\0");
    begun.push(rest);
    for (const text of next) {
      onMessage(begun.join(""));
      begun = [text];
    }
  };
}
