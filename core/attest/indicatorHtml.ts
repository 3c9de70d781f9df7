import { durationWords, parseDuration } from '@/core/monitor/duration';
import type { DisclosedCase } from '@/core/snapshot/disclosed';
import { escapeHtml } from './escapeHtml';
import { HTML_TEXT } from './htmlText';

const text = HTML_TEXT.indicator;

/**
 * An indicator as frozen: definition, source, limits, rhythm, and the claim that it watches. How it
 * stands is said where that is computed, never in a document that is signed.
 */
export function indicatorHtml(
  { indicator, identifier }: DisclosedCase['indicators'][number],
  { identifiers }: DisclosedCase,
): string {
  const { node, title, definition, source, comparator, amber, red, period, grace } = indicator;
  const limit = (value: string): string => {
    const unit = indicator.unit === '' ? '' : ` ${indicator.unit}`;
    return `${text.good[comparator]} <code>${escapeHtml(value + unit)}</code>`;
  };
  const claim = identifiers.get(node);
  const watched =
    claim === undefined ? text.withheld : `<a href="#r-${node}">${escapeHtml(claim)}</a>`;
  return (
    `<span class="id" id="r-${indicator.id}">${escapeHtml(identifier ?? '')}</span> ` +
    `${escapeHtml(title)} — ${text.watches} ${watched}` +
    `<p>${escapeHtml(definition)}</p>` +
    `<p>${text.green} ${limit(amber)}, ${text.amber} ${limit(red)}, ${text.red}; ` +
    `${text.every} ${durationHtml(period)}, ${text.grace} ${durationHtml(grace)}; ` +
    `${text.source} ${escapeHtml(source)}</p>` +
    (indicator.critical ? `<p><strong>${text.critical}</strong></p>` : '')
  );
}

function durationHtml(written: string): string {
  const duration = parseDuration(written);
  return escapeHtml(duration === null ? written : durationWords(duration));
}
