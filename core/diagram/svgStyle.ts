/**
 * Style of an exported diagram: the workspace's in ink on paper. Plain selectors and single
 * properties alone, which every reader of SVG understands.
 */
const SERIF = '"IBM Plex Serif",Georgia,serif';
const MONO = '"IBM Plex Mono","IBM Plex Mono Medium",Menlo,monospace';
const SANS = '"IBM Plex Sans","IBM Plex Sans Variable","Segoe UI",sans-serif';

const INK = '#17181a';
const INK_2 = '#46484c';
const INK_3 = '#66686c';
const PALE = '#c4c4bd';
const PAPER = '#fdfdfb';
const SUNK = '#f6f6f3';
const DOUBT = '#86285a';
const DOUBT_WASH = '#f8eaf1';

const RULES = [
  `.ground{fill:${PAPER}}`,
  `.sh{fill:${PAPER};stroke:${INK};stroke-width:1.25}`,
  `.cx .sh{fill:${SUNK};stroke:${INK_2}}`,
  `.detail{fill:none;stroke:${INK};stroke-width:1.1}`,
  `.paper{fill:${PAPER}}`,
  `.shade{fill:${PALE}}`,
  `.frame{fill:none;stroke:${INK_2};stroke-width:1;stroke-dasharray:5 4}`,
  `.doubt .sh{fill:${DOUBT_WASH};stroke:${DOUBT}}`,
  `.tx{font-family:${SERIF};font-size:12px;fill:${INK}}`,
  `.tid{font-family:${MONO};font-size:11px;font-weight:500;fill:${INK}}`,
  `.note{font-family:${SANS};font-size:11px;fill:${INK_3}}`,
  `.aj{font-family:${MONO};font-size:11px;font-weight:500;fill:${INK_2}}`,
  `.doubt .tid{fill:${DOUBT}}`,
  `.mk{font-family:${SANS};font-size:11px;fill:${DOUBT}}`,
  // A line behind such words must not cross them out.
  `.mk,.said{paint-order:stroke;stroke:${PAPER};stroke-width:3px;stroke-linejoin:round}`,
  `.e{fill:none;stroke:${INK_2};stroke-width:1;shape-rendering:crispEdges}`,
  `.ink{fill:${INK_2}}`,
  `.hollow{fill:${PAPER};stroke:${INK_2};stroke-width:1.1}`,
  `.dash{fill:none;stroke:${DOUBT};stroke-width:1.5;stroke-dasharray:5 3}`,
  `.open{fill:none;stroke:${DOUBT};stroke-width:1.5}`,
  `.cross{fill:none;stroke:${DOUBT};stroke-width:1.75}`,
  `.off .sh,.off .detail,.off .e,.off .hollow{stroke:${PALE}}`,
  `.off .ink{fill:${PALE}}`,
  `.off text,.off .tid,.off .tx{fill:${INK_3}}`,
];

/** Rules reach the diagram alone: within a page they must not touch anything around it. */
export const SVG_STYLE = RULES.map((rule) => {
  const [selectors = '', body = ''] = rule.split('{');
  const scoped = selectors.split(',').map((selector) => `.gsn ${selector}`);
  return `${scoped.join(',')}{${body}`;
}).join('\n');
