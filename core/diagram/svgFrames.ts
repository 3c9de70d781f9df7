/** The borders of modules around their branches, one within the other where modules are (GSN v3 1:4). */

import type { Container } from '@/core/layout/model';
import { escapeXml } from './xml';

/** Where a module's name stands in the upper left corner. */
const NAME = { x: 8, y: 15 };

export function frameSvg({ group, x, y, width, height }: Container): string {
  return (
    `<g><rect class="frame" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"/>` +
    `<text class="note" x="${at(x + NAME.x)}" y="${at(y + NAME.y)}">${escapeXml(group)}</text></g>`
  );
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
