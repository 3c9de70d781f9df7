import { deflateRawSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readInspectLog } from './inspect';
import type { InspectLog } from './inspectLog';
import { type ZipFixtureEntry, zipFixture } from './zipFixture';

/** A log as Inspect 0.3.2xx writes it, without what is not read. */
const header = (changed: Record<string, unknown> = {}) => ({
  version: 2,
  status: 'success',
  eval: {
    eval_id: 'e',
    created: '2026-11-10T08:00:00+01:00',
    task: 'control_evaluation',
    dataset: { name: 'sabotage-tasks', samples: 4800, sample_ids: [1, 2], shuffled: false },
    model: 'meridian/larch-2',
    model_roles: { monitor: { model: 'meridian/alder-1' } },
    solver: 'react',
    config: { epochs: 1 },
    revision: { type: 'git', origin: 'git@example.org:evals.git', commit: 'a1b2c3d' },
    packages: { inspect_ai: '0.3.210' },
  },
  results: {
    total_samples: 4800,
    completed_samples: 4800,
    scores: [
      {
        name: 'attack_success',
        scorer: 'attack_success',
        scored_samples: 4800,
        unscored_samples: 0,
        metrics: {
          mean: { name: 'mean', value: 0.0062 },
          stderr: { name: 'stderr', value: 0.0011329 },
          upper: { name: 'upper', value: 9.3e-3 },
        },
      },
    ],
  },
  stats: { started_at: '2026-11-10T08:00:01+01:00', completed_at: '2026-11-10T11:30:00+01:00' },
  ...changed,
});
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const json = (value: unknown) => new Blob([bytes(value)]);
const stored = (name: string, value: unknown): ZipFixtureEntry => {
  const raw = bytes(value);
  return { name, raw, method: 0, size: raw.length };
};
const deflated = (name: string, value: unknown): ZipFixtureEntry => {
  const raw = bytes(value);
  return { name, raw: deflateRawSync(raw), method: 8, size: raw.length };
};
const zstd = (name: string, value: unknown): ZipFixtureEntry => {
  const raw = bytes(value);
  return { name, raw: zstdCompressSync(raw), method: 93, size: raw.length };
};
async function read(source: Blob): Promise<InspectLog> {
  const reading = await readInspectLog(source);
  if (!reading.ok) throw new Error(`${reading.error.at}: ${reading.error.message}`);
  return reading.log;
}
const codes = (log: InspectLog) => log.warnings.map((warning) => warning.code);

