import type { DisclosedCase, DisclosedNode, OutlineEntry } from '@/core/snapshot/disclosed';
import type { Manifest } from '@/core/snapshot/manifest';
import type { Withholding } from '@/core/snapshot/view';
import { escapeHtml } from './escapeHtml';
import { HTML_STYLE } from './htmlStyle';
import { indicatorHtml } from './indicatorHtml';
import { HTML_TEXT as text } from './htmlText';
import { richHtml } from './richHtml';

/**
 * The readable page of a view: one file, no script, nothing fetched, fit for print. It depends on
 * the manifest and the view alone, so that the disclosure statement can name its digest before
 * anybody signed anything.
 *
 * @param options.example watermark for the examples shipped with the product
 */
export function renderView(
  manifest: Manifest,
  shown: DisclosedCase,
  options: { example?: boolean } = {},
): string {
  const title = shown.decision?.title || manifest.case;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    options.example === true ? `<p class="example">${text.example}</p>` : '',
    '<header>',
    `<p class="path">${escapeHtml(manifest.case)} · ${text.kind[manifest.kind]} · ${text.release} ${manifest.number} · ${text.view} ${escapeHtml(shown.name)}</p>`,
    `<h1>${escapeHtml(title)}</h1>`,
    shown.decision?.question
      ? `<p class="question">${escapeHtml(shown.decision.question)}</p>`
      : '',
    '</header>',
    '<main>',
    labelSection(manifest, shown),
    withheldSection(shown),
    argumentSection(shown),
    dispositionSection(shown),
    doubtSection(shown),
    section(text.indicators, list(shown.indicators.map((one) => indicatorHtml(one, shown)))),
    factSection(shown),
    '</main>',
    `<footer><p>${text.releaseDigest} <code>${shown.releaseDigest}</code></p>`,
    `<p>${text.viewDigest} <code>${shown.viewDigest}</code></p>`,
    `<p>${text.check}</p></footer>`,
    '</body>',
    '</html>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${title}</h2>\n${body}\n</section>`;
}

