import Link from 'next/link';
import { ExampleWord } from '@/components/status/ExampleWord';
import { InForceStatus } from '@/components/status/InForce';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/Field';
import { EmptyState } from '@/components/ui/EmptyState';
import { Ledger, TwoLines } from '@/components/ui/Ledger';
import { DateOf } from '@/components/ui/Time';
import { Title } from '@/components/ui/Title';
import { WindowRuler } from '@/components/ui/WindowRuler';
import type { RegistryLine } from '@/server/publication/registry';
import { PUBLIC_TEXT } from './publicText';

const TEXT = PUBLIC_TEXT.registry;

const COLUMNS = [
  { key: 'case', head: TEXT.columns.case },
  { key: 'subject', head: TEXT.columns.system },
  { key: 'release', head: TEXT.columns.release },
  { key: 'status', head: TEXT.columns.status },
  { key: 'window', head: TEXT.columns.window },
  { key: 'published', head: TEXT.columns.published },
];

function Name({ line }: { line: RegistryLine }) {
  return (
    <div className="in">
      <Link className="name" href={line.href}>
        {line.title}
      </Link>
      <span className="sub">{line.organisation}</span>
      {line.example && <ExampleWord />}
    </div>
  );
}

function Line({ line }: { line: RegistryLine }) {
  const { status, window } = line;
  return (
    <tr>
      <td>
        <Name line={line} />
      </td>
      <td>{line.subject}</td>
      <td className="num">r{line.number}</td>
      <td>
        <TwoLines
          first={
            <InForceStatus
              inForce={status.inForce}
              suspended={status.state === 'suspended'}
              onHold={status.onHold}
            />
          }
          second={status.failing[0]}
          hung
        />
      </td>
      <td>
        <WindowRuler from={window.from} until={window.until} today={status.today} />
      </td>
      <td className="num ink2">
        <DateOf at={line.publishedAt} />
      </td>
    </tr>
  );
}

/** Everything that was published here, with what holds today. Works without JavaScript. */
export function Registry(props: { search: string; lines: RegistryLine[]; truncated: boolean }) {
  const { search, lines, truncated } = props;
  return (
    <div className="doc">
      <div className="masthead">
        <Title>{TEXT.title}</Title>
        <p className="lead">{TEXT.lead}</p>
        <form method="get" role="search" className="flex items-end gap-2 mt-4">
          <TextField
            label={TEXT.search}
            name="q"
            type="search"
            defaultValue={search}
            maxLength={200}
          />
          <Button type="submit">{TEXT.find}</Button>
        </form>
      </div>
      {lines.length === 0 ? (
        <EmptyState sentence={search === '' ? TEXT.empty : TEXT.emptySearch(search)} />
      ) : (
        <div className="scroll-x">
          <Ledger caption={TEXT.caption} columns={COLUMNS} className="registry">
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </Ledger>
        </div>
      )}
      {truncated && <p className="meta mt-2">{TEXT.truncated}</p>}
    </div>
  );
}
