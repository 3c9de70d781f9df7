import type { Metadata } from 'next';
import { FILTERS, ledgerRows, passes, readFilter } from '@/components/cases/ledgerRows';
import { NewCaseButton } from '@/components/cases/NewCaseButton';
import { TEXT } from '@/components/cases/text';
import { CaseLedger } from '@/components/status/CaseLedger';
import { found, serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.list.title };

export default async function CasesPage(props: {
  searchParams: Promise<{ show?: string | string[] }>;
}) {
  await signedIn('/cases');
  const { show } = await props.searchParams;
  const filter = readFilter(typeof show === 'string' ? show : undefined);
  const caller = await serverCaller();
  const { cases, computedAt } = await found(caller.cases.list());
  const { organisations: mayCreateIn } = await found(caller.cases.choices());
  const today = computedAt.slice(0, 10);
  const organisations = new Set(cases.map(({ organisation }) => organisation.slug)).size;
  return (
    <CaseLedger
      rows={ledgerRows(cases.filter((view) => passes(view, filter, today)))}
      summary={TEXT.list.summary(cases.length, organisations)}
      filters={FILTERS.map((key) => ({
        href: key === 'all' ? '/cases' : `/cases?show=${key}`,
        words: TEXT.list.filters[key],
        count: cases.filter((view) => passes(view, key, today)).length,
        current: key === filter,
      }))}
      exportHref="/api/cases.csv"
      act={mayCreateIn.length > 0 ? <NewCaseButton /> : undefined}
      today={today}
      computedAt={computedAt}
      checkpoint={null}
    />
  );
}
