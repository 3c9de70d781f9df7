/** SVG to PNG without native code: resvg as WebAssembly, with the typefaces of the product. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { decompress } from 'wawoff2';
import type { Rasterise } from '@/core/formats/png/exportPng';

/**
 * Letters that a typeface lacks are taken from the first that has them. The serif is the complete
 * one: Latin, Greek, Cyrillic and symbols.
 */
const FONTS = [
  '@ibm/plex-serif/fonts/complete/woff2/IBMPlexSerif-Regular.woff2',
  '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2',
  '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2',
];

/** Loads what is needed; once is enough for any number of pictures. */
export async function openRasteriser(): Promise<Rasterise> {
  const { resolve } = createRequire(import.meta.url);
  const fontBuffers: Uint8Array[] = [];
  for (const font of FONTS) {
    // The decoder gives a window on its own memory, which its next call overwrites.
    fontBuffers.push(Uint8Array.from(await decompress(await readFile(resolve(font)))));
  }
  await initWasm(readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return (svg, scale) => {
    const picture = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: scale },
      font: { fontBuffers, defaultFontFamily: 'IBM Plex Serif' },
    });
    try {
      const rendered = picture.render();
      try {
        return Promise.resolve(rendered.asPng());
      } finally {
        rendered.free();
      }
    } finally {
      picture.free();
    }
  };
}
