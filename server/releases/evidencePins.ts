import type { CaseDocument } from '@/core/argument/document';
import type { EvidenceFacts } from '@/core/checks/finding';
import type { ResolvedEvidence } from '@/core/snapshot/recordsOf';
import {
  EVIDENCE_VERSION_STATES,
  type EvidenceVersionState,
} from '@/core/workflow/evidenceVersion';
import type { Db } from '@/server/platform/database';

/** What a freeze pins, and what stands in its way. */
export interface EvidencePins {
  resolved: ResolvedEvidence[];
  pinned: { versionId: string; sha256: string }[];
  /** What the checks need to know of the artefacts, by row id. */
  facts: Map<string, EvidenceFacts>;
  /** One sentence for each artefact that cannot be pinned, with the nodes that use it. */
  notReady: { words: string; nodes: string[] }[];
}

/**
 * The version of each referenced artefact that a release pins: the newest that was not retracted. A
 * newer version that is not ready refuses the freeze, so that nobody pins an old one by accident.
 */
export async function pinEvidence(
  db: Db,
  caseId: string,
  document: CaseDocument,
): Promise<EvidencePins> {
  const uses = new Map<string, string[]>();
  for (const { evidence, node } of document.evidence) {
    uses.set(evidence, [...(uses.get(evidence) ?? []), node]);
  }
  const artefacts = await db.evidenceArtifact.findMany({
    where: { caseId, id: { in: [...uses.keys()] } },
    select: {
      id: true,
      number: true,
      title: true,
      kind: true,
      method: true,
      subject: true,
      illustrative: true,
      versions: {
        where: { state: { not: 'retracted' } },
        orderBy: { number: 'desc' },
        take: 1,
        select: {
          id: true,
          number: true,
          state: true,
          sha256: true,
          size: true,
          mediaType: true,
          metrics: {
            select: { name: true, value: true, stderr: true, samples: true },
            orderBy: { name: 'asc' },
          },
        },
      },
    },
  });
  const found = new Map(artefacts.map((artefact) => [artefact.id, artefact]));
  const pins: EvidencePins = { resolved: [], pinned: [], facts: new Map(), notReady: [] };
  for (const [id, nodes] of uses) {
    const artefact = found.get(id);
    const version = artefact?.versions[0];
    if (artefact !== undefined) {
      pins.facts.set(id, {
        title: artefact.title,
        state: stateOf(version?.state),
        illustrative: artefact.illustrative,
        method: artefact.method,
        subject: artefact.subject,
      });
    }
    const refuse = (words: string): void => void pins.notReady.push({ words, nodes });
    if (artefact === undefined) {
      refuse('a reference to evidence that is not in this case');
    } else if (version === undefined) {
      refuse(`${artefact.title} (no version left)`);
    } else if (version.state !== 'ready' || version.sha256 === null) {
      refuse(`${artefact.title}, version ${version.number} (${version.state})`);
    } else {
      pins.pinned.push({ versionId: version.id, sha256: version.sha256 });
      pins.resolved.push({
        evidence: id,
        title: artefact.title,
        kind: artefact.kind,
        method: artefact.method,
        subject: artefact.subject,
        version: {
          number: version.number,
          sha256: version.sha256,
          size: Number(version.size),
          mediaType: version.mediaType,
          metrics: version.metrics,
        },
      });
    }
  }
  return pins;
}

/** The stored word as the machine of evidence versions knows it; no version is a retracted one. */
function stateOf(stored: string | undefined): EvidenceVersionState {
  return EVIDENCE_VERSION_STATES.find((state) => state === stored) ?? 'retracted';
}
