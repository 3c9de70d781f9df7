import type { RichText, RichTextBlock } from '@/core/argument/document';
import { Refusal } from './refusal';

type Attrs = NonNullable<RichTextBlock['attrs']>;
type Marks = NonNullable<RichTextBlock['marks']>;

/**
 * One spelling of a ProseMirror document: no null attributes, no empty `attrs`, `marks` or
 * `content`, marks sorted by type, neighbouring text with the same marks joined. A body without
 * any text or leaf node is null. Editors that differ in these points so freeze to the same bytes.
 *
 * @param fill replaces the braces of template parameters in text
 * @throws Refusal `bad-number` for attributes that are not integers
 */
export function normaliseRichText(
  body: RichText | undefined,
  fill: (text: string) => string = (text) => text,
): RichText | null {
  if (body === undefined) return null;
  const content = normaliseBlocks(body.content, fill);
  return content.every((block) => block.type === 'paragraph' && block.content === undefined)
    ? null
    : { type: 'doc', content };
}

function normaliseBlocks(blocks: RichTextBlock[], fill: (text: string) => string): RichTextBlock[] {
  const joined: RichTextBlock[] = [];
  for (const block of blocks) {
    const next = normaliseBlock(block, fill);
    if (next.type === 'text' && (next.text ?? '') === '') continue;
    const previous = joined.at(-1);
    if (
      next.type === 'text' &&
      previous?.type === 'text' &&
      JSON.stringify(previous.marks) === JSON.stringify(next.marks)
    ) {
      joined[joined.length - 1] = { ...previous, text: (previous.text ?? '') + (next.text ?? '') };
    } else {
      joined.push(next);
    }
  }
  return joined;
}

function normaliseBlock(block: RichTextBlock, fill: (text: string) => string): RichTextBlock {
  const attrs = normaliseAttrs(block.attrs ?? {});
  const content = normaliseBlocks(block.content ?? [], fill);
  const marks = normaliseMarks(block.marks ?? []);
  return {
    type: block.type,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
    ...(block.text === undefined ? {} : { text: fill(block.text) }),
    ...(marks.length > 0 ? { marks } : {}),
  };
}

function normaliseAttrs(attrs: Attrs): Attrs {
  const kept: Attrs = {};
  for (const name of Object.keys(attrs).sort()) {
    const value = attrs[name];
    if (value === null || value === undefined) continue;
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new Refusal('bad-number', `Rich text attribute ${name} is not an integer.`);
    }
    kept[name] = value;
  }
  return kept;
}

function normaliseMarks(marks: Marks): Marks {
  return marks
    .map((mark) => {
      const attrs: Record<string, string> = {};
      for (const name of Object.keys(mark.attrs ?? {}).sort()) {
        const value = mark.attrs?.[name];
        // The editor writes null for attributes that are not set, whatever their type says.
        if (value !== undefined && value !== null) attrs[name] = value;
      }
      return Object.keys(attrs).length > 0 ? { type: mark.type, attrs } : { type: mark.type };
    })
    .sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
}
