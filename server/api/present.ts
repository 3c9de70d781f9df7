import type { IndicatorReadings, Watching } from '@/server/monitors/readings';
import { presentBreach } from '@/server/monitors/present';
import type { ReadingRow } from '@/server/monitors/repo';
import type { Pushed } from '@/server/evidence/push';
import type { EvidencePushed, IndicatorReadingsAnswer, ReadingTaken } from './schemas';

export function presentTaken({ readings, watching }: IndicatorReadings): ReadingTaken {
  const [taken] = readings;
  if (taken === undefined) throw new Error('A reading was taken and is not there.');
  return { reading: readingOf(taken), standings: watching.map(standingOf) };
}

export function presentReadings({
  readings,
  watching,
}: IndicatorReadings): IndicatorReadingsAnswer {
  const [newest] = watching;
  if (newest === undefined) throw new Error('Readings of an indicator that nothing watches.');
  const { indicatorId, identifier, title } = newest.indicator.row;
  return {
    indicator: { id: indicatorId, identifier, title },
    readings: readings.map(readingOf),
    standings: watching.map(standingOf),
  };
}

export function presentPushed({ artefact, version }: Pushed): EvidencePushed {
  const { sha256 } = version;
  if (sha256 === null) throw new Error('A file was taken and has no digest.');
  return {
    evidenceId: artefact.id,
    identifier: `EV-${artefact.number}`,
    title: artefact.title,
    kind: artefact.kind,
    versionId: version.id,
    version: version.number,
    fileName: version.fileName,
    size: version.size,
    sha256,
    state: version.state,
    reason: version.reason,
  };
}

function readingOf({ value, at, receivedAt, note }: ReadingRow): ReadingTaken['reading'] {
  return { value, at: at.toISOString(), receivedAt: receivedAt.toISOString(), note };
}

function standingOf({
  release,
  indicator: { row, terms, standing },
}: Watching): ReadingTaken['standings'][number] {
  return {
    release: release.number,
    state: standing.state,
    silentFrom: standing.silentFrom.toISOString(),
    unanswered: standing.unanswered && presentBreach(standing.unanswered),
    critical: row.critical,
    limits: { ...terms, unit: row.unit },
  };
}
