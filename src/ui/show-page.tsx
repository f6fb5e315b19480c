import { type ComponentChildren, render } from "preact";
import { t, wordsDirection, wordsLanguage } from "./words.ts";
import "./theme.css";
import "./page.css";

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ComponentChildren;
}

/** A page to be read from top to bottom: the mark, a title, what it is about in a sentence, and sections. */
export function Page({ title, lead, children }: PageProps) {
  return (
    <main class="page">
      <header class="page-header">
        <img src="../icons/128.png" width="48" height="48" alt="" />
        <h1>{title}</h1>
        {lead && <p class="page-lead">{lead}</p>}
      </header>
      {children}
    </main>
  );
}

/** Draws a page of the extension in the words' language and direction. */
export function showPage(title: string, content: ComponentChildren): void {
  document.documentElement.lang = wordsLanguage();
  document.documentElement.dir = wordsDirection();
  document.title = `${title} · ${t("extensionName")}`;
  render(content, document.body);
}
