import type { Scores } from "./metrics.ts";
import type { CalibratedScores, Report } from "./report.ts";
import { count, percent, table } from "./table.ts";

/** The report as Markdown, aligned for a terminal. */
export function tables(report: Report): string {
  const { ferplus, fer2013, onePass, model, conditions } = report;
  const all = ferplus.privateTest;
  return [
    heading(`Expression model ${model.version} on FER-2013's PrivateTest`),
    table([
      ["", "both ways", "without duplicates", "one pass", "without duplicates"],
      ...summary(
        [ferplus.privateTest, ferplus.privateTestWithoutDuplicates],
        [onePass.ferplus.privateTest, onePass.ferplus.privateTestWithoutDuplicates],
      ),
      ...fer2013Summary([
        fer2013.privateTest,
        fer2013.privateTestWithoutDuplicates,
        onePass.fer2013.privateTest,
        onePass.fer2013.privateTestWithoutDuplicates,
      ]),
    ]),
    [
      "Both ways: as it is and mirrored, the mean of the logits, as the product reads a face that it meets.",
      `Duplicates have the very pixels of a training picture. Sure is a reading with a probability of ${model.abstainBelow} or more.`,
      conditions.fer2013From === "second head"
        ? "The seven classes are read by the network's second head, which does not ship."
        : "The seven classes are read from the eight outputs, contempt left out.",
      conditions.keyPoints === "given" ? "The key points were given." : "The engine found the key points.",
      `${conditions.notFound} faces have none and were read whole.`,
    ].join(" "),
    heading("FER+, each class: both ways, and without duplicates"),
    perClass(all, ferplus.privateTestWithoutDuplicates),
    heading("FER-2013, each class: both ways, and without duplicates"),
    perClass(fer2013.privateTest, fer2013.privateTestWithoutDuplicates),
    heading("FER+, what the faces are (rows) and what they were read as (columns)"),
    confusion(all),
    heading("Calibration: both ways"),
    calibration(all),
    heading("Cost"),
    `${count(model.parameters)} parameters, ${count(model.multiplyAdds)} multiply-adds a face, ${count(model.bytes)} bytes of weights.`,
  ].join("\n\n");
}

function summary(...sets: readonly (readonly CalibratedScores[])[]): string[][] {
  const columns = sets.flat();
  const row = (name: string, cell: (scores: CalibratedScores) => string) => [name, ...columns.map(cell)];
  return [
    row("FER+ majority, faces", ({ n }) => count(n)),
    row("accuracy", ({ accuracy }) => percent(accuracy)),
    row("macro F1", ({ macroF1 }) => macroF1.toFixed(3)),
    row("calibration error", ({ ece }) => ece.toFixed(3)),
    row("sure readings", ({ atThreshold }) => percent(atThreshold.sure)),
    row("… of which right", ({ atThreshold }) => percent(atThreshold.precision)),
    row("right and sure, of all", ({ atThreshold }) => percent(atThreshold.recall)),
  ];
}

function fer2013Summary(columns: readonly Scores[]): string[][] {
  const row = (name: string, cell: (scores: Scores) => string) => [name, ...columns.map(cell)];
  return [
    row("FER-2013 labels, faces", ({ n }) => count(n)),
    row("accuracy", ({ accuracy }) => percent(accuracy)),
    row("macro F1", ({ macroF1 }) => macroF1.toFixed(3)),
  ];
}

function perClass(all: Scores, fresh: Scores): string {
  const both = (name: string, cell: (score: Scores["perClass"][string]) => string) =>
    [all, fresh].map(({ perClass }) => (perClass[name] ? cell(perClass[name]) : "")).join(" / ");
  return table([
    ["", "faces", "precision", "recall", "F1"],
    ...Object.keys(all.perClass).map((name) => [
      name,
      both(name, ({ n }) => count(n)),
      both(name, ({ precision }) => percent(precision)),
      both(name, ({ recall }) => percent(recall)),
      both(name, ({ f1 }) => f1.toFixed(3)),
    ]),
  ]);
}

function confusion({ perClass, confusion }: Scores): string {
  const names = Object.keys(perClass);
  return table([["", ...names], ...confusion.map((row, i) => [names[i] ?? "", ...row.map(count)])]);
}

function calibration({ reliability: { n, confidence, accuracy } }: CalibratedScores): string {
  const rows = n.flatMap((faces, i) =>
    faces === 0 ? [] : [[count(faces), percent(confidence[i] ?? 0), percent(accuracy[i] ?? 0)]],
  );
  return table([["faces", "mean confidence", "accuracy"], ...rows]);
}

function heading(words: string): string {
  return `## ${words}`;
}
