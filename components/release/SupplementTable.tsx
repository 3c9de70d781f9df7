import Link from 'next/link';
import { InForceStatus } from '@/components/status/InForce';
import { Status } from '@/components/ui/Status';
import { DataTable } from '@/components/ui/Ledger';
import type { SupplementLine } from '@/server/publication/supplements';
import { TEXT } from './text';

/** Supplements of a release, each as it stands now and whether its officer knows what happened. */
export function SupplementTable(props: { lines: readonly SupplementLine[] }) {
  return (
    <DataTable caption={TEXT.supplements.caption} stack>
      {props.lines.map((line) => (
        <tr key={line.id}>
          <td>
            <Link href={line.href} prefetch={false}>
              {line.title}
            </Link>
          </td>
          <td className="ink2">{line.organisation}</td>
          <td className="num">r{line.number}</td>
          <td>
            <InForceStatus inForce={line.inForce} suspended={line.suspended} onHold={line.onHold} />
            {!line.inForce && !line.onHold && <span className="ink2"> {line.note}</span>}
          </td>
          <td>
            {line.acknowledged !== null && (
              <Status
                icon={line.acknowledged ? 'pass' : 'clock'}
                tone={line.acknowledged ? 'ok' : 'warn'}
              >
                {line.acknowledged ? TEXT.supplements.acknowledged : TEXT.supplements.waiting}
              </Status>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
