/** An element to be written: attributes without value are left out. */
export interface XmlOut {
  name: string;
  attributes?: Readonly<Record<string, string | null>>;
  children?: readonly XmlOut[];
  text?: string;
}

/** What XML 1.0 cannot hold in any spelling (production 2, Char): controls, halves of pairs, U+FFFE. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The text with every character that XML cannot hold replaced by U+FFFD. */
export function xmlSafe(text: string): string {
  return text.replace(NOT_IN_XML, '\uFFFD');
}

/** JSON in ASCII where XML needs it: characters that XML cannot hold are escaped, so nothing is lost. */
export function xmlSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    NOT_IN_XML,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Escaped for an attribute: line ends and tabs survive the normalisation of attribute values. */
function attributeText(text: string): string {
  return xmlSafe(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

function contentText(text: string): string {
  return xmlSafe(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

/** An XML 1.0 file, UTF-8, two spaces a level, one line feed at the end. Trees are a few levels deep. */
export function xmlFile(root: XmlOut): Uint8Array {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  writeElement(root, '', lines);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function writeElement(element: XmlOut, indent: string, lines: string[]): void {
  const { name, attributes = {}, children = [], text = '' } = element;
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null ? '' : ` ${key}="${attributeText(value)}"`,
  );
  const start = `${indent}<${name}${written.join('')}`;
  if (children.length > 0) {
    lines.push(`${start}>`);
    for (const child of children) writeElement(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  } else lines.push(text === '' ? `${start}/>` : `${start}>${contentText(text)}</${name}>`);
}
