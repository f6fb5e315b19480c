import { type Named, participantName } from "./session-words.ts";
import { t } from "./words.ts";

/** A participant's name, whole where there is no room for it once it is pointed at, and "you" beside one's own. */
export function PersonName({ person }: { readonly person: Named }) {
  const name = participantName(person);
  return (
    <>
      <bdi title={name}>{name}</bdi>
      {person.self && <span class="small-print">{t("you")}</span>}
    </>
  );
}
