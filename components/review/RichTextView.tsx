import { Fragment, type ReactNode } from 'react';
import type { RichText, RichTextBlock } from '@/core/argument/document';
import { isAllowedUrl } from '@/core/argument/richText';

/** The narrative of a node as it was frozen, to read. */
export function RichTextView({ body }: { body: RichText }) {
  return <div className="prose stmt small">{body.content.map(drawn)}</div>;
}

function drawn(block: RichTextBlock, index: number): ReactNode {
  const inside = (block.content ?? []).map(drawn);
  switch (block.type) {
    case 'text':
      return <Fragment key={index}>{marked(block)}</Fragment>;
    case 'hardBreak':
      return <br key={index} />;
    case 'heading':
      return (
        <p key={index} className="strong">
          {inside}
        </p>
      );
    case 'bulletList':
      return <ul key={index}>{inside}</ul>;
    case 'orderedList':
      return <ol key={index}>{inside}</ol>;
    case 'listItem':
      return <li key={index}>{inside}</li>;
    case 'blockquote':
      return <blockquote key={index}>{inside}</blockquote>;
    case 'codeBlock':
      return (
        <pre key={index}>
          <code>{inside}</code>
        </pre>
      );
    default:
      return <p key={index}>{inside}</p>;
  }
}

function marked(block: RichTextBlock): ReactNode {
  return (block.marks ?? []).reduceRight<ReactNode>((inside, mark) => {
    switch (mark.type) {
      case 'bold':
        return <strong>{inside}</strong>;
      case 'italic':
        return <em>{inside}</em>;
      case 'code':
        return <code>{inside}</code>;
      case 'link': {
        const href = mark.attrs?.['href'];
        return isAllowedUrl(href) ? (
          <a href={href} rel="noreferrer">
            {inside}
          </a>
        ) : (
          inside
        );
      }
      default:
        return inside;
    }
  }, block.text ?? '');
}
