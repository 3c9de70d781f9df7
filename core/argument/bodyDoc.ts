import * as Y from 'yjs';
import type { RichText, RichTextBlock } from './document';
import type { Problem } from './entries';
import { LIMITS } from './limits';
import {
  isAllowedUrl,
  isEmptyRichText,
  normaliseRichText,
  RICH_TEXT_MARKS,
  RICH_TEXT_NODES,
  RichTextTooLarge,
} from './richText';
import { BODY_ROOT } from './structureShape';

/**
 * The body document of a node: one Y.XmlFragment named `body`, in the encoding that
 * y-prosemirror and tiptap use (elements named after ProseMirror nodes, marks as formatting
 * attributes of Y.XmlText).
 */
export function bodyFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(BODY_ROOT);
}

/**
 * Reads a body into normal form; null when it says nothing. Never throws: what can't be read
 * becomes a problem.
 */
export function readBody(doc: Y.Doc): { body: RichText | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const root = doc.share.get(BODY_ROOT);
  if (root === undefined) return { body: null, problems };
  if (!(root instanceof Y.XmlFragment) && root.constructor !== Y.AbstractType) {
    return { body: null, problems: [{ path: [BODY_ROOT], message: 'is not rich text' }] };
  }
  try {
    const content = readChildren(bodyFragment(doc), 0, problems);
    const body = normaliseRichText({ type: 'doc', content });
    return { body: isEmptyRichText(body) ? null : body, problems };
  } catch (error) {
    if (!(error instanceof RichTextTooLarge)) throw error;
    problems.push({ path: [BODY_ROOT], message: error.message });
    return { body: null, problems };
  }
}

/**
 * Writes a rich text into an empty body document, in one transaction. The server does this when
 * a case is imported or restored.
 *
 * @throws Error when the body already says something
 */
export function writeBody(doc: Y.Doc, body: RichText): void {
  const fragment = bodyFragment(doc);
  if (fragment.length > 0) throw new Error('The body already holds text.');
  doc.transact(() => fragment.insert(0, sharedBlocks(body.content)));
}

function readChildren(parent: Y.XmlFragment, depth: number, problems: Problem[]): unknown[] {
  if (depth > LIMITS.bodyDepth) throw new RichTextTooLarge('The text is nested too deeply.');
  return parent.toArray().flatMap((child): unknown[] => {
    if (child instanceof Y.XmlText) return readText(child, problems);
    if (!(child instanceof Y.XmlElement)) return [];
    const type = child.nodeName;
    if (!RICH_TEXT_NODES.has(type)) {
      problems.push({ path: [BODY_ROOT, type], message: 'is not a kind of text we keep' });
    }
    const content = readChildren(child, depth + 1, problems);
    return [{ type, attrs: child.getAttributes(), content }];
  });
}

function readText(text: Y.XmlText, problems: Problem[]): unknown[] {
  const delta: { insert?: unknown; attributes?: Record<string, unknown> }[] = text.toDelta();
  return delta.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') {
      problems.push({ path: [BODY_ROOT], message: 'holds an object inside text' });
      return [];
    }
    const marks = Object.entries(attributes)
      .filter(([, attrs]) => attrs !== null)
      .map(([name, attrs]) => ({ type: markName(name), attrs }));
    for (const { type, attrs } of marks) {
      if (!RICH_TEXT_MARKS.some((known) => known === type)) {
        problems.push({ path: [BODY_ROOT, type], message: 'is not a mark we keep' });
      } else if (type === 'link' && !isAllowedUrl(linkTarget(attrs))) {
        problems.push({ path: [BODY_ROOT, type], message: 'is not an http, https or mailto link' });
      }
    }
    return [{ type: 'text', text: insert, marks }];
  });
}

/** Where a stored link mark points; undefined when it does not say. */
export function linkTarget(attrs: unknown): unknown {
  return typeof attrs === 'object' && attrs !== null && 'href' in attrs ? attrs.href : undefined;
}

/** Marks that may overlap themselves are stored as `name--hash`. */
export function markName(attribute: string): string {
  return /^(.+)--[A-Za-z0-9+/=]{8,}$/.exec(attribute)?.[1] ?? attribute;
}

function sharedBlocks(blocks: readonly RichTextBlock[]): (Y.XmlElement | Y.XmlText)[] {
  const shared: (Y.XmlElement | Y.XmlText)[] = [];
  let run: RichTextBlock[] = [];
  const flush = () => {
    if (run.length > 0) shared.push(sharedText(run));
    run = [];
  };
  for (const block of blocks) {
    if (block.type === 'text') {
      run.push(block);
      continue;
    }
    flush();
    const element = new Y.XmlElement<{ [key: string]: string | number }>(block.type);
    for (const [key, value] of Object.entries(block.attrs ?? {})) {
      if (typeof value === 'string' || typeof value === 'number') element.setAttribute(key, value);
    }
    element.insert(0, sharedBlocks(block.content ?? []));
    // yjs stores numbers (heading levels) well but types `insert` for string attributes only.
    shared.push(element as Y.XmlElement);
  }
  flush();
  return shared;
}

function sharedText(run: readonly RichTextBlock[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    run.map((part) => ({
      insert: part.text ?? '',
      attributes: Object.fromEntries(
        (part.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}]),
      ),
    })),
  );
  return text;
}
