/** The lines of a diagram as SVG, with their heads and what stands on them. */

import { ARROW_HEADS, diamond } from '@/core/layout/gsnShapes';
import type { Point } from '@/core/layout/model';
import { DIAGRAM_TEXT as text } from './diagramText';
import type { DrawnRoute } from './drawing';
import { squareMark } from './elementMarks';
import type { LinkSign } from './linkSigns';
import { escapeXml } from './xml';

/** Shorter lines have no room for the relation's name. */
const SHORTEST_NAMED = 24;

export function routeSvg({ route, isOff }: DrawnRoute): string {
  const { kind, points } = route;
  const [before, last] = points.slice(-2);
  if (!last || !before) return '';
  const angle = Math.round((Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI);
  const path = points
    .map(({ x, y }, step) => `${step === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`)
    .join('');
  const classes = {
    'supported-by': { line: 'e', head: 'ink' },
    'in-context-of': { line: 'e', head: 'hollow' },
    challenges: { line: 'dash', head: 'open' },
  }[kind];
  const head =
    `<path class="${classes.head}" d="${ARROW_HEADS[kind].path}" ` +
    `transform="translate(${at(last.x)} ${at(last.y)}) rotate(${angle}) translate(-9.5 -4)"/>`;
  const name = kind === 'challenges' ? challengeName(before, last) : '';
  return `<g${isOff ? ' class="off"' : ''}><path class="${classes.line}" d="${path}"/>${head}${name}</g>`;
}

export function signSvg(sign: LinkSign): string {
  const { kind, at: place, isOff } = sign;
  return `<g${isOff ? ' class="off"' : ''}>${symbol(kind, place.x, place.y)}${wordsSvg(sign)}</g>`;
}

/** Words stand at the right of a line that runs down, above one that runs across. */
function wordsSvg({ kind, at: { x, y }, words, isLevel }: LinkSign): string {
  if (words === '') return '';
  const type = kind === 'claim-point' ? 'aj' : 'note';
  const place = isLevel
    ? `x="${at(x)}" y="${at(y - 9)}" text-anchor="middle"`
    : `x="${at(x + 11)}" y="${at(kind === 'choice' ? y - 5 : y + 7)}"`;
  return `<text class="${type} said" ${place}>${escapeXml(words)}</text>`;
}

function symbol(kind: LinkSign['kind'], x: number, y: number): string {
  switch (kind) {
    case 'choice':
      return `<path class="ink" d="${diamond(x, y, 7)}"/>`;
    case 'repeated':
    case 'optional':
      return `<circle class="${kind === 'repeated' ? 'ink' : 'hollow'}" cx="${at(x)}" cy="${at(y)}" r="4"/>`;
    case 'claim-point':
      return `<path class="ink" d="${squareMark({ x, y })}"/>`;
    case 'cross':
      return `<path class="cross" d="M${at(x - 6)} ${at(y - 6)}l12 12m0 -12l-12 12"/>`;
  }
}

function challengeName(from: Point, to: Point): string {
  if (from.x !== to.x || Math.abs(from.y - to.y) < SHORTEST_NAMED) return '';
  const y = at((from.y + to.y) / 2 + 8);
  return `<text class="mk" x="${at(to.x - 7)}" y="${y}" text-anchor="end">${text.challenges}</text>`;
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