describe('an Inspect log', () => {
  it('is read from JSON', async () => {
    expect(await read(json(header()))).toEqual({
      format: 'inspect',
      container: 'json',
      task: 'control_evaluation',
      model: 'meridian/larch-2',
      dataset: { name: 'sabotage-tasks', samples: 4800 },
      samples: { total: 4800, completed: 4800 },
      status: 'success',
      started: '2026-11-10T07:00:01.000Z',
      finished: '2026-11-10T10:30:00.000Z',
      metrics: [
        { name: 'attack_success/mean', value: '0.0062', stderr: '0.0011329', samples: 4800 },
        { name: 'attack_success/stderr', value: '0.0011329', stderr: null, samples: 4800 },
        { name: 'attack_success/upper', value: '0.0093', stderr: null, samples: 4800 },
      ],
      subject: {
        models: ['meridian/larch-2', 'meridian/alder-1'],
        solver: 'react',
        origin: 'git@example.org:evals.git',
        commit: 'a1b2c3d',
        dirty: false,
        inspectVersion: '0.3.210',
      },
      warnings: [],
    });
  });

  it('is the same from an archive, stored, deflated or in Zstandard', async () => {
    const plain = await read(json(header()));
    for (const pack of [stored, deflated, zstd]) {
      const archive = zipFixture([
        pack('samples/1_epoch_1.json', {}),
        pack('header.json', header()),
      ]);
      expect(await read(archive)).toEqual({ ...plain, container: 'eval' });
    }
  });

  it('is read from Zstandard in several frames', async () => {
    const raw = bytes(header());
    const half = Math.floor(raw.length / 2);
    const frames = [raw.subarray(0, half), raw.subarray(half)].map((part) =>
      zstdCompressSync(part),
    );
    const entry = { name: 'header.json', raw: Buffer.concat(frames), method: 93, size: raw.length };
    expect((await read(zipFixture([entry]))).task).toBe('control_evaluation');
  });

  it('takes the last header where the archive was edited by appending', async () => {
    const first = deflated('header.json', header({ status: 'started' }));
    const last = zstd('header.json', header({ status: 'cancelled' }));
    const log = await read(zipFixture([first, deflated('summaries.json', []), last]));
    expect(log.status).toBe('cancelled');
    expect(codes(log)).toEqual(['not-finished']);
  });

  it('is read from its journal when the run was killed before the end', async () => {
    const { version, eval: spec } = header();
    const log = await read(zipFixture([deflated('_journal/start.json', { version, eval: spec })]));
    expect(log.status).toBe('started');
    expect(codes(log)).toEqual(['not-finished', 'no-scores']);
  });

  it('keeps the digits that the log writes', async () => {
    const text = JSON.stringify(header()).replace('0.0062', '0.123456789012345678901');
    expect((await read(json(text))).metrics[0]?.value).toBe('0.123456789012345678901');
  });

  it('reads bare NaN and Infinity and leaves texts that contain the words alone', async () => {
    const text = JSON.stringify(header())
      .replace('0.0062', 'NaN')
      .replace('0.0011329', '-Infinity')
      .replace('sabotage-tasks', 'NaN, Infinity and \\"-Infinity\\"');
    const log = await read(json(text));
    expect(log.dataset.name).toBe('NaN, Infinity and "-Infinity"');
    expect(log.metrics.map((metric) => metric.name)).toEqual(['attack_success/upper']);
    expect(log.warnings[0]).toEqual({
      code: 'metric-not-a-number',
      message: 'attack_success/mean is NaN in the log and was left out.',
    });
  });

  it('warns of what weakens it', async () => {
    const log = await read(
      json(
        header({
          version: 3,
          status: 'error',
          invalidated: true,
          error: { message: 'out of credit' },
          eval: {
            ...header().eval,
            model: 'mockllm/model',
            dataset: { name: 'sabotage-tasks', samples: 4800, sample_ids: [7, 8, 9] },
            config: { limit: 3, epochs: 2 },
            revision: { commit: 'a1b2c3d', dirty: true },
          },
          results: { total_samples: 6, completed_samples: 5, scores: [] },
        }),
      ),
    );
    expect(codes(log)).toEqual([
      'not-finished',
      'run-error',
      'invalidated',
      'dirty-commit',
      'mock-model',
      'newer-format',
      'limited-samples',
      'incomplete-samples',
      'no-scores',
    ]);
    expect(log.warnings.map((warning) => warning.message)).toContain(
      'The run was limited to 3 of 4800 samples.',
    );
  });

  it('is not called limited where the limit did not bite', async () => {
    const spec = { ...header().eval, config: { limit: 4800 } };
    expect(codes(await read(json(header({ eval: spec }))))).toEqual([]);
  });

  it('tells reducers of one scorer apart', async () => {
    const score = (reducer: string, value: number) => ({
      name: 'match',
      reducer,
      metrics: { accuracy: { value } },
    });
    const results = { completed_samples: 5, scores: [score('mean', 0.5), score('max', 1)] };
    const log = await read(json(header({ results })));
    expect(log.metrics.map((metric) => metric.name)).toEqual([
      'match[mean]/accuracy',
      'match[max]/accuracy',
    ]);
  });

  it('is read though it is old and lacks most keys', async () => {
    const log = await read(json({ eval: { task: 't' } }));
    expect(log).toMatchObject({
      task: 't',
      model: '',
      status: 'unknown',
      started: null,
      samples: { total: null, completed: null },
    });
    expect(codes(log)).toEqual(['not-finished', 'no-commit', 'no-model', 'no-scores']);
  });

  it('is read whole though its samples are huge, without keeping them', async () => {
    const sample = `{"input":"${'a \\"quoted\\" [text] '.repeat(2000)}"}`;
    const parts = Array.from({ length: 200 }, (_, index) => (index === 0 ? '' : ',') + sample);
    const text = JSON.stringify(header());
    const log = await read(
      new Blob(['{"samples":[', ...parts, '],', text.slice(1)].map((part) => bytes(part))),
    );
    expect(log.task).toBe('control_evaluation');
  });
});

