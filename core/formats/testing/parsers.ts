import { marked } from 'marked';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { SaxesParser } from 'saxes';

/** What a parser found: how often each element and attribute stands there, and all text. */
export interface Found {
  elements: Set<string>;
  /** `a href`, `svg class`. */
  attributes: Set<string>;
  text: string;
  /** Values of `href` and `src`. */
  addresses: string[];
}

/** Reads XML strictly. @throws Error when it is not well-formed */
export function readXml(xml: string): Found {
  const found: Found = { elements: new Set(), attributes: new Set(), text: '', addresses: [] };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    found.elements.add(name);
    for (const attribute of Object.keys(attributes)) found.attributes.add(`${name} ${attribute}`);
  });
  parser.on('text', (text) => {
    found.text += text;
  });
  parser.write(xml).close();
  return found;
}

/** Reads HTML as browsers do (WHATWG). */
export function readHtml(html: string): Found {
  const found: Found = { elements: new Set(), attributes: new Set(), text: '', addresses: [] };
  const open: DefaultTreeAdapterTypes.Node[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('value' in node) found.text += node.value;
    if ('tagName' in node) {
      found.elements.add(node.tagName);
      for (const { name, value } of node.attrs) {
        found.attributes.add(`${node.tagName} ${name}`);
        if (name === 'href' || name === 'src') found.addresses.push(value);
      }
    }
    if ('data' in node) found.elements.add('#comment');
    if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return found;
}

/** Reads GitHub Flavored Markdown. */
export function readMarkdown(markdown: string): Found {
  return readHtml(marked.parse(markdown, { gfm: true, async: false }));
}

/** Reads CSV (RFC 4180). @throws Error where a quote stands in the wrong place */
export function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      for (at += 1; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
        if (at >= csv.length) throw new Error('A quote is not closed.');
        cell += csv[at];
        if (csv[at] === '"') at += 1;
      }
      at += 1;
    } else {
      while (at < csv.length && csv[at] !== ',' && !csv.startsWith('\r\n', at)) {
        if (csv[at] === '"' || csv[at] === '\n' || csv[at] === '\r') throw new Error('Not quoted.');
        cell += csv[at];
        at += 1;
      }
    }
    row.push(cell);
    if (csv[at] === ',') {
      at += 1;
    } else if (csv.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`A cell ends wrongly at ${at}.`);
  }
  return rows;
}
