/** Presses a button but once: the second press of a double click would be for what has come to its place, as the next of a list. */
export function firstPress(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}
