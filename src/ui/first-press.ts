/** Presses a button in a list but once: the second press of a double click would meet whatever has moved up in its place. */
export function firstPress(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}
