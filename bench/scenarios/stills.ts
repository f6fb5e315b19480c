import type { Box } from "../../src/engine/geometry.ts";
import { table } from "../markdown.ts";
import type { Still } from "../pictures.ts";
import { lessThanOurs } from "../speed.ts";
import type { Each, Scenario } from "./scenario.ts";

interface Found {
  readonly found: number;
  /** What was taken for a face and is none, or a second box around one. */
  readonly false: number;
}

interface Stills {
  /** Null where there are no pictures of people at hand. */
  readonly people: Counted | null;
  readonly small: Counted;
}

interface Counted {
  readonly pictures: number;
  readonly faces: number;
  readonly each: Each<Found>;
}

export const stills: Scenario<Stills> = {
  name: "stills",
  async run(stage) {
    const count = async (pictures: readonly Still[]): Promise<Counted> => {
      const each: Record<string, Found> = {};
      for await (const { contestant } of stage.rounds(1)) {
        const looks = await stage.look(
          contestant,
          pictures.map(({ url }) => url),
          null,
          true,
        );
        const found = pictures.map((still, i) => judge(still, looks[i]?.boxes ?? []));
        each[contestant.id] = {
          found: found.reduce((sum, one) => sum + one.found, 0),
          false: found.reduce((sum, one) => sum + one.false, 0),
        };
      }
      return { pictures: pictures.length, faces: pictures.reduce((sum, still) => sum + still.count, 0), each };
    };
    const people = await stage.pictures.people();
    return {
      people: people.length > 0 ? await count(people) : null,
      small: await count(await stage.pictures.smallFaces(stage.options.quick ? 1 : 12)),
    };
  },
  section({ people, small }, contestants) {
    const cell = (counted: Counted | null, id: string) => {
      const found = counted?.each[id];
      return counted && found ? `${found.found} of ${counted.faces}, ${found.false} false` : "–";
    };
    return {
      markdown: [
        "## Faces found in stills",
        `Each with the thresholds it comes with, ours looking for small faces, too, as it does in a picture that stands alone unless told otherwise. ${people ? `People: ${people.pictures} pictures (not part of the repository), seven of one face, one of three, one of four; faces are counted.` : "Pictures of people were not at hand."} Small faces: ${small.pictures} drawn rooms of 1920×1080 with six composite faces each, 25 to 60 pixels wide, whose places are known.`,
        table([
          ["", "people", "small faces in large pictures"],
          ...contestants.map(({ id, name }) => [name, cell(people, id), cell(small, id)]),
        ]),
      ].join("\n\n"),
      losses: [
        ...lessThanOurs("faces of people missed", contestants, (id) => -(people?.each[id]?.found ?? Number.NaN)),
        ...lessThanOurs("small faces missed", contestants, (id) => -(small.each[id]?.found ?? Number.NaN)),
        ...lessThanOurs("false faces in small-face pictures", contestants, (id) => small.each[id]?.false),
      ],
    };
  },
};

/** Boxes differ from one contestant to the next; a face is found by one whose middle lies in it, and that holds its middle. */
function judge({ count, faces }: Still, boxes: readonly Box[]): Found {
  if (!faces) return { found: Math.min(count, boxes.length), false: Math.max(0, boxes.length - count) };
  const found = faces.filter((face) => boxes.some((box) => holdsMiddle(box, face) && holdsMiddle(face, box))).length;
  return { found, false: boxes.length - found };
}

function holdsMiddle(outer: Box, { x, y, width, height }: Box): boolean {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return (
    middleX >= outer.x && middleX <= outer.x + outer.width && middleY >= outer.y && middleY <= outer.y + outer.height
  );
}
