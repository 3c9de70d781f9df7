import type { TextMeasure } from '@/core/layout/label';

/**
 * Advance widths of IBM Plex from its `hmtx` tables, U+0020 to U+007E, in thousandths of the type
 * size: what an exported diagram is wrapped by, on machines that have no screen to measure with.
 */
// prettier-ignore
const SERIF = [
  232, 280, 416, 695, 592, 913, 710, 241, 329, 329, 442, 600, 268, 393, 268, 366, 600, 600, 600, 600, 600, 600, 600,
  600, 600, 600, 288, 288, 600, 600, 600, 487, 923, 686, 670, 649, 706, 641, 626, 721, 787, 346, 457, 707, 594, 872,
  778, 716, 625, 716, 672, 588, 652, 735, 664, 968, 669, 634, 637, 284, 365, 284, 600, 564, 600, 546, 598, 516, 608,
  536, 342, 544, 624, 315, 303, 584, 300, 953, 639, 564, 613, 598, 443, 488, 353, 619, 534, 777, 561, 534, 508, 327,
  298, 327, 600,
];
// prettier-ignore
const SANS = [
  236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600, 600, 600, 600, 600,
  600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583, 559, 695, 707, 400, 510, 634, 501, 812,
  707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613, 593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580,
  549, 324, 528, 568, 250, 250, 527, 272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343,
  314, 343, 600,
];
const MONO = 600;
/** Letters beyond ASCII, and the scripts that fill a square. */
const OTHER = 650;
const SQUARE = 1_000;
const FIRST_SQUARE = 0x1100;

function widthIn(table: readonly number[], size: number): (text: string) => number {
  return (text) => {
    let width = 0;
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      width += table[code - 32] ?? (code >= FIRST_SQUARE && !isNarrow(code) ? SQUARE : OTHER);
    }
    return (width * size) / 1_000;
  };
}

/** Dashes, arrows and mathematical signs, which come after the first of those scripts. */
function isNarrow(code: number): boolean {
  return code >= 0x2000 && code < 0x2e80;
}

/** The types of a diagram: statements in Serif at 12 px, identifiers in Mono and notes in Sans at 11. */
export const PLEX_TEXT: TextMeasure = {
  identifier: (text) => (text.length * MONO * 11) / 1_000,
  note: widthIn(SANS, 11),
  statement: widthIn(SERIF, 12),
  lineHeight: 15,
};
