import type { ReactNode } from 'react';
import { casePath } from '@/components/cases/caseTabs';
import { Digest } from '@/components/ui/Digest';
import { Id } from '@/components/ui/Id';
import { DataTable } from '@/components/ui/Ledger';
import { Statement } from '@/components/ui/Statement';
import { Status } from '@/components/ui/Status';
import { Time } from '@/components/ui/Time';
import { Head } from '@/components/ui/Title';
import { evaluateCriterion, SIGNS } from '@/core/evidence/criterion';
import type { ArtefactPage } from '@/server/evidence/reading';
import { formatBytes } from './formatBytes';
import { TEXT } from './text';

/** Beside the figures: where the evidence is used, how it was measured, who opened it. */
export function ArtefactRail(props: { page: ArtefactPage }) {
  const { page } = props;
  return (
    <aside className="rail right" aria-label={page.artefact.identifier}>
      <UsedIn page={page} />
      <Measured page={page} />
      {page.openings && <OpenedBy openings={page.openings} />}
    </aside>
  );
}

function UsedIn({ page }: { page: ArtefactPage }) {
  const { uses, current } = page;
  const base = casePath(page.case.org.slug, page.case.slug);
  return (
    <section>
      <Head level={3} count={uses ? TEXT.artefact.claims(uses.length) : undefined}>
        {TEXT.artefact.usedIn}
      </Head>
      {uses === null && <p className="meta">{TEXT.artefact.usedInHidden}</p>}
      {uses?.length === 0 && <p className="meta">{TEXT.artefact.usedInNone}</p>}
      {uses?.map(({ node, criteria }) => (
        <div key={node.id} className="entry">
          <Id href={`${base}?node=${encodeURIComponent(node.identifier)}`}>{node.identifier}</Id>
          <div>
            <Statement of={node.text} size="small" />
            {criteria.length === 0 && <p className="meta">{TEXT.artefact.noCriterion}</p>}
            {criteria.map((criterion) => {
              const { result, words } = evaluateCriterion(criterion, current);
              return (
                <p key={criterion.id} className="meta">
                  <Status
                    icon={result === 'met' ? 'pass' : result === 'not-met' ? 'fail' : 'empty'}
                    tone={result === 'met' ? 'ok' : result === 'not-met' ? 'bad' : 'mute'}
                    note={words}
                  >
                    {criterion.metric} {SIGNS[criterion.comparator]} {criterion.value}
                  </Status>
                </p>
              );
            })}
          </div>
        </div>
      ))}
    </section>
  );
}

function Measured({ page }: { page: ArtefactPage }) {
  const { artefact, current } = page;
  const log = current?.log;
  const rows: [string, ReactNode][] = [];
  const add = (term: string, value: ReactNode) => {
    if (value !== '' && value !== null && value !== undefined) rows.push([term, value]);
  };
  add(TEXT.artefact.method, artefact.method);
  add(TEXT.artefact.subject, artefact.subject);
  if (log) {
    add(TEXT.artefact.task, log.task);
    add(TEXT.artefact.model, log.subject.models.join(', ') || log.model);
    add(
      TEXT.artefact.dataset,
      [log.dataset.name, log.dataset.samples === null ? '' : `${log.dataset.samples}`]
        .filter(Boolean)
        .join(', '),
    );
    add(
      TEXT.artefact.samples,
      log.samples.completed === null
        ? ''
        : `${log.samples.completed} of ${log.samples.total ?? log.samples.completed}`,
    );
    add(TEXT.artefact.status, log.status);
    add(TEXT.artefact.solver, log.subject.solver);
    add(TEXT.artefact.source, source(log.subject));
  }
  if (current) {
    add(TEXT.artefact.uploadedBy, current.uploadedBy);
    add(TEXT.artefact.file, `${current.fileName}, ${formatBytes(current.size)}`);
    if (current.sha256)
      add(TEXT.artefact.sha256, <Digest value={current.sha256} length="half" copy />);
  }
  if (rows.length === 0) return null;
  return (
    <section>
      <Head level={3}>{TEXT.artefact.how}</Head>
      <dl className="kv">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function source(subject: { origin: string; commit: string; dirty: boolean }): string {
  const { origin, commit, dirty } = subject;
  if (commit === '') return '';
  return [origin, commit.slice(0, 12), dirty ? TEXT.artefact.dirty : ''].filter(Boolean).join(' ');
}

function OpenedBy({ openings }: { openings: NonNullable<ArtefactPage['openings']> }) {
  const { total, latest } = openings;
  return (
    <section>
      <Head level={3} count={TEXT.artefact.openedByCount(latest.length, total)}>
        {TEXT.artefact.openedBy}
      </Head>
      {total === 0 ? (
        <p className="meta">{TEXT.artefact.openedByNone}</p>
      ) : (
        <DataTable caption={TEXT.artefact.openedBy}>
          {latest.map(({ name, organisations, version, at }, index) => (
            <tr key={index}>
              <td>
                {name} <span className="ink3">{organisations.join(', ')}</span>
              </td>
              <td className="num ink3">{TEXT.artefact.version1(version)}</td>
              <td className="ink3 r">
                <Time at={at} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
