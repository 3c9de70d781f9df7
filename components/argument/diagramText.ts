import type { ArgumentNode, TemplateParameter } from '@/core/argument/document';
import { statementSegments, statementWords } from '@/components/ui/statementSegments';

/** A statement broken into lines, and the box that holds it with its identifier. */
export interface NodeFace {
  lines: string[];
  width: number;
  height: number;
}

const LINE = 15;
const HEAD = 14;
/** Boxes grow in steps, so that neighbours align. */
const STEP = 4;
const MOST_LINES = 7;

/** Room around the text by shape: a slanted or round outline needs more of it. */
const FRAMES: Record<ArgumentNode['kind'], { text: number; across: number; along: number }> = {
  goal: { text: 136, across: 20, along: 20 },
  'away-goal': { text: 136, across: 20, along: 40 },
  strategy: { text: 236, across: 48, along: 20 },
  solution: { text: 76, across: 40, along: 44 },
  context: { text: 96, across: 32, along: 24 },
  assumption: { text: 104, across: 48, along: 44 },
  justification: { text: 104, across: 48, along: 44 },
};

type Measure = (text: string) => number;

let measureText: Measure | null = null;

/** Widths in the face's own type; a rough guess where there is no canvas (on the server). */
function measure(): Measure {
  if (measureText) return measureText;
  const context =
    typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 6.1;
  context.font = '400 12px "IBM Plex Serif", Charter, Georgia, serif';
  measureText = (text) => context.measureText(text).width;
  return measureText;
}

/** Fonts arrive after the first drawing; measured again then. */
export function forgetMeasures(): void {
  measureText = null;
  faces.clear();
}

const faces = new Map<string, NodeFace>();
const MOST_FACES = 20_000;

/** The face of a node. Same words, same face: a colleague's typing elsewhere moves nothing here. */
export function faceOf(node: ArgumentNode, parameters: TemplateParameter[]): NodeFace {
  const words = statementWords(statementSegments(node.text || node.localNote, parameters));
  const key = `${node.kind}\0${node.identifier}\0${words}`;
  const known = faces.get(key);
  if (known) return known;
  if (faces.size > MOST_FACES) faces.clear();
  const frame = FRAMES[node.kind];
  const widthOf = measure();
  const longest = Math.max(0, ...words.split(/\s+/).map(widthOf));
  let width = Math.max(frame.text, Math.min(Math.ceil(longest), frame.text * 2));
  let lines = breakLines(words, width, widthOf);
  // Nothing shrinks to fit: a long statement widens its box before it is cut.
  while (lines.length > 4 && width < frame.text * 1.5) {
    width += 16;
    lines = breakLines(words, width, widthOf);
  }
  if (lines.length > MOST_LINES) {
    lines = lines.slice(0, MOST_LINES);
    lines[MOST_LINES - 1] = `${lines[MOST_LINES - 1]?.replace(/\s*\S*$/, '') ?? ''}…`;
  }
  const face = sized(node.kind, lines, width, frame);
  faces.set(key, face);
  return face;
}

function sized(
  kind: ArgumentNode['kind'],
  lines: string[],
  text: number,
  frame: { across: number; along: number },
): NodeFace {
  const up = (value: number) => Math.ceil(value / STEP) * STEP;
  const width = up(text + frame.across);
  const height = up(HEAD + lines.length * LINE + frame.along);
  if (kind !== 'solution') return { lines, width, height };
  const diameter = Math.max(width, height);
  return { lines, width: diameter, height: diameter };
}

/** Greedy lines; a word longer than a line is broken where it must be. */
export function breakLines(words: string, width: number, widthOf: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > width && line.length > 1) {
      let cut = line.length - 1;
      while (cut > 1 && widthOf(line.slice(0, cut)) > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line !== '') lines.push(line);
  return lines.length === 0 ? [''] : lines;
}
