import { MOST_NAME } from "../session/limits.ts";

/** Text that nothing says is a name is not one when longer than this. */
const MAX_FREE_TEXT_LENGTH = 60;

/** Controls and marks that change the direction of what follows; not the joiners that Persian names and emoji need. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
/** A letter that is to be seen: there are some that are not, with which people call themselves nothing. */
const LETTER = /(?!\p{DI})\p{L}/u;
/** What cutting a text may leave at its end. */
const HALF_CHARACTER = /[\ud800-\udbff]$/;
/** Icons written as words of an icon font: "mic_off", "more_vert". */
const ICON_WORD = /^[a-z]+(_[a-z0-9]+)+$/;
/** What pages put around a name or in its place. */
const LABEL_BEFORE = /^(video|camera|tile|participant)( (of|for|from)|:)\s+/i;
const LABEL_AFTER = /(['’]s (video|camera|tile))$/i;
const NO_NAME =
  /^((local|remote|own|self|main|your|my|live|large|small)[\s-])?(video|camera|webcam|stream|player|tile|avatar|participant|user|guest video|image|poster|picture)([\s-]?(player|stream|tile|feed|picture|\d+))?$/i;
/** What a control says, where a page makes it of something that is no button. */
const CONTROL =
  /^(mute|unmute|pin|unpin|remove|more|more options|options|menu|fullscreen|full screen|minimi[sz]e|close|muted|connecting.{0,3}|loading.{0,3})$/i;
/** How a camera or its connection is, in the languages of the extension. */
const STATUS = [
  /\b(connection|network|signal|bandwidth|verbindung|netzwerk|conexi[oó]n|connexion|r[ée]seau)\b|接続|ネットワーク|回線/i,
  /^(hd|sd|[48]k|live|rec|recording|reconnecting.{0,3}|on hold|away|online|offline|speaking|presenting|hand raised|raised hand)$/i,
  /^((camera|video) (is )?(off|paused)|no video|stumm(geschaltet)?|gehalten|kamera aus|hand gehoben|spricht)$/i,
  /^(silenciad[oa]|en espera|conectando.{0,3}|c[aá]mara (apagada|desactivada)|mano levantada|hablando)$/i,
  /^(muet|en sourdine|en attente|cam[ée]ra (éteinte|désactivée)|main levée|parle)$/i,
  /^(ミュート(中|済み)?|保留中|録画中|カメラ(は)?オフ|挙手(中)?|発言中)$/,
];

/** A name as written on a page, fit to be shown; "" when the text is no name. */
export function cleanName(text: string | null | undefined): string {
  const name = (text ?? "")
    .replace(/\s+/g, " ")
    .replace(INVISIBLE, "")
    .trim()
    .replace(LABEL_BEFORE, "")
    .replace(LABEL_AFTER, "");
  const isName = LETTER.test(name) && !ICON_WORD.test(name) && !NO_NAME.test(name) && !CONTROL.test(name);
  return isName ? name.slice(0, MOST_NAME).replace(HALF_CHARACTER, "").trim() : "";
}

/** The same for text that may be anything. */
export function cleanFreeText(text: string | null | undefined): string {
  const name = cleanName(text);
  return name.length <= MAX_FREE_TEXT_LENGTH && !STATUS.some((status) => status.test(name)) ? name : "";
}
