import { DiffText } from '@/components/review/DiffText';
import { diffRuns } from '@/core/diff/diffRuns';
import { Entry } from '@/components/ui/Entry';
import { Id } from '@/components/ui/Id';
import type { BaseChange, TouchedClause } from '@/core/supplement/impact';
import { TEXT } from './text';

const t = TEXT.moved;

function fieldsIn({ fields, before, after }: BaseChange): string {
  const others = fields.filter(
    (field) => before === after || (field !== 'statement' && field !== 'text'),
  );
  return others.map((field) => t.fields[field] ?? field).join(', ');
}

/** What one release of a base changes against another, word by word. */
export function BaseChanges(props: { changes: readonly BaseChange[] }) {
  const { changes } = props;
  if (changes.length === 0) return <p className="ink2">{t.noChanges}</p>;
  return (
    <ul>
      {changes.map((change) => (
        <Entry key={`${change.what} ${change.id}`} as="li" margin={<Id>{change.identifier}</Id>}>
          <p className="meta">
            {t.kinds[change.what]}, {t.acts[change.change]}
            {fieldsIn(change) !== '' && `: ${fieldsIn(change)}`}
          </p>
          <p className="stmt small">
            <DiffText runs={diffRuns(change.before ?? '', change.after ?? '')} />
          </p>
        </Entry>
      ))}
    </ul>
  );
}

/** The clauses of a contract that the changes of its base touch, and by which change. */
export function TouchedClauses(props: {
  touched: readonly TouchedClause[];
  /** What one's own element is called; null for what is not the supplement's. */
  nameOf: (element: string) => string | null;
}) {
  const { touched, nameOf } = props;
  if (touched.length === 0) return <p className="ink2">{t.noTouched}</p>;
  return (
    <ul>
      {touched.map(({ element, kind, changes }) => {
        const causes = changes.map(
          ({ what, identifier, change }) => `${identifier} (${t.kinds[what]} ${t.acts[change]})`,
        );
        const isNew = kind === 'condition' && changes.some(({ change }) => change === 'added');
        const name = nameOf(element) ?? changes[0]?.identifier ?? '';
        return (
          <Entry key={`${kind} ${element}`} as="li" margin={<Id>{name}</Id>}>
            <p>
              {isNew ? t.newCondition : t.clause[kind]}{' '}
              <span className="ink2">{causes.join(', ')}</span>
            </p>
          </Entry>
        );
      })}
    </ul>
  );
}