/** A Zstandard frame with empty raw blocks. */
function frame(windowDescriptor: number, blocks: number): Uint8Array {
  const raw = new Uint8Array(6 + 3 * blocks);
  raw.set([0x28, 0xb5, 0x2f, 0xfd, 0, windowDescriptor]);
  raw[raw.length - 3] = 1;
  return raw;
}

describe('what is no Inspect log', () => {
  const refusal = async (source: Blob) => {
    const reading = await readInspectLog(source);
    if (reading.ok) throw new Error('was read');
    return reading.error;
  };

  it('is refused with the place', async () => {
    expect(await refusal(new Blob([]))).toMatchObject({ code: 'not-inspect' });
    expect(await refusal(json('%PDF-1.7'))).toMatchObject({ code: 'not-inspect', at: 'byte 0' });
    expect(await refusal(json('[1]'))).toMatchObject({ code: 'not-inspect' });
    expect(await refusal(json({ eval: {} }))).toMatchObject({ code: 'not-inspect', at: 'eval' });
    expect(await refusal(zipFixture([deflated('a.txt', 'a')]))).toMatchObject({
      code: 'not-inspect',
    });
    expect(await refusal(json(`${JSON.stringify(header())} {}`))).toMatchObject({
      code: 'damaged',
    });
    const broken = JSON.stringify(header()).replace('"upper":{', '"upper":{,');
    expect(await refusal(json(broken))).toMatchObject({
      code: 'damaged',
      at: 'results.scores[0].metrics.upper',
    });
    const cut = JSON.stringify(header());
    expect(
      await refusal(json(cut.slice(0, cut.indexOf('attack')))).then((error) => error.message),
    ).toBe('It ends in the middle of “results”.');
  });

  it('is refused in bounded time and memory when it is a bomb', async () => {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    const bombs = [
      { name: 'header.json', raw: deflateRawSync(zeros), method: 8, size: zeros.length },
      { name: 'header.json', raw: deflateRawSync(zeros), method: 8, size: 1000 },
      { name: 'header.json', raw: zstdCompressSync(zeros), method: 93, size: 1000 },
      { name: 'header.json', raw: bytes('x'), method: 12, size: 1 },
      // A frame that claims a window of 1 GiB, and one with a million empty blocks over 8 MiB.
      { name: 'header.json', raw: frame(0xa0, 1), method: 93, size: 1000 },
      { name: 'header.json', raw: frame(0x68, 1_000_000), method: 93, size: 1000 },
    ];
    for (const bomb of bombs) {
      expect(['too-large', 'damaged']).toContain((await refusal(zipFixture([bomb]))).code);
    }
    expect((await refusal(new Blob([zeros]))).code).toBe('not-inspect');
    expect((await refusal(new Blob([zeros.fill(0x20)]))).code).toBe('not-inspect');
    const deep = `{"eval":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect((await refusal(json(deep))).message).toContain('levels deep');
    expect((await refusal(json(`{"eval":"${'x'.repeat(40_000_000)}"}`))).code).toBe('too-large');
  });

  it('never hangs or throws, whatever byte is changed', async () => {
    const archive = new Uint8Array(
      await zipFixture([
        deflated('header.json', header()),
        zstd('header.json', header()),
      ]).arrayBuffer(),
    );
    const document = bytes(header());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(archive, document),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(), { nil: null }),
        async (original, changes, cut) => {
          const copy = original.slice();
          for (const [at, byte] of changes) copy[at % copy.length] = byte;
          const source = new Blob([cut === null ? copy : copy.slice(0, cut % copy.length)]);
          const reading = await readInspectLog(source);
          if (!reading.ok) expect(reading.error.message).not.toBe('');
        },
      ),
      { numRuns: 400 },
    );
  });
});
