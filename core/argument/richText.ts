import * as z from 'zod';
import type { RichText, RichTextBlock } from './document';
import { LIMITS } from './limits';
import { isWellFormed, toWellFormed } from './text';

/**
 * The rich text of a node: a small ProseMirror schema, chosen so that the same bytes can be read
 * in an editor, in print and in a release thirty years old.
 *
 * {@link normaliseRichText} brings any editor output or import into the one spelling that is
 * hashed: known nodes and marks only, marks in a fixed order, equal neighbours merged, no empty
 * text, no attribute that means its default.
 */

type Content = 'block' | 'inline' | 'text' | 'item' | 'none';

/** What each node may hold. */
export const RICH_TEXT_NODES: ReadonlyMap<string, Content> = new Map([
  ['paragraph', 'inline'],
  ['heading', 'inline'],
  ['bulletList', 'item'],
  ['orderedList', 'item'],
  ['listItem', 'block'],
  ['blockquote', 'block'],
  ['codeBlock', 'text'],
  ['hardBreak', 'none'],
]);

/** Marks in the order in which they are written. */
export const RICH_TEXT_MARKS = ['link', 'bold', 'italic', 'code'] as const;

const LANGUAGE = /^[A-Za-z0-9+#.-]{1,30}$/;
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** Whether a link may be kept: http, https and mailto, absolute, within the length limit. */
export function isAllowedUrl(url: unknown): url is string {
  if (typeof url !== 'string' || url.length > LIMITS.url || !isWellFormed(url)) return false;
  // Browsers strip these before they read the scheme: "java\nscript:" would pass a naive test.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0020\u007f]/.test(url)) return false;
  return URL.canParse(url) && SCHEMES.has(new URL(url).protocol);
}

/** The empty rich text: one empty paragraph. */
export function emptyRichText(): RichText {
  return { type: 'doc', content: [{ type: 'paragraph' }] };
}

/** Whether nothing would be lost if this rich text were left out. */
export function isEmptyRichText(text: RichText): boolean {
  return text.content.every((block) => block.type === 'paragraph' && !block.content?.length);
}

/** Thrown by {@link normaliseRichText} when text is larger than any document may be. */
export class RichTextTooLarge extends Error {
  override readonly name = 'RichTextTooLarge';
}

/**
 * The normal form of anything that looks like ProseMirror JSON. Unknown nodes are replaced by
 * their content, unknown marks and attributes are dropped, links outside the allow-list lose
 * their mark and keep their words. Applying it twice changes nothing.
 *
 * @throws RichTextTooLarge above the limits of {@link LIMITS}
 */
export function normaliseRichText(value: unknown): RichText {
  const budget = { elements: LIMITS.bodyElements, text: LIMITS.bodyText };
  const content = isRecord(value) && value.type === 'doc' ? value.content : value;
  const blocks = readBlocks(content, budget, 1);
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
}

/** The words of a rich text, one line a block, for search, length counts and plain exports. */
export function plainText(text: RichText): string {
  const lines: string[] = [];
  for (const block of text.content) collectLines(block, lines);
  return lines.join('\n');
}

/** Accepts exactly what {@link normaliseRichText} gives. */
export const richTextSchema: z.ZodType<RichText> = z
  .custom<RichText>((value) => {
    try {
      return sameJson(normaliseRichText(value), value);
    } catch (error) {
      if (error instanceof RichTextTooLarge) return false;
      throw error;
    }
  }, 'is not rich text in its normal form')
  .meta({
    type: 'object',
    required: ['type', 'content'],
    properties: { type: { const: 'doc' }, content: { type: 'array' } },
    description:
      'ProseMirror JSON in normal form: paragraph, heading (level 1–3), bulletList, orderedList, ' +
      'listItem, blockquote, codeBlock, hardBreak, and text with the marks link, bold, italic, code.',
  });

interface Budget {
  elements: number;
  text: number;
}

function readBlocks(value: unknown, budget: Budget, depth: number): RichTextBlock[] {
  const blocks: RichTextBlock[] = [];
  let loose: RichTextBlock[] = [];
  const flush = () => {
    if (loose.length > 0) blocks.push({ type: 'paragraph', content: mergeText(loose) });
    loose = [];
  };
  for (const child of children(value)) {
    const type = typeName(child);
    if (type === 'text' || type === 'hardBreak') {
      loose.push(...readInline([child], budget, depth));
      continue;
    }
    flush();
    if (RICH_TEXT_NODES.has(type) && type !== 'listItem') {
      blocks.push(readBlock(child, budget, depth));
    } else {
      blocks.push(...readBlocks(child.content, spend(budget), deeper(depth)));
    }
  }
  flush();
  return blocks;
}

function readBlock(block: Json, budget: Budget, depth: number): RichTextBlock {
  spend(budget);
  const type = typeName(block);
  const attrs = readAttributes(type, isRecord(block.attrs) ? block.attrs : {});
  const inside = readContent(type, block.content, budget, deeper(depth));
  return {
    type,
    ...(attrs && { attrs }),
    ...(inside.length > 0 && { content: inside }),
  };
}

function readContent(type: string, value: unknown, budget: Budget, depth: number) {
  switch (RICH_TEXT_NODES.get(type)) {
    case 'inline':
      return mergeText(readInline(value, budget, depth));
    case 'text':
      return mergeText(readInline(value, budget, depth).map(withoutMarks));
    case 'block':
      return type === 'listItem'
        ? startingWithParagraph(readBlocks(value, budget, depth))
        : atLeastOneParagraph(readBlocks(value, budget, depth));
    case 'item':
      return readItems(value, budget, depth);
    default:
      return [];
  }
}

function readItems(value: unknown, budget: Budget, depth: number): RichTextBlock[] {
  const items: RichTextBlock[] = [];
  for (const child of children(value)) {
    if (typeName(child) === 'listItem') {
      items.push(readBlock(child, budget, depth));
    } else {
      spend(budget);
      items.push({
        type: 'listItem',
        content: startingWithParagraph(readBlocks([child], budget, deeper(depth))),
      });
    }
  }
  return items.length > 0 ? items : [{ type: 'listItem', content: [{ type: 'paragraph' }] }];
}

function readInline(value: unknown, budget: Budget, depth: number): RichTextBlock[] {
  const inline: RichTextBlock[] = [];
  for (const child of children(value)) {
    const type = typeName(child);
    if (type === 'text') {
      const text = typeof child.text === 'string' ? toWellFormed(child.text) : '';
      if (text === '') continue;
      budget.text -= text.length;
      if (budget.text < 0) throw new RichTextTooLarge('The text is too long.');
      const marks = readMarks(child.marks);
      inline.push({ type, text, ...(marks.length > 0 && { marks }) });
    } else if (type === 'hardBreak') {
      spend(budget);
      inline.push({ type });
    } else {
      inline.push(...readInline(child.content, spend(budget), deeper(depth)));
    }
  }
  return inline;
}

function readMarks(value: unknown): NonNullable<RichTextBlock['marks']> {
  const found = children(value);
  const marks: NonNullable<RichTextBlock['marks']> = [];
  for (const type of RICH_TEXT_MARKS) {
    const mark = found.find((candidate) => typeName(candidate) === type);
    if (!mark) continue;
    if (type !== 'link') marks.push({ type });
    else if (isRecord(mark.attrs) && isAllowedUrl(mark.attrs.href)) {
      marks.push({ type, attrs: { href: mark.attrs.href } });
    }
  }
  return marks;
}

function readAttributes(type: string, attrs: Json): Record<string, string | number> | null {
  if (type === 'heading') {
    const level = typeof attrs.level === 'number' ? Math.trunc(attrs.level) : 1;
    return { level: Math.min(3, Math.max(1, Number.isFinite(level) ? level : 1)) };
  }
  if (type === 'orderedList' && typeof attrs.start === 'number') {
    const start = attrs.start;
    return Number.isSafeInteger(start) && start > 1 && start < 1_000_000 ? { start } : null;
  }
  if (type === 'codeBlock' && typeof attrs.language === 'string') {
    return LANGUAGE.test(attrs.language) ? { language: attrs.language } : null;
  }
  return null;
}

function mergeText(inline: RichTextBlock[]): RichTextBlock[] {
  const merged: RichTextBlock[] = [];
  for (const item of inline) {
    const last = merged.at(-1);
    if (last?.type === 'text' && item.type === 'text' && sameJson(last.marks, item.marks)) {
      merged[merged.length - 1] = { ...last, text: `${last.text ?? ''}${item.text ?? ''}` };
    } else {
      merged.push(item);
    }
  }
  return merged;
}

function withoutMarks(inline: RichTextBlock): RichTextBlock {
  return inline.type === 'text'
    ? { type: 'text', text: inline.text ?? '' }
    : { type: 'text', text: '\n' };
}

function atLeastOneParagraph(blocks: RichTextBlock[]): RichTextBlock[] {
  return blocks.length > 0 ? blocks : [{ type: 'paragraph' }];
}

/** ProseMirror's list item is `paragraph block*`; an editor would drop an item without it. */
function startingWithParagraph(blocks: RichTextBlock[]): RichTextBlock[] {
  return blocks[0]?.type === 'paragraph' ? blocks : [{ type: 'paragraph' }, ...blocks];
}

function collectLines(block: RichTextBlock, lines: string[]): void {
  const content = RICH_TEXT_NODES.get(block.type);
  if (content === 'block' || content === 'item') {
    for (const child of block.content ?? []) collectLines(child, lines);
  } else {
    const words = (block.content ?? []).map((child) => child.text ?? '\n');
    lines.push(words.join(''));
  }
}

function spend(budget: Budget): Budget {
  budget.elements -= 1;
  if (budget.elements < 0) throw new RichTextTooLarge('The text has too many parts.');
  return budget;
}

function deeper(depth: number): number {
  if (depth >= LIMITS.bodyDepth) throw new RichTextTooLarge('The text is nested too deeply.');
  return depth + 1;
}

type Json = Record<string, unknown>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function children(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function typeName(value: Json): string {
  return typeof value.type === 'string' && Object.hasOwn(value, 'type') ? value.type : '';
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
