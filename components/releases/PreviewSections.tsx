import type { ReactNode } from 'react';
import { Hang } from '@/components/ui/Entry';
import { Digest } from '@/components/ui/Digest';
import { Id } from '@/components/ui/Id';
import { Status } from '@/components/ui/Status';
import { formatDate } from '@/components/ui/dates';
import type { FreezePreview } from '@/server/releases/preview';
import { TEXT } from './text';

type Located = FreezePreview['blockers'][number];

function Part(props: { head: string; count?: number | undefined; children: ReactNode }) {
  const { head, count, children } = props;
  return (
    <Hang
      head={
        <h3 className="head">
          {head}
          {count !== undefined && <span className="n"> {count}</span>}
        </h3>
      }
    >
      {children}
    </Hang>
  );
}

function LocatedList(props: { lines: Located[]; inAll: number; workspace: string; bad?: boolean }) {
  const { lines, inAll, workspace, bad } = props;
  return (
    <>
      <ul className="located">
        {lines.map(({ words, node, identifier, clause }, index) => (
          <li key={`${node ?? ''} ${index}`}>
            {identifier !== null && node !== null && (
              <Id href={`${workspace}?node=${node}`}>{identifier}</Id>
            )}
            <span className={bad ? undefined : 'ink2'}>{words}</span>
            {clause !== '' && <span className="meta">{clause}</span>}
          </li>
        ))}
      </ul>
      {inAll > lines.length && (
        <p className="meta mt-1">{TEXT.freeze.more(inAll - lines.length)}</p>
      )}
    </>
  );
}

/** Everything an officer looks at before freezing, what refuses it first. */
export function PreviewSections(props: { shown: FreezePreview; workspace: string }) {
  const { shown, workspace } = props;
  const { window, against } = shown;
  return (
    <div className="mt-4">
      <Part
        head={TEXT.freeze.blockers}
        count={shown.blockersInAll === 0 ? undefined : shown.blockersInAll}
      >
        {shown.blockersInAll === 0 ? (
          <Status icon="pass" tone="ok">
            {TEXT.freeze.noBlockers}
          </Status>
        ) : (
          <LocatedList
            lines={shown.blockers}
            inAll={shown.blockersInAll}
            workspace={workspace}
            bad
          />
        )}
      </Part>
      <Part head={TEXT.freeze.decision}>
        <p className="stmt">{shown.decision === '' ? TEXT.freeze.notSet : shown.decision}</p>
      </Part>
      <Part head={TEXT.freeze.window}>
        <p className="stmt">
          {window.from === '' || window.until === ''
            ? TEXT.freeze.notSet
            : `${formatDate(window.from, 'long')} – ${formatDate(window.until, 'long')}, ${window.zone}`}
        </p>
      </Part>
      <Part
        head={TEXT.freeze.toAccept}
        count={shown.toAccept.length === 0 ? undefined : shown.toAccept.length}
      >
        {shown.toAccept.length === 0 ? (
          <p className="ink2">{TEXT.freeze.noneToAccept}</p>
        ) : (
          <ul className="located">
            {shown.toAccept.map(({ node, identifier, kinds, text }) => (
              <li key={node}>
                <Id href={`${workspace}?node=${node}`}>{identifier}</Id>
                <span className="stmt">{text}</span>
                <span className="meta">
                  {kinds.map((kind) => TEXT.freeze.kinds[kind]).join(', ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      {shown.notClaimed.length > 0 && (
        <Part head={TEXT.freeze.notClaimed} count={shown.notClaimed.length}>
          <ul className="located">
            {shown.notClaimed.map(({ node, identifier, text }) => (
              <li key={node}>
                <Id href={`${workspace}?node=${node}`}>{identifier}</Id>
                <span className="stmt">{text}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part head={TEXT.freeze.evidence}>
        {shown.evidence.length === 0 ? (
          <p className="ink2">{TEXT.freeze.noEvidence}</p>
        ) : (
          <ul className="located">
            {shown.evidence.map(({ title, version, sha256 }) => (
              <li key={`${title} ${sha256}`}>
                <span className="stmt">{title}</span>
                <span className="meta">{TEXT.freeze.version(version)}</span>
                <Digest value={sha256} />
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part
        head={against ? TEXT.freeze.against(against.number, against.candidate) : TEXT.freeze.holds}
      >
        {against ? (
          <p>{TEXT.freeze.diff(against.added, against.changed, against.removed)}</p>
        ) : (
          <p className="ink2">{TEXT.freeze.firstRelease}</p>
        )}
        <p className="meta mt-1">
          {shown.counts
            .map(({ kind, count }) => `${count} ${kind.replaceAll('-', ' ')}`)
            .join(', ')}
        </p>
      </Part>
      {shown.remarksInAll > 0 && (
        <Part head={TEXT.freeze.remarks} count={shown.remarksInAll}>
          <LocatedList lines={shown.remarks} inAll={shown.remarksInAll} workspace={workspace} />
        </Part>
      )}
    </div>
  );
}
