import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import type { StatementSegment } from '@/components/ui/statementSegments';
import { TEXT } from './text';

export type LabelKey = keyof typeof TEXT.label.heads;

interface LabelItem {
  text: string | StatementSegment[];
  /** Condition or node that the line comes from. */
  identifier: string;
  /** How a supplement disposes of it. */
  note?: string | undefined;
  href?: string | undefined;
}

export interface LabelSection {
  key: LabelKey;
  items: LabelItem[];
  /** Said instead of lines when there are none; otherwise an empty section is left out. */
  nothing?: string | undefined;
}

/** The label of a release, like a medicine's: generated from its conditions, each line sourced. */
export function LabelTable(props: { sections: LabelSection[] }) {
  const sections = props.sections.filter(({ items, nothing }) => items.length > 0 || nothing);
  return (
    <dl className="label">
      {sections.map(({ key, items, nothing }) => (
        <div key={key} data-label={key}>
          <dt>{TEXT.label.heads[key]}</dt>
          <dd>
            {items.length === 0 ? (
              <p className="nothing">{nothing}</p>
            ) : (
              <ul>
                {items.map(({ text, identifier, note, href }, index) => (
                  <li key={`${identifier} ${index}`}>
                    <span>
                      <Statement as="span" of={text} />
                      {note && <span className="meta"> {note}</span>}
                    </span>
                    <Id href={href}>{identifier}</Id>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
