import { useRef } from "preact/hooks";
import { t } from "../ui/words.ts";
import { type Gathered, gatherFiles, gatherFolder } from "./gather.ts";

interface ChooserProps {
  readonly onChoose: (chosen: Gathered) => void;
}

/** Two buttons, for files and for a folder: what can be dropped can be chosen without a mouse, too. */
export function Chooser({ onChoose }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const open = (isFolder: boolean) => {
    if (!input.current) return;
    input.current.webkitdirectory = isFolder;
    input.current.click();
  };
  return (
    <p class="drop-buttons">
      <button type="button" class="button" onClick={() => open(false)}>
        {t("analyseChoose")}
      </button>
      <button type="button" class="button drop-folder" onClick={() => open(true)}>
        {t("analyseChooseFolder")}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,video/*"
        onChange={({ currentTarget }) => {
          const gather = currentTarget.webkitdirectory ? gatherFolder : gatherFiles;
          const chosen = gather(currentTarget.files ?? []);
          // The same file, mended meanwhile, can be chosen again.
          currentTarget.value = "";
          onChoose(chosen);
        }}
      />
    </p>
  );
}
