'use client';

import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { IconButton } from '@/components/ui/Button';
import { Status } from '@/components/ui/Status';
import { Time } from '@/components/ui/Time';
import type { EvidenceReference } from '@/core/argument/document';
import { addEvidenceReference, removeRecord } from '@/core/argument/recordEdits';
import type { EvidenceItem } from '../evidence';
import { useSource } from '../source';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.evidence;

function EvidenceState(props: { item: EvidenceItem }) {
  const { latest } = props.item;
  if (props.item.illustrative)
    return (
      <Status icon="caution" tone="warn">
        Illustrative
      </Status>
    );
  switch (latest?.state) {
    case 'ready':
      return (
        <Status icon="pass" tone="ok">
          Ready
        </Status>
      );
    case 'quarantined':
      return (
        <Status icon="fail" tone="bad" note={latest.reason}>
          Quarantined
        </Status>
      );
    case 'retracted':
      return (
        <Status icon="fail" tone="bad">
          Retracted
        </Status>
      );
    case undefined:
      return (
        <Status icon="empty" tone="mute">
          No file yet
        </Status>
      );
    default:
      return (
        <Status icon="clock" tone="warn">
          Being read
        </Status>
      );
  }
}

/** Evidence that stands behind the node. The picker is handed in: it belongs to the evidence room. */
export function EvidenceSection(props: {
  node: string;
  references: EvidenceReference[];
  items: ReadonlyMap<string, EvidenceItem>;
  href: (item: EvidenceItem) => string;
  picker: (onChosen: (id: string) => void, onClose: () => void) => ReactNode;
}) {
  const { node, references, items, href, picker } = props;
  const source = useSource();
  const [picking, setPicking] = useState(false);
  return (
    <Section
      head={t.head}
      count={references.length}
      act={
        !source.readOnly && (
          <button type="button" className="linkish" onClick={() => setPicking(true)}>
            {t.add}
          </button>
        )
      }
    >
      {references.length === 0 && <p className="meta">{t.none}</p>}
      <ul>
        {references.map((reference) => {
          const item = items.get(reference.evidence);
          return (
            <li key={reference.id} className="evidenceline">
              <div className="row">
                {item ? <Link href={href(item)}>{item.title}</Link> : <span>{t.gone}</span>}
                {item && <EvidenceState item={item} />}
              </div>
              {item?.latest && (
                <p className="meta">
                  {item.identifier}, v{item.latest.number}, <Time at={item.latest.at} />.{' '}
                  {item.subject}
                </p>
              )}
              {!source.readOnly && (
                <IconButton
                  icon="close"
                  className="removal"
                  label={`${t.remove}: ${item?.title ?? ''}`}
                  onClick={() => {
                    source.undo.stopCapturing();
                    removeRecord(source.structure, 'evidence', reference.id, source.origin);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {picking &&
        picker(
          (evidence) => {
            source.undo.stopCapturing();
            if (!references.some((each) => each.evidence === evidence))
              addEvidenceReference(source.structure, { node, evidence, shows: '' }, source.origin);
            setPicking(false);
          },
          () => setPicking(false),
        )}
    </Section>
  );
}
