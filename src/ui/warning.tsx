import "./warning.css";

/** Something is wrong, in a sentence or two; read out when it appears. Empty words are no warning. */
export function Warning({ words }: { readonly words: string }) {
  return <div role="alert">{words && <p class="warning">{words}</p>}</div>;
}
