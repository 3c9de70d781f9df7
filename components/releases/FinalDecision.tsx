import { formatDate } from '@/components/ui/dates';
import type { SignOffPage } from '@/server/signoffs/page';
import type { DecisionWords } from './decisionWords';
import { SIGN_OFF as TEXT } from './signOffText';

/** The decision as it will be signed, in words that can no longer be changed by accident. */
export function FinalDecision(props: { page: SignOffPage; words: DecisionWords }) {
  const { page, words } = props;
  const conditions =
    words.decision === 'approved-with-conditions' ? [...page.converted, ...words.conditions] : [];
  return (
    <>
      <p className="stmt">
        <b>{TEXT.decisions[words.decision]}</b>
      </p>
      {conditions.length > 0 && (
        <ol className="numbered">
          {conditions.map(({ text, due }, index) => (
            <li key={`${due} ${text}`}>
              <span className="num">{index + 1}</span>
              <span className="stmt">{TEXT.condition(text, formatDate(due))}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="stmt prewrap mt-2">{words.reasons.trim()}</p>
    </>
  );
}
