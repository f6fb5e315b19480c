import messages from "../../../_locales/en/messages.json";

/** In `webextension-polyfill`'s place: the browser's messages in English. */
export const POLYFILL = {
  default: {
    i18n: {
      getMessage: (key: keyof typeof messages, given: string[] = []) =>
        messages[key].message.replaceAll(/\$(\d)/g, (_, place) => given[Number(place) - 1] ?? ""),
    },
  },
};
