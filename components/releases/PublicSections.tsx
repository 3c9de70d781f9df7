import { Section } from '@/components/release/PublicRelease';
import { formatDate } from '@/components/ui/dates';
import { Entry } from '@/components/ui/Entry';
import { Id } from '@/components/ui/Id';
import { DataTable } from '@/components/ui/Ledger';
import { StatusOf } from '@/components/ui/Status';
import type { PublicPage, PublicReview } from '@/server/publication/page';
import { assessmentLook, decisionLook, roleWords } from './publicRelease';
import { PUBLIC_TEXT as TEXT } from './publicText';

function Margin(props: { children: string }) {
  return <span className="meta">{props.children}</span>;
}

/** The decision in full: question, outcome, reasons, dissent, conditions, what was accepted. */
function Decision({ page }: { page: PublicPage }) {
  return (
    <Section id="decision" head={TEXT.decision.head}>
      {page.internallyApprovedOnly && <p className="stmt mb-2">{TEXT.decision.internal}</p>}
      <Entry margin={<Margin>{TEXT.decision.question}</Margin>}>
        <p className="stmt">{page.decision}</p>
      </Entry>
      {page.signOffs.map((one) => (
        <div key={one.id}>
          <Entry margin={<Margin>{TEXT.decision.outcome}</Margin>}>
            <p>
              <StatusOf
                look={decisionLook(one.decision)}
                note={`${one.person ?? ''}, ${one.organisation}`}
              />
            </p>
          </Entry>
          <Entry margin={<Margin>{TEXT.decision.reasons}</Margin>}>
            <p className="stmt prewrap">{one.reasons}</p>
          </Entry>
          <Entry margin={<Margin>{TEXT.decision.dissent}</Margin>}>
            <p className="stmt prewrap">{one.dissent === '' ? TEXT.decision.none : one.dissent}</p>
          </Entry>
        </div>
      ))}
      {page.conditions.length > 0 && (
        <Entry margin={<Margin>{TEXT.decision.conditions}</Margin>}>
          <ul>
            {page.conditions.map(({ text, due, met }) => (
              <li key={`${due} ${text}`} className="stmt">
                {text}{' '}
                <span className="meta">
                  {met ? TEXT.decision.met : TEXT.decision.due(formatDate(due))}
                </span>
              </li>
            ))}
          </ul>
        </Entry>
      )}
      {page.accepted.length > 0 && (
        <Entry margin={<Margin>{TEXT.decision.accepted}</Margin>}>
          <ul>
            {page.accepted.map(({ identifier, statement }, index) => (
              <li key={`${identifier} ${index}`} className="stmt">
                <Id className="mr-2">{identifier}</Id>
                {statement}
              </li>
            ))}
          </ul>
        </Entry>
      )}
      {page.notClaimed.length > 0 && (
        <Entry margin={<Margin>{TEXT.decision.notClaimed}</Margin>}>
          <ul>
            {page.notClaimed.map(({ identifier, statement }) => (
              <li key={identifier} className="stmt">
                <Id className="mr-2">{identifier}</Id>
                {statement}
              </li>
            ))}
          </ul>
        </Entry>
      )}
    </Section>
  );
}

function ReviewRound({ review }: { review: PublicReview }) {
  const findings = review.findings
    .map(({ severity, open, closed }) => TEXT.review.findingWords(open + closed, severity, open))
    .join('; ');
  return (
    <>
      <Entry margin={<Margin>{TEXT.review.scope}</Margin>}>
        <p className="stmt prewrap">
          {review.organisation}: {review.scope}
        </p>
      </Entry>
      <Entry margin={<Margin>{TEXT.review.access}</Margin>}>
        <p className="stmt prewrap">{review.access}</p>
      </Entry>
      <Entry margin={<Margin>{TEXT.review.level}</Margin>}>
        <p className="stmt">{TEXT.review.levelOf(review.assuranceLevel)}</p>
      </Entry>
      <Entry margin={<Margin>{TEXT.review.findings}</Margin>}>
        <p className="stmt">{findings === '' ? TEXT.review.noFindings : findings}</p>
      </Entry>
      {review.assessors.map((one) => (
        <Entry
          key={one.id}
          margin={<Margin>{TEXT.review.independence(one.person ?? roleWords(one.role))}</Margin>}
        >
          <p>
            {one.submittedAt === null ? (
              <span className="ink2">
                {one.removedReason === null
                  ? TEXT.review.unsigned
                  : TEXT.review.removed(one.removedReason)}
              </span>
            ) : (
              <StatusOf look={assessmentLook(one.assessment)} note={roleWords(one.role)} />
            )}
          </p>
          <p className="ink2">{TEXT.review.declared}</p>
          {one.declaration.text !== '' && <p className="stmt prewrap">{one.declaration.text}</p>}
        </Entry>
      ))}
    </>
  );
}

function Withheld({ page }: { page: PublicPage }) {
  const withheld = page.withheld.reduce((sum, one) => sum + one.count, 0);
  return (
    <Section
      id="withheld"
      head={TEXT.withheld.head}
      note={TEXT.withheld.note(page.counts.records, withheld)}
    >
      {page.withheld.length === 0 ? (
        <p className="ink2">{TEXT.withheld.none}</p>
      ) : (
        <>
          <DataTable caption={TEXT.withheld.caption} stack>
            {page.withheld.map((one) => (
              <tr key={one.class}>
                <td>{TEXT.classes[one.class] ?? one.class}</td>
                <td>{one.reasons.join(' ')}</td>
                <td className="num r">{TEXT.withheld.records(one.count)}</td>
              </tr>
            ))}
          </DataTable>
          <p className="ink2 mt-2">{TEXT.withheld.explain}</p>
        </>
      )}
    </Section>
  );
}

/** What stands between the argument and the history: decision, review, what is withheld. */
export function PublicSections({ page }: { page: PublicPage }) {
  return (
    <>
      <Decision page={page} />
      {page.reviews.length > 0 && (
        <Section id="review" head={TEXT.review.head}>
          {page.reviews.map((review, index) => (
            <ReviewRound key={`${review.organisation} ${index}`} review={review} />
          ))}
        </Section>
      )}
      <Withheld page={page} />
    </>
  );
}
