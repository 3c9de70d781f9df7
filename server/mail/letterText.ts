import type { Letter, LetterEntry } from './message';
import { TEXT } from './text';

/** A letter as plain text. Everything in it is one line already. */
export function letterText(letter: Letter): string {
  const [stop, ...more] = letter.stops;
  return [
    letter.greeting,
    ...letter.groups.map(({ head, entries }) =>
      [...(head === '' ? [] : [head.toUpperCase()]), ...entries.map(entryText)].join('\n\n'),
    ),
    letter.more,
    `${TEXT.inbox}: ${letter.inboxUrl}`,
    '---',
    letter.reason,
    stop !== undefined && more.length === 0
      ? `${TEXT.stop(stop.words)}: ${stop.url}`
      : [`${TEXT.stopHead}:`, ...letter.stops.map(({ words, url }) => `${words}: ${url}`)].join(
          '\n',
        ),
    `${TEXT.choices}: ${letter.choicesUrl}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function entryText({ sentence, about, where, when, why, act, url }: LetterEntry): string {
  return [`${sentence}, ${when}.`, about, where, `${TEXT.whyYou} ${why}`, `${act}: ${url}`]
    .filter((line) => line !== '')
    .join('\n');
}
