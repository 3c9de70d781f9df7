'use client';

import { useQuery } from '@tanstack/react-query';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { formatInstant } from '@/components/ui/dates';
import { Dialog } from '@/components/ui/Dialog';
import { KeyValues } from '@/components/ui/Entry';
import { Problem } from '@/components/ui/Field';
import { DataTable } from '@/components/ui/Ledger';
import { LoadingRows } from '@/components/ui/Loading';
import { DateOf } from '@/components/ui/Time';
import type { IndicatorView, ReadingView } from '@/server/monitors/present';
import { limitWords, rhythmWords, withUnit } from './indicatorWords';
import { TEXT } from './text';

const t = TEXT.details;

/** What was frozen of an indicator, the last answer, and its last readings with who sent them. */
export function IndicatorDialog(props: {
  caseId: string;
  indicator: IndicatorView;
  onClose: () => void;
}) {
  const { caseId, indicator, onClose } = props;
  const { answer } = indicator;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={indicator.title}
      description={t.frozen}
      acts={<Button onClick={onClose}>{t.close}</Button>}
    >
      <KeyValues
        entries={[
          { term: t.definition, value: <span className="prewrap">{indicator.definition}</span> },
          { term: t.source, value: indicator.source },
          { term: t.limits, value: limitWords(indicator) },
          { term: t.rhythm, value: rhythmWords(indicator) },
          ...(answer === null
            ? []
            : [
                {
                  term: t.answer,
                  value: (
                    <>
                      <span className="prewrap">{answer.words}</span>
                      <span className="meta">
                        {' '}
                        {TEXT.answered(answer.person)}, <DateOf at={answer.at} />
                      </span>
                    </>
                  ),
                },
              ]),
        ]}
      />
      <h3 className="head mt-4 mb-2">{t.readings}</h3>
      <Readings caseId={caseId} indicator={indicator} />
    </Dialog>
  );
}

function Readings(props: { caseId: string; indicator: IndicatorView }) {
  const { caseId, indicator } = props;
  const { indicatorId, unit } = indicator;
  const trpc = useTRPC();
  const readings = useQuery(trpc.monitors.readings.queryOptions({ caseId, indicatorId }));
  if (readings.error) return <Problem>{describeFailure(readings.error).message}</Problem>;
  if (readings.isPending) return <LoadingRows rows={3} />;
  if (readings.data.length === 0) return <p className="ink3">{t.noReadings}</p>;
  return (
    <div className="tablescroll">
      <DataTable
        stack
        caption={t.readings}
        columns={[
          { key: 'value', head: t.value },
          { key: 'at', head: t.at },
          { key: 'received', head: t.received },
          { key: 'by', head: t.by },
          { key: 'note', head: t.note },
        ]}
      >
        {readings.data.map((reading) => (
          <tr key={reading.id}>
            <td className="num">{withUnit(reading.value, unit)}</td>
            <td>{formatInstant(reading.at)}</td>
            <td className="ink2">{formatInstant(reading.receivedAt)}</td>
            <td className="ink2">{byWords(reading)}</td>
            <td className="ink2 wrap">{reading.note}</td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}

function byWords({ person, byToken }: ReadingView): string {
  const name = person ?? t.somebody;
  return byToken ? `${t.token} ${name}` : name;
}
