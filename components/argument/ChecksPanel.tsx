'use client';

import { useEffect, useRef, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { IconButton } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Kbd } from '@/components/ui/Kbd';
import { Status } from '@/components/ui/Status';
import type { Finding } from '@/core/checks/finding';
import type { ArgumentIndex } from '@/core/argument/outline';
import { TEXT } from './text';

type Weight = 'freeze' | 'approval' | 'note';

function weightOf(finding: Finding): Weight {
  return finding.blocks ?? 'note';
}

const ORDER: Record<Weight, number> = { freeze: 0, approval: 1, note: 2 };

/** Findings in the order in which they matter. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => ORDER[weightOf(a)] - ORDER[weightOf(b)]);
}

/** What the checks say, as a list that walks the argument. */
export function ChecksPanel(props: {
  findings: readonly Finding[];
  index: ArgumentIndex;
  current: number | null;
  onGo: (position: number) => void;
}) {
  const { findings, index, current, onGo } = props;
  const [open, setOpen] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const said = current === null ? undefined : findings[current]?.message;
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const count = (weight: Weight) => findings.filter((each) => weightOf(each) === weight).length;
  const [freeze, approval, notes] = [count('freeze'), count('approval'), count('note')];
  return (
    <section className={cx('checks', !open && 'shut')} aria-label={TEXT.checks.title}>
      <div className="bar">
        <h2 className="head">{TEXT.checks.title}</h2>
        {freeze > 0 && (
          <Status icon="fail" tone="bad">
            {TEXT.checks.freeze(freeze)}
          </Status>
        )}
        {approval > 0 && (
          <Status icon="caution" tone="warn">
            {TEXT.checks.approval(approval)}
          </Status>
        )}
        {notes > 0 && (
          <Status icon="empty" tone="mute">
            {TEXT.checks.notes(notes)}
          </Status>
        )}
        {findings.length === 0 && <span className="meta">{TEXT.checks.none}</span>}
        <span className="sp" />
        {findings.length > 0 && (
          <span className="meta">
            <Kbd keys="F8" /> {TEXT.checks.next}
          </span>
        )}
        <IconButton
          icon={open ? 'open' : 'onward'}
          label={open ? TEXT.checks.fold : TEXT.checks.unfold}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      {open && findings.length > 0 && (
        <ol ref={list} className="list" aria-label={TEXT.checks.list} tabIndex={0}>
          {findings.map((finding, position) => {
            const node = finding.node ? index.nodes.get(finding.node) : undefined;
            const weight = weightOf(finding);
            return (
              <li key={`${finding.rule}-${position}`}>
                <button
                  type="button"
                  className={cx('ck', position === current && 'on')}
                  {...(position === current ? { 'aria-current': true } : {})}
                  onClick={() => onGo(position)}
                  title={`${finding.message} (${finding.rule}, ${finding.clause})`}
                >
                  <Icon
                    name={
                      weight === 'freeze' ? 'fail' : weight === 'approval' ? 'caution' : 'empty'
                    }
                    className={
                      weight === 'freeze' ? 'c-bad' : weight === 'approval' ? 'c-warn' : 'c-mute'
                    }
                  />
                  <span className="s">{finding.message}</span>
                  <span className="id">{node?.identifier ?? TEXT.checks.whole}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
