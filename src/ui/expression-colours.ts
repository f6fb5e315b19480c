import type { Expression } from "../engine/expression.ts";

/**
 * CSS colours that follow the `color-scheme` where they are used. Each stands out from the page by 3:1 (WCAG 1.4.11),
 * and any two stay apart for colour-blind eyes; still, none is ever shown without its symbol or word.
 */
export const EXPRESSION_COLOURS: Readonly<Record<Expression, string>> = {
  neutral: "light-dark(#898583, #8e8b87)",
  happiness: "light-dark(#c98000, #fcd42f)",
  surprise: "light-dark(#0299d4, #62e2ef)",
  sadness: "light-dark(#26328f, #4a6eda)",
  anger: "light-dark(#c22e00, #d44215)",
  disgust: "light-dark(#367252, #6bbd5b)",
  fear: "light-dark(#7d3cc3, #d385f9)",
  contempt: "light-dark(#621957, #9d4794)",
};
