import type { DiffRun } from '@/core/diff/diffRuns';
import { TEXT } from './text';

/** Marked words; the space around them stays unmarked. */
function Mark(props: { as: 'ins' | 'del'; word: string; text: string }) {
  const { as: Element, word, text } = props;
  const words = text.trim();
  if (words === '') return <>{text}</>;
  const [before, after] = [
    text.slice(0, text.indexOf(words)),
    text.slice(text.indexOf(words) + words.length),
  ];
  return (
    <>
      {before}
      <Element>
        <span className="visually-hidden">{word} </span>
        {words}
      </Element>
      {after}
    </>
  );
}

/**
 * A word diff. What came is underlined on a wash, what went is struck through; both are said to
 * screen readers, which do not announce ins and del by themselves. `side` shows one side only.
 */
export function DiffText(props: { runs: DiffRun[]; side?: 'before' | 'after' | undefined }) {
  const { runs, side } = props;
  return (
    <>
      {runs.map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        if (kind === 'added') {
          if (side === 'before') return null;
          return <Mark key={index} as="ins" word={TEXT.added} text={text} />;
        }
        if (side === 'after') return null;
        return <Mark key={index} as="del" word={TEXT.removed} text={text} />;
      })}
    </>
  );
}
