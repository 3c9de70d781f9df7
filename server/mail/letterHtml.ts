import { escapeHtml } from '@/core/attest/escapeHtml';
import type { Letter, LetterEntry } from './message';
import { TEXT } from './text';

const BODY = 'font:16px/1.5 Georgia,serif;color:#1b1b18;max-width:38em;margin:0 auto;padding:24px';
const SMALL = 'font-size:13px;color:#5d5b55';
const RULE = 'border:0;border-top:1px solid #d8d5cc;margin:24px 0';

/** A letter as one page of HTML: no script, nothing fetched, nothing that tells it was opened. */
export function letterHtml(letter: Letter, subject: string): string {
  const { groups, more, stops } = letter;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(subject)}</title></head>`,
    `<body style="${BODY}">`,
    `<p>${escapeHtml(letter.greeting)}</p>`,
    ...groups.flatMap(({ head, entries }) => [
      head === '' ? '' : `<h2 style="font-size:14px;margin:24px 0 0">${escapeHtml(head)}</h2>`,
      ...entries.map(entryHtml),
    ]),
    more === '' ? '' : `<p>${escapeHtml(more)}</p>`,
    `<p>${link(letter.inboxUrl, TEXT.inbox)}</p>`,
    `<hr style="${RULE}">`,
    `<p style="${SMALL}">${escapeHtml(letter.reason)}</p>`,
    `<p style="${SMALL}">${stops.map(({ words, url }) => link(url, TEXT.stop(words))).join('<br>')}</p>`,
    `<p style="${SMALL}">${link(letter.choicesUrl, TEXT.choices)}</p>`,
    '</body></html>',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

function entryHtml({ sentence, about, where, when, why, act, url }: LetterEntry): string {
  return [
    `<p style="margin:16px 0"><b>${escapeHtml(sentence)}</b>, ${escapeHtml(when)}.`,
    `<br>${escapeHtml(about)}`,
    where === '' ? '' : `<br><span style="${SMALL}">${escapeHtml(where)}</span>`,
    `<br><span style="${SMALL}">${escapeHtml(`${TEXT.whyYou} ${why}`)}</span>`,
    `<br>${link(url, act)}</p>`,
  ].join('');
}

function link(url: string, words: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#1f4e79">${escapeHtml(words)}</a>`;
}
