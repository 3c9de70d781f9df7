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
  return isEmptyRichText(normal) ? null : { content: normal.content.map(filled), type: 'doc' };

  function filled(block: RichTextBlock): RichTextBlock {
    const { attrs, content, marks, text, type } = block;
    return {
      ...(attrs === undefined ? {} : { attrs }),
      ...(content === undefined ? {} : { content: content.map(filled) }),
      ...(marks === undefined ? {} : { marks }),
      ...(text === undefined ? {} : { text: fill(text) }),
      type,
    };
  }
}
