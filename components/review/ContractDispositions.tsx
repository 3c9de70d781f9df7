import { Entry } from '@/components/ui/Entry';
import { formatDate } from '@/components/ui/dates';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import type { ContractReview } from '@/server/reviews/contract';
import { CONTRACT } from './contractText';

/** How the supplement answers each condition of the base, to read. */
export function ContractDispositions(props: { conditions: ContractReview['conditions'] }) {
  const { conditions } = props;
  if (conditions.length === 0) return <p className="ink2">{CONTRACT.noConditions}</p>;
  return (
    <ul>
      {conditions.map(({ id, identifier, text, severity, disposition, by, ...said }) => (
        <Entry key={id} as="li" margin={<Id>{identifier}</Id>}>
          <Statement of={text}>
            <span className="note meta"> {severity}</span>
          </Statement>
          <p className={disposition === '' ? 'bad' : undefined}>
            <b>{CONTRACT.dispositions[disposition] ?? CONTRACT.dispositions['']}</b>{' '}
            <span className="ink2">
              {[
                said.owner && CONTRACT.owner(said.owner),
                said.compensating,
                said.rationale,
                said.reviewBy && CONTRACT.reviewBy(formatDate(said.reviewBy)),
              ]
                .filter(Boolean)
                .join('. ')}
            </span>
          </p>
          {by.map((claim) => (
            <p key={claim.id} className="stmt small">
              <Id className="mr-2">{claim.identifier}</Id>
              {claim.statement ?? CONTRACT.withheld}
            </p>
          ))}
        </Entry>
      ))}
    </ul>
  );
}
