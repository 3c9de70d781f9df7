import type { RichText, RichTextBlock } from '@/core/argument/document';
import { isEmptyRichText, normaliseRichText } from '@/core/argument/richText';

/**
 * The body of a node as a release holds it: in the normal form of the argument's rich text, with
 * the braces of filled parameters replaced, and null where nothing would be lost without it.
 */
export function releaseText(
  body: RichText | undefined,
  fill: (text: string) => string,
): RichText | null {
  if (body === undefined) return null;
  const normal = normaliseRichText(body);
  return isEmptyRichText(normal) ? null : { type: 'doc', content: normal.content.map(filled) };

  function filled(block: RichTextBlock): RichTextBlock {
    return {
      ...block,
      ...(block.text === undefined ? {} : { text: fill(block.text) }),
      ...(block.content === undefined ? {} : { content: block.content.map(filled) }),
    };
  }
}
