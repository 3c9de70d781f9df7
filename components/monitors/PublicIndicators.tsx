import { nodeAnchor } from '@/components/release/ArgumentOutline';
import { Section } from '@/components/release/PublicRelease';
import { DateOf } from '@/components/ui/Time';
import { Entry, KeyValues } from '@/components/ui/Entry';
import { Id } from '@/components/ui/Id';
import type { PublicIndicator, PublicIndicators as Watched } from '@/server/publication/indicators';
import { IndicatorState } from './IndicatorState';
import { limitWords, rhythmWords, withUnit } from './indicatorWords';
import { StripAxis, StripChart } from './StripChart';
import { TEXT } from './text';

const t = TEXT.public;

/** What was promised to be watched, and how it stands now; nothing where nothing is watched. */
export function PublicIndicators(props: { watched: Watched; computedAt: string }) {
  const { watched, computedAt } = props;
  if (watched.list.length === 0) return null;
  return (
    <Section id="indicators" head={t.head} note={t.note}>
      <div className="watched">
        {watched.list.map((indicator) => (
          <Entry key={indicator.identifier} margin={<Id>{indicator.identifier}</Id>}>
            <OneIndicator of={indicator} from={watched.from} computedAt={computedAt} />
          </Entry>
        ))}
      </div>
    </Section>
  );
}

function OneIndicator(props: { of: PublicIndicator; from: string; computedAt: string }) {
  const { of: indicator, from, computedAt } = props;
  const { title, definition, source, claim, last, unit, critical, answer } = indicator;
  return (
    <>
      <h3 className="stmt">{title}</h3>
      <div className="two">
        <div>
          <StripChart
            title={title}
            source={indicator}
            from={from}
            until={computedAt}
            critical={critical}
          />
          <StripAxis from={from} until={computedAt} />
        </div>
        <div>
          <p className="figure num">{last === null ? TEXT.none : withUnit(last.value, unit)}</p>
          <IndicatorState of={indicator} now={computedAt} dated />
        </div>
      </div>
      <KeyValues
        entries={[
          {
            term: t.watches,
            value:
              claim === null ? (
                t.withheldClaim
              ) : (
                <>
                  <Id
                    href={claim.identifier === '' ? undefined : `#${nodeAnchor(claim.identifier)}`}
                  >
                    {claim.identifier}
                  </Id>{' '}
                  {claim.statement ?? t.withheldWords}
                </>
              ),
          },
          { term: TEXT.details.definition, value: <span className="prewrap">{definition}</span> },
          { term: TEXT.details.source, value: source },
          { term: TEXT.details.limits, value: limitWords(indicator) },
          { term: TEXT.details.rhythm, value: rhythmWords(indicator) },
          ...(critical ? [{ term: t.weight, value: t.critical }] : []),
          ...(answer === null
            ? []
            : [
                {
                  term: t.answered,
                  value: (
                    <>
                      <span className="prewrap">{answer.words}</span>{' '}
                      <span className="meta">
                        <DateOf at={answer.at} />
                      </span>
                    </>
                  ),
                },
              ]),
        ]}
      />
    </>
  );
}