function rows(pairs: [string, string][]): string {
  const filled = pairs.filter(([, value]) => value !== '');
  if (filled.length === 0) return '';
  return `<dl>${filled.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

function list(items: string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function labelSection(manifest: Manifest, shown: DisclosedCase): string {
  const { subject, decision } = shown;
  const window =
    manifest.window === null
      ? text.noWindow
      : `${manifest.window.from} – ${manifest.window.until} (${escapeHtml(manifest.window.zone)})`;
  const byKind = Object.entries(text.conditionKind).map(([kind, name]): [string, string] => [
    name,
    list(
      shown.conditions
        .filter(({ condition }) => condition.type === kind)
        .map(
          ({ condition, identifier }) =>
            `<span class="id" id="r-${condition.id}">${escapeHtml(identifier ?? '')}</span> ` +
            `${escapeHtml(condition.text)} <small>${condition.severity}</small>`,
        ),
    ),
  ]);
  return section(
    text.label,
    rows([
      [text.subject, escapeHtml([subject?.name, subject?.version].filter(Boolean).join(', '))],
      [text.window, window],
      [text.atEnd, decision === null ? '' : text.ends[decision.atEnd]],
      ...byKind,
      [text.notCovered, list((decision?.notCovered ?? []).map(escapeHtml))],
    ]),
  );
}

function withheldSection(shown: DisclosedCase): string {
  return section(
    text.withheld,
    list(
      shown.withheld.map(
        (group) =>
          `<span class="withheld">${text.withholdClass[group.class]}</span> ` +
          `${group.count} ${text.records}: ${group.reasons.map(escapeHtml).join('; ')}`,
      ),
    ),
  );
}

/** Nested lists from the flat outline: each entry one deeper opens a list inside the last item. */
function argumentSection(shown: DisclosedCase): string {
  let html = '';
  let depth = -1;
  for (const entry of shown.outline) {
    if (entry.depth > depth) {
      html += '<ol>';
    } else {
      html += '</li>' + '</ol></li>'.repeat(depth - entry.depth);
    }
    depth = entry.depth;
    html += `\n<li>${outlineEntry(entry, shown)}`;
  }
  if (depth >= 0) html += '</li></ol>' + '</li></ol>'.repeat(depth);
  return section(text.argument, html);
}

function outlineEntry(entry: OutlineEntry, shown: DisclosedCase): string {
  switch (entry.entry) {
    case 'node':
      return nodeHtml(entry, shown);
    case 'repeat':
      return `<p class="again">${text.again} <a href="#r-${entry.id}">${escapeHtml(entry.identifier ?? text.noIdentifier)}</a></p>`;
    case 'withheld':
      return withheldMark(entry, entry.count);
  }
}

function nodeHtml(entry: DisclosedNode, shown: DisclosedCase): string {
  const { node } = entry;
  const marks = [
    node.public ? text.marks.public : '',
    node.undeveloped ? text.marks.undeveloped : '',
    node.openProblem === null ? '' : text.marks.openProblem,
    node.claim === 'claimed' ? '' : text.claim[node.claim],
    entry.relation === 'unconnected' ? text.marks.unconnected : '',
  ].filter(Boolean);
  const head =
    `<p class="head"><span class="kind">${text.nodeKind[node.type]}</span> ` +
    `<span class="id">${escapeHtml(entry.identifier ?? text.noIdentifier)}</span>` +
    `${marks.map((mark) => ` <small>· ${mark}</small>`).join('')}</p>`;
  const words = entry.text.shown
    ? `<p class="statement">${escapeHtml(entry.text.value.statement)}</p>` +
      (entry.text.value.body === null
        ? ''
        : `<div class="body">${richHtml(entry.text.value.body)}</div>`) +
      (entry.text.value.localNote === '' ? '' : `<p>${escapeHtml(entry.text.value.localNote)}</p>`)
    : withheldMark(entry.text, 1);
  return `<article id="r-${node.id}">${head}${words}${supportHtml(entry, shown)}</article>`;
}

function supportHtml(entry: DisclosedNode, shown: DisclosedCase): string {
  const { away } = entry.node;
  return rows([
    [
      text.cites,
      away === null
        ? ''
        : `${escapeHtml(away.module)}, ${escapeHtml(away.node)}` +
          (away.baseDigest === null ? '' : ` <code>${away.baseDigest}</code>`),
    ],
    [
      text.criteria,
      list(
        entry.criteria.map(
          (criterion) =>
            `<code>${escapeHtml(criterion.metric)} ${escapeHtml(criterion.comparator)} ` +
            `${criterion.value}</code> ${escapeHtml(criterion.unit)}` +
            (criterion.failure === ''
              ? ''
              : ` — ${text.failure}: ${escapeHtml(criterion.failure)}`),
        ),
      ),
    ],
    [text.evidence, list(entry.evidence.map(evidenceHtml))],
    [
      text.defeaters,
      list(entry.defeaters.map((one) => defeaterHtml(one.identifier, one.defeater))),
    ],
    [
      text.conditions,
      entry.conditions
        .map(
          (condition) =>
            `<a href="#r-${condition.id}">${escapeHtml(shown.identifiers.get(condition.id) ?? text.condition)}</a>`,
        )
        .join(', '),
    ],
  ]);
}

function evidenceHtml(one: DisclosedNode['evidence'][number]): string {
  if (!one.evidence.shown) return withheldMark(one.evidence, 1);
  const { title, method, subject, version } = one.evidence.value;
  const figures = one.metrics.map(
    (metric) =>
      `<code>${escapeHtml(metric.name)} = ${metric.value}` +
      `${metric.stderr === null ? '' : ` ± ${metric.stderr}`}</code>` +
      (metric.samples === null ? '' : ` <small>n = ${metric.samples}</small>`),
  );
  return (
    `${escapeHtml(title)}${version === null ? '' : `, ${text.version} ${version}`}` +
    `${method === '' ? '' : `; ${escapeHtml(method)}`}${subject === '' ? '' : `; ${escapeHtml(subject)}`}` +
    `${one.shows === '' ? '' : ` — ${escapeHtml(one.shows)}`}${list(figures)}` +
    (one.bytes === null
      ? ''
      : `<small>sha-256 <code>${one.bytes.sha256}</code>, ${one.bytes.size} ${text.bytes}</small>`)
  );
}

function defeaterHtml(
  identifier: string | null,
  defeater: DisclosedCase['otherDefeaters'][number]['defeater'],
): string {
  return (
    `<span class="id">${escapeHtml(identifier ?? '')}</span> ${text.defeaterKind[defeater.type]}: ` +
    `${escapeHtml(defeater.text)} <em>${defeater.response === '' ? text.unanswered : escapeHtml(defeater.response)}</em>`
  );
}

function dispositionSection(shown: DisclosedCase): string {
  return section(
    text.dispositions,
    list(
      shown.dispositions.map(
        (one) =>
          `<span class="id">${escapeHtml(one.condition)}</span> ${text.disposition[one.disposition]}` +
          rows([
            [
              text.by,
              one.by
                .map(
                  (id) =>
                    `<a href="#r-${id}">${escapeHtml(shown.identifiers.get(id) ?? text.noIdentifier)}</a>`,
                )
                .join(', '),
            ],
            [text.owner, escapeHtml(one.owner)],
            [text.compensating, escapeHtml(one.compensating)],
            [text.reviewBy, escapeHtml(one.reviewBy)],
            [text.rationale, escapeHtml(one.rationale)],
          ]),
      ),
    ),
  );
}

function doubtSection(shown: DisclosedCase): string {
  const name = (id: string | null): string =>
    id === null
      ? ''
      : `<a href="#r-${id}">${escapeHtml(shown.identifiers.get(id) ?? text.noIdentifier)}</a> `;
  return section(
    text.doubts,
    list([
      ...shown.residuals.map(
        (one) => `${name(one.about)}${text.residual[one.type]} ${escapeHtml(one.text)}`,
      ),
      ...shown.otherDefeaters.map((one) => defeaterHtml(one.identifier, one.defeater)),
    ]),
  );
}

function factSection(shown: DisclosedCase): string {
  const { setting, subject, changelog } = shown;
  return section(
    text.facts,
    rows([
      [text.description, escapeHtml(subject?.description ?? '')],
      [text.subjectDigest, escapeHtml(subject?.digest ?? '')],
      ...(setting === null
        ? []
        : Object.entries(text.setting).map(([member, name]): [string, string] => [
            name,
            escapeHtml(setting[member as keyof typeof text.setting]),
          ])),
      [
        text.outcomes,
        list(
          shown.outcomes.map(
            ({ outcome, identifier }) =>
              `<span class="id">${escapeHtml(identifier ?? '')}</span> ${escapeHtml(outcome.text)}: ${escapeHtml(outcome.criterion)}`,
          ),
        ),
      ],
      [
        text.failureConditions,
        list(
          shown.failureConditions.map(
            (one) =>
              `${escapeHtml(one.text)} — ${one.unmonitorable ? text.unmonitorable : escapeHtml(one.trigger)}`,
          ),
        ),
      ],
      [text.changelog, escapeHtml(changelog?.text ?? '')],
    ]),
  );
}

function withheldMark(why: Withholding, count: number): string {
  return (
    `<p class="withheld"><strong>${text.withheldMark}</strong> ${text.withholdClass[why.class]}` +
    `${count > 1 ? `, ${count} ${text.elements}` : ''}: ${escapeHtml(why.reason)}</p>`
  );
}
