import { SaxesParser } from 'saxes';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import { positionText } from '../importResult';

/** An element of an XML file; names without prefix and in lower case. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in the element, without space at its ends. */
  readonly text: string;
  /** `line 4, column 7` */
  readonly place: string;
  /** Lets go of what is in it: a large tree needs no memory where it has been read. */
  readonly release: () => void;
}

/** Far above what an argument needs, far below what exhausts a reader. */
const XML_BOUNDS = {
  depth: 200,
  elements: 500_000,
  attributesOfElement: 60,
  attributes: 1_200_000,
  /** Beginnings of tags, comments and whatever else stands in angle brackets. */
  markup: 1_200_000,
  references: 1_000_000,
  /** Line ends, tabs, dashes, brackets and whatever else the parser looks at one by one. */
  stops: 4_000_000,
} as const;

const NO_ATTRIBUTES: Map<string, string> = new Map();
const NO_CHILDREN: XmlElement[] = [];

/** Half a million of these stand in memory at once: what most of them have none of is shared. */
class OpenElement implements XmlElement {
  readonly name: string;
  attributes = NO_ATTRIBUTES;
  children = NO_CHILDREN;
  text = '';
  private readonly line: number;
  private readonly column: number;

  constructor(name: string, line: number, column: number) {
    this.name = name;
    this.line = line;
    this.column = column;
  }

  get place(): string {
    return `line ${this.line}, column ${this.column}`;
  }

  release(): void {
    this.children = NO_CHILDREN;
  }
}

/** How much is parsed at once, in characters. */
const CHUNK = 1 << 16;

/**
 * Parses XML 1.0 into a tree, without recursion and within {@link XML_BOUNDS}. Document types are
 * refused, and with them every entity but the five built in: nothing is fetched, nothing expands.
 *
 * @throws ImportRefusal with the place when the text is not well-formed or goes over a bound
 */
export function parseXml(text: string, notes: ImportNotes): XmlElement {
  refuseCostly(text);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const place = () => `line ${parser.line}, column ${parser.column + 1}`;
  const refuse = (message: string): never => {
    throw new ImportRefusal(message, place());
  };
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let opening: OpenElement | null = null;
  let elements = 0;
  let attributes = 0;
  let hasComments = false;

  parser.on('error', (error) => {
    refuse(`The XML is not well-formed: ${error.message.replace(/^\d+:\d+: |\.$/g, '')}.`);
  });
  parser.on('doctype', () => refuse('A document type (DOCTYPE) is not allowed.'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || /^(?:utf-?8|us-ascii)$/i.test(encoding)) return;
    notes.warn(place(), `The file calls itself ${encoding} and is read as UTF-8.`);
  });
  parser.on('processinginstruction', ({ target }) => {
    notes.hint(place(), `The processing instruction ‘${target.slice(0, 40)}’ is dropped.`);
  });
  parser.on('comment', () => {
    if (!hasComments) notes.hint(place(), 'Comments of the XML file are dropped.');
    hasComments = true;
  });
  parser.on('opentagstart', ({ name }) => {
    elements += 1;
    if (elements > XML_BOUNDS.elements) refuse('The file holds too many elements.');
    if (open.length >= XML_BOUNDS.depth) {
      refuse(`Elements are nested more than ${XML_BOUNDS.depth} levels deep.`);
    }
    const column = Math.max(1, parser.column - name.length - 1);
    opening = new OpenElement(localName(name), parser.line, column);
  });
  parser.on('attribute', ({ name, value }) => {
    attributes += 1;
    if (!opening || name === 'xmlns' || name.startsWith('xmlns:')) return;
    if (attributes > XML_BOUNDS.attributes) refuse('The file holds too many attributes.');
    if (opening.attributes.size >= XML_BOUNDS.attributesOfElement) {
      refuse(`An element has more than ${XML_BOUNDS.attributesOfElement} attributes.`);
    }
    const local = localName(name);
    if (opening.attributes === NO_ATTRIBUTES) opening.attributes = new Map();
    if (!opening.attributes.has(local)) opening.attributes.set(local, value);
    else notes.warn(place(), `The attribute ‘${local.slice(0, 40)}’ stands twice; one is kept.`);
  });
  parser.on('opentag', () => {
    if (opening) open.push(opening);
    opening = null;
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element && /\S/.test(more)) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed) return;
    closed.text = closed.text.trim();
    const parent = open.at(-1);
    if (!parent) root = closed;
    else if (parent.children === NO_CHILDREN) parent.children = [closed];
    else parent.children.push(closed);
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  return root ?? refuse('The file holds no element.');
}

/**
 * Refuses before anything is parsed what would take the parser too long: each reference makes a text
 * longer by one link of a chain that is kept in memory, and so does each line end in an attribute,
 * each dash in a comment, each bracket in CDATA.
 */
function refuseCostly(text: string): void {
  let references = 0;
  let markup = 0;
  let stops = 0;
  const refuse = (message: string, at: number) => {
    throw new ImportRefusal(message, positionText(text, at));
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Most of any file: small letters.
    if (code > BRACKET) continue;
    if (code === LESS) {
      markup += 1;
      if (markup > XML_BOUNDS.markup) refuse('The file holds too many elements.', at);
    } else if (code === AMPERSAND) {
      references += 1;
      if (references > XML_BOUNDS.references) {
        refuse('The file holds too many character references.', at);
      }
    } else if (code < SPACE || code === DASH || code === BRACKET || code === QUESTION) {
      stops += 1;
      if (stops > XML_BOUNDS.stops) {
        refuse('The file holds too many line ends, tabs, dashes or brackets.', at);
      }
    }
  }
}

const [LESS, AMPERSAND, SPACE, DASH, BRACKET, QUESTION] = [0x3c, 0x26, 0x20, 0x2d, 0x5d, 0x3f];

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}
