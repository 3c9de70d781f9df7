import { setFlagsFromString } from 'node:v8';
import { BUNDLE_LIMITS } from '@/core/attest/bundleLimits';
import { verifyBundle } from '@/core/attest/verify';
import type { VerificationReport } from '@/core/attest/report';
import { InputError, jsonText, readArgs } from '../command';
import type { Run } from '../command';

const EXITS = { valid: 0, false: 2, 'not-checkable': 3 } as const;
const MARKS = { ok: 'ok         ', false: 'FALSE      ', 'not-checked': 'not checked' } as const;

export const runVerify: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['BUNDLE'], {
    trust: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  // A bundle is taken apart into very many small things that live on. From Node 22 on the young
  // generation grows so far that it holds more than they take.
  if (Number.parseInt(process.versions.node) >= 22)
    setFlagsFromString('--semi-space-growth-factor=1');
  let report: VerificationReport;
  try {
    const { source, close } = await io.open(positionals[0] ?? '-', BUNDLE_LIMITS.bytes);
    try {
      report = verifyBundle(source, { now: io.now(), trustedKeys: values.trust ?? [] });
    } finally {
      close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.err(error.message);
    return EXITS['not-checkable'];
  }
  if (values.json) io.out(jsonText(report));
  else for (const line of linesOf(report)) io.out(line);
  return EXITS[report.outcome];
};

function linesOf({ lines, release, summary }: VerificationReport): string[] {
  const width = Math.max(...lines.map(({ check }) => check.length));
  return [
    ...lines.map(
      ({ check, result, detail }) => `${MARKS[result]}  ${check.padEnd(width)}  ${detail}`,
    ),
    '',
    ...(release === null
      ? []
      : [
          `${release.title} (${release.case}, release ${release.number})`,
          `status at the checkpoint: ${release.status}`,
          ...release.signoffs.map((signoff) => {
            const who = release.names[signoff.person] ?? `key ${signoff.keyId.slice(0, 8)}`;
            const from = release.names[signoff.organisation] ?? signoff.organisation;
            return `${signoff.decision} by ${who}, ${from}, ${signoff.issuedAt} (${signoff.capacity})`;
          }),
          '',
        ]),
    summary,
  ];
}
