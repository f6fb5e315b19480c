export type { Backend, BackendChoice } from "../engine/backend.ts";
export { EngineError, type EngineErrorCode } from "../engine/errors.ts";
export { EXPRESSIONS, type Expression, type Probabilities } from "../engine/expression.ts";
export type { Box } from "../engine/geometry.ts";
export type { Doubt, Reading } from "../engine/reading.ts";
export { type Analyzer, type AnalyzerOptions, createAnalyzer, type Moment } from "./analyzer.ts";
export type { Picture } from "./picture.ts";
