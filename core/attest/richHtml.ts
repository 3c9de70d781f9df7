import type { RichText, RichTextBlock } from '@/core/argument/document';
import { isAllowedUrl } from '@/core/argument/richText';
import { escapeHtml } from './escapeHtml';

const BLOCK_TAGS: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
};
const MARK_TAGS: Record<string, string> = { bold: 'strong', italic: 'em', code: 'code' };

/** Rich text as HTML: its nodes and marks alone, links of the allow-list alone. */
export function richHtml(body: RichText): string {
  return body.content.map(blockHtml).join('');
}

function blockHtml(block: RichTextBlock): string {
  if (block.type === 'text') return markedText(block);
  if (block.type === 'hardBreak') return '<br>';
  const inside = (block.content ?? []).map(blockHtml).join('');
  if (block.type === 'codeBlock') return `<pre><code>${inside}</code></pre>`;
  if (block.type === 'heading') {
    // The page's own headings end at h2.
    const level = 2 + (typeof block.attrs?.level === 'number' ? block.attrs.level : 1);
    return `<h${level}>${inside}</h${level}>`;
  }
  const tag = BLOCK_TAGS[block.type] ?? 'div';
  const start = typeof block.attrs?.start === 'number' ? ` start="${block.attrs.start}"` : '';
  return `<${tag}${start}>${inside}</${tag}>`;
}

function markedText(block: RichTextBlock): string {
  return (block.marks ?? []).reduceRight(
    (inside, mark) => {
      const href = mark.attrs?.href;
      if (mark.type === 'link' && isAllowedUrl(href)) {
        return `<a href="${escapeHtml(href)}" rel="noreferrer">${inside}</a>`;
      }
      const tag = MARK_TAGS[mark.type];
      return tag === undefined ? inside : `<${tag}>${inside}</${tag}>`;
    },
    escapeHtml(block.text ?? ''),
  );
}
