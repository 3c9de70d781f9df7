import type { RichText, RichTextBlock } from '@/core/argument/document';
import { isAllowedUrl } from '@/core/argument/richText';
import { escapeMarkdown, markdownCode } from './escapeMarkdown';

/**
 * Rich text as lines of Markdown. Headings become bold paragraphs: the document's own stand above
 * them. Line breaks within a paragraph become paragraphs, code blocks are indented.
 */
export function richMarkdown({ content }: RichText): string[] {
  return content.flatMap((block) => [...blockLines(block), '']).slice(0, -1);
}

function blockLines(block: RichTextBlock): string[] {
  const { type, content = [] } = block;
  switch (type) {
    case 'codeBlock': {
      const code = content.map(({ text = '' }) => text).join('');
      return code.split(/\r\n?|\n/).map((line) => `    ${line}`);
    }
    case 'bulletList':
    case 'orderedList': {
      const start = typeof block.attrs?.start === 'number' ? block.attrs.start : 1;
      return content.flatMap((item, at) => {
        const marker = type === 'bulletList' ? '- ' : `${start + at}. `;
        return hung(marker, blocksLines(item.content ?? []));
      });
    }
    case 'blockquote':
      return blocksLines(content).map((line) => `> ${line}`.trimEnd());
    case 'heading':
      return inlineLines(content).map((line) => (line === '' ? '' : `**${line}**`));
    default:
      return inlineLines(content);
  }
}

function blocksLines(blocks: readonly RichTextBlock[]): string[] {
  return blocks.flatMap((block) => [...blockLines(block), '']).slice(0, -1);
}

/** The first line behind a marker, the rest under it. */
export function hung(marker: string, lines: readonly string[]): string[] {
  const [first = '', ...rest] = lines;
  const indent = ' '.repeat(marker.length);
  return [`${marker}${first}`.trimEnd(), ...rest.map((line) => (line === '' ? '' : indent + line))];
}

/** Each hard break begins a paragraph. */
function inlineLines(content: readonly RichTextBlock[]): string[] {
  const lines: string[][] = [[]];
  for (const part of content) {
    if (part.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(marked(part));
  }
  return lines
    .map((parts) => parts.join('').trim())
    .join('\n\n')
    .split('\n');
}

function marked({ text = '', marks = [] }: RichTextBlock): string {
  const isCode = marks.some(({ type }) => type === 'code');
  const words = isCode ? markdownCode(text) : escapeMarkdown(text);
  if (words === '') return text === '' ? '' : ' ';
  const dressed = marks.reduceRight((inside, { type, attrs }) => {
    const href = attrs?.href;
    if (type === 'bold') return `**${inside}**`;
    if (type === 'italic') return `*${inside}*`;
    if (type === 'link' && isAllowedUrl(href)) return `[${inside}](<${escapeUrl(href)}>)`;
    return inside;
  }, words);
  // Escaping trims; spaces at the ends keep words apart, and marks must not begin or end with one.
  return (/^\s/.test(text) ? ' ' : '') + dressed + (/\s$/.test(text) ? ' ' : '');
}

/** What would end the address is written as the same address without it. */
function escapeUrl(url: string): string {
  return url.replace(/[<>\\`|]/g, (character) => encodeURIComponent(character));
}
