import { deflateRawSync } from 'node:zlib';
import { sampleBundle } from '@/core/attest/testing/sampleBundle';
import { blankCase, blankLink, blankNode } from '@/core/argument/blank';
import { LIMITS } from '@/core/argument/limits';
import { countingIds } from '@/core/argument/ids';
import { zipFixture } from '@/core/evidence/zipFixture';
import { exportCasewrightJson } from '@/core/formats/casewrightJson';
import { EXPORT_FORMATS } from '@/core/formats/exportFormats';
import { builtInTemplate } from '@/core/templates/templates';
import { heavyViews } from './heavyBundles';

/** A file that nobody should be harmed by. */
export interface HostileFile {
  kind: string;
  /** What it is read as: an import format, or what `evidence read` and `verify` read. */
  format: string;
  /** The command that reads it; FILE stands for its path. */
  command: string;
  /** Exit code (docs/command-line.md). */
  exit: number;
  /** What is said, with the place. */
  says: RegExp;
  /** Pieces of the file; a number is so many zero bytes, which take no room on a disk. */
  make: () => Iterable<string | Uint8Array | number> | Promise<Iterable<string | Uint8Array>>;
}

const MiB = 1024 * 1024;
const NOTHING = 100 * MiB;
const LINE = String.raw`line_\d+,_column_\d+`;

const PREFIX = {
  casewright: '{"schema":"casewright/1","nodes":',
  tea: '{"version":"2.0","case":{"name":"x"},"elements":',
  sacm: '<AssuranceCasePackage><argumentPackage>',
  template: 'meta:\n  id: x\nnodes: ',
  gsn2x: 'G1:\n  text: ',
  ltac: '- Claim C1: x\n',
  inspect: '{"version":2,"eval":{"task":"x"},"results":',
} as const;

const IMPORTED = ['casewright', 'template', 'tea', 'sacm', 'gsn2x', 'ltac'] as const;

const read = (format: string) => `import FILE --format ${format} --json`;

function refusedImport(
  kind: string,
  format: (typeof IMPORTED)[number],
  says: RegExp,
  make: HostileFile['make'],
): HostileFile {
  return { kind, format, command: read(format), exit: 2, says, make };
}
function refusedLog(kind: string, says: RegExp, make: HostileFile['make']): HostileFile {
  return { kind, format: 'inspect', command: 'evidence read FILE', exit: 2, says, make };
}
function refusedBundle(
  kind: string,
  exit: 2 | 3,
  says: RegExp,
  make: HostileFile['make'],
): HostileFile {
  return { kind, format: 'bundle', command: 'verify FILE', exit, says, make };
}

/** A case as a format writes it. */
function written(format: string): Uint8Array {
  const document = builtInTemplate('hospital-supplement', countingIds());
  const found = EXPORT_FORMATS.find(({ id }) => id === format);
  if (!found) throw new Error(`Nothing writes ${format}.`);
  return found.write(document).bytes;
}

const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);
const nested = (open: string, close: string, deep: number) =>
  `${open.repeat(deep)}${close.repeat(deep)}`;
const rows = (count: number, row: (at: number) => string, between = ',') =>
  Array.from({ length: count }, (_, at) => row(at)).join(between);
const hex = (at: number) => at.toString(16).padStart(32, '0');
const archive = async (name: string, raw: Uint8Array, method: number, size: number) => [
  new Uint8Array(await zipFixture([{ name, raw, method, size }]).arrayBuffer()),
];

/** 20,000 goals, and for each of them a link between the two that are named by position. */
function heavyCase(
  kind: string,
  command: string,
  exit: number,
  says: RegExp,
  ends: (at: number) => [from: number, to: number],
): HostileFile {
  const make = () => {
    const id = (at: number) => hex(at + 1);
    const all = Array.from({ length: LIMITS.nodes }, (_, at) => at);
    const nodes = all.map((at) => {
      return blankNode({ id: id(at), kind: 'goal', identifier: `G${at}`, module: 'main' });
    });
    const links = all
      .map(ends)
      .filter(([from, to]) => from !== to && to < nodes.length)
      .map(([from, to], at) =>
        blankLink({
          id: hex(at + 1_000_000),
          kind: 'supported-by',
          from: id(from),
          to: id(to),
          rank: 'a',
        }),
      );
    return [exportCasewrightJson({ ...blankCase({ module: 'main', root: id(0), nodes, links }) })];
  };
  return { kind, format: 'casewright', command, exit, says, make };
}

/** The worst files that are known of each kind: what is refused only after all of it was looked at. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  ...(['casewright', 'tea', 'sacm'] as const).map((format) =>
    refusedImport('cut off', format, new RegExp(`^error ${LINE} .+\\.$`, 'm'), () => [
      half(written(format)),
    ]),
  ),
  refusedLog('cut off', /^error damaged byte_\d+ It ends in the middle of “results”\.$/m, () => [
    `${PREFIX.inspect}{"scores":[`,
  ]),
  refusedBundle('cut off', 2, /The file is cut short: \S+ would end at byte \d+ of \d+\.$/m, () => [
    half(sampleBundle('full')),
  ]),

  ...IMPORTED.map((format) =>
    refusedImport('UTF-16', format, /^error byte_\d+ The file is not UTF-8 text\.$/m, () => [
      Buffer.from(`\ufeff${PREFIX[format]}`, 'utf16le'),
    ]),
  ),
  ...(['casewright', 'sacm'] as const).map((format) =>
    refusedImport('Latin-1, late', format, /^error byte_\d+ The file is not UTF-8 text\.$/m, () => [
      ' '.repeat(31 * MiB),
      Uint8Array.of(0xe9, 0x20),
    ]),
  ),
  refusedLog('UTF-16', /^error not-inspect byte_0 This is not a JSON object\.$/m, () => [
    Buffer.from('\ufeff{}', 'utf16le'),
  ]),
  refusedLog('Latin-1', /^error damaged eval The text is not UTF-8\.$/m, () => [
    '{"eval":"',
    Uint8Array.of(0xe9),
    '"}',
  ]),

  // Told by its size, before its format matters.
  refusedImport('100 MB of nothing', 'casewright', /^\S+ is larger than 64 MiB\.$/m, () => [
    NOTHING,
  ]),
  refusedLog('100 MB of nothing', /^error not-inspect byte_0 /m, () => [NOTHING]),
  refusedLog('100 MB of blanks', /^error not-inspect byte_\d+ There is nothing in it\.$/m, () => [
    ' '.repeat(NOTHING),
  ]),
  refusedBundle('100 MB of nothing', 3, /This is not a bundle file\.$/m, () => [NOTHING]),
  refusedImport('64 MB of blanks', 'casewright', new RegExp(`^error ${LINE} .+\\.$`, 'm'), () => [
    ' '.repeat(64 * MiB),
  ]),
  ...(['gsn2x', 'ltac'] as const).map((format) =>
    refusedImport('32 MB of blanks', format, /^error \S+ .+\.$/m, () => [' '.repeat(32 * MiB)]),
  ),
  ...(['gsn2x', 'ltac'] as const).map((format) =>
    refusedImport('32 MB of lines', format, /^error \S+ .+\.$/m, () => ['\n'.repeat(32 * MiB)]),
  ),

  refusedImport('entities in entities', 'sacm', /^error line_1,\S+ .*DOCTYPE.*\.$/m, () => [
    `<!DOCTYPE x [<!ENTITY a0 "ha">${rows(30, (at) => `<!ENTITY a${at + 1} "&a${at};&a${at};">`, '')}]><x>&a30;</x>`,
  ]),
  refusedImport('an entity from elsewhere', 'sacm', /^error line_1,\S+ .*DOCTYPE.*\.$/m, () => [
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
  ]),
  refusedImport('character references', 'sacm', /^error line_1,\S+ .*references\.$/m, () => [
    `${PREFIX.sacm}<claim content="${'&amp;'.repeat(1_000_001)}"/>`,
  ]),

  ...(['template', 'gsn2x'] as const).map((format) =>
    refusedImport('aliases of aliases', format, /^error \S+ .+\.$/m, () => [
      PREFIX[format],
      `&a0 [x, x]\n`,
      rows(40, (at) => `b${at}: &a${at + 1} [*a${at}, *a${at}]`, '\n'),
    ]),
  ),
  ...(['template', 'gsn2x'] as const).map((format) =>
    refusedImport('a million aliases', format, /^error \S+ .+\.$/m, () => [
      PREFIX[format],
      `&a x\nb: [${'*a,'.repeat(1_000_000)}]\n`,
    ]),
  ),

  refusedLog('a deflate bomb', /^error too-large header\.json .+\.$/m, () =>
    archive('header.json', deflateRawSync(new Uint8Array(NOTHING)), 8, NOTHING),
  ),
  refusedLog('a deflate bomb that lies', /^error damaged header\.json .+\.$/m, () =>
    archive('header.json', deflateRawSync(new Uint8Array(4 * NOTHING)), 8, 1_000),
  ),
  refusedLog('a bomb of blanks', /^error damaged \S+ .+\.$/m, () =>
    archive('header.json', deflateRawSync(Buffer.alloc(32 * MiB, ' ')), 8, 32 * MiB),
  ),
  refusedBundle('a deflate bomb', 3, /not laid out as the format demands, from byte 0 on\.$/m, () =>
    archive('manifest.json', deflateRawSync(new Uint8Array(4 * NOTHING)), 8, 4 * NOTHING),
  ),
  refusedBundle('larger than any bundle', 3, /is larger than 256 MiB\.$/m, () => [400 * MiB]),
  ...heavyViews(refusedBundle),

  // Not refused but judged: a case of the greatest size, linked as no case is.
  heavyCase(
    'a cycle of 20,000',
    'check FILE',
    1,
    /^error\tacyclic\tG0 supports itself: /m,
    (at) => [at, (at + 1) % 20_000],
  ),
  heavyCase('20,000 above one', 'check FILE', 1, /^\d+ errors/m, (at) => [at, 0]),
  heavyCase('a chain of 20,000', 'export FILE --format markdown', 0, /G19999/, (at) => [
    at,
    at + 1,
  ]),
  heavyCase(
    'a chain of 20,000',
    'export FILE --format ltac',
    0,
    /^warning nodes\.G\d+ It hangs more than 500 /m,
    (at) => [at, at + 1],
  ),
  refusedImport('a cycle', 'gsn2x', /^error \S+ The argument supports itself: .+\.$/m, () => [
    rows(19_000, (at) => `G${at}:\n  text: x\n  supportedBy: [G${(at + 1) % 19_000}]`, '\n'),
  ]),
  refusedImport(
    'a cycle',
    'ltac',
    /^error line_\d+,\S+ The argument supports itself: .+\.$/m,
    () => [
      rows(100, (at) => `${'  '.repeat(at)}- Claim C${at}: x`, '\n'),
      `\n${'  '.repeat(100)}- Link C0\n`,
    ],
  ),

  refusedImport('one id 20,000 times', 'casewright', /^error nodes\[\d+\]\S* .+\.$/m, () => {
    const document = builtInTemplate('hospital-supplement', countingIds());
    const [node] = document.nodes;
    return [JSON.stringify({ ...document, nodes: Array.from({ length: 20_000 }, () => node) })];
  }),
  refusedImport('one id 20,000 times', 'gsn2x', /^error line_\d+,\S+ .+ twice\.$/m, () => [
    rows(20_000, () => 'G1:\n  text: x', '\n'),
  ]),
  refusedImport('one id 20,000 times', 'ltac', /^error line_\d+,\S+ .+$/m, () => [
    rows(20_000, () => '- Claim C1: x', '\n'),
  ]),

  ...(['casewright', 'tea'] as const).map((format) =>
    refusedImport(
      'nested 10,000 deep',
      format,
      new RegExp(`^error ${LINE} .+deep\\.$`, 'm'),
      () => [`${PREFIX[format]}${nested('[', ']', 10_000)}}`],
    ),
  ),
  refusedImport('nested 10,000 deep', 'sacm', /^error line_1,\S+ .+levels deep\.$/m, () => [
    nested('<a>', '</a>', 10_000),
  ]),
  ...(['template', 'gsn2x'] as const).map((format) =>
    refusedImport('nested 10,000 deep', format, /^error line_\d+,\S+ .+deeply\.$/m, () => [
      `${PREFIX[format]}${nested('[', ']', 10_000)}\n`,
    ]),
  ),
  refusedImport('nested 10,000 deep', 'ltac', /^error line_2,\S+ .+ one level below .+\.$/m, () => [
    `${PREFIX.ltac}${'  '.repeat(10_000)}- Claim C2: x\n`,
  ]),
  {
    // As deep as 32 MiB of indentation go: no more than a deep case, which may be.
    kind: '5,700 levels',
    format: 'ltac',
    command: 'check FILE',
    exit: 1,
    says: /^\d+ errors/m,
    make: () => [rows(5_700, (at) => `${'  '.repeat(at)}- Claim C${at}: x`, '\n')],
  },
  refusedLog('nested 10,000 deep', /^error damaged results\S* .+deep\.$/m, () => [
    `${PREFIX.inspect}${nested('[', ']', 10_000)}}`,
  ]),

  refusedImport('more values than memory', 'casewright', /^error line_1,\S+ .+\.$/m, () => [
    `${PREFIX.casewright}[${'[],'.repeat(21_000_000)}[]]}`,
  ]),
  refusedImport('just as many values as are read', 'casewright', /^error \S+ .+\.$/m, () => [
    `${PREFIX.casewright}[${'{},'.repeat(990_000)}{}]}`,
  ]),
  refusedImport('more values than memory', 'tea', /^error line_1,\S+ .+\.$/m, () => [
    `${PREFIX.tea}[${'[],'.repeat(10_000_000)}[]]}`,
  ]),
  refusedImport('just as many values as are read', 'tea', /^error \S+ .+\.$/m, () => [
    `${PREFIX.tea}[${rows(299_990, (at) => `{"id":"${at}"}`)}]}`,
  ]),
  refusedImport(
    'just as many challenges as are read',
    'tea',
    /^error \S+ .+challenges; .+\.$/m,
    () => [
      `${PREFIX.tea}[`,
      rows(
        99_990,
        (at) =>
          `{"id":"${at}","name":"D${at}","type":"PROPERTY_CLAIM","isDefeater":true,"defeatsElementId":"${at + 1}"}`,
      ),
      ']}',
    ],
  ),
  {
    kind: 'just as many values as are read in one text',
    format: 'sacm',
    command: read('sacm'),
    exit: 0,
    says: /^warning line_1,\S+ This is no value of ‘bodies’; it is dropped\.$/m,
    make: () => [
      '<AssuranceCasePackage><taggedValue key="casewright:bodies">{"x":[',
      '{},'.repeat(390_000),
      '{}]}</taggedValue><argumentPackage/></AssuranceCasePackage>',
    ],
  },
  refusedImport(
    'more values than memory',
    'sacm',
    /^error line_1,\S+ .+ holds too much\.$/m,
    () => [
      '<AssuranceCasePackage><taggedValue key="casewright:bodies">[',
      '{},'.repeat(10_000_000),
      '{}]</taggedValue></AssuranceCasePackage>',
    ],
  ),
  refusedImport('more elements than memory', 'sacm', /^error line_1,\S+ .+\.$/m, () => [
    `${PREFIX.sacm}${'<claim/>'.repeat(4_000_000)}`,
  ]),
  refusedImport('just as many elements as are read', 'sacm', /^error line_\d+,\S+ .+\.$/m, () => [
    PREFIX.sacm,
    rows(59_990, (at) => `<claim id="c${at}"/>`, '\n'),
    rows(79_990, (at) => `<assertedInference source="c${at % 59_990}" target="c0"/>`, '\n'),
    '</argumentPackage></AssuranceCasePackage>',
  ]),
  ...(['template', 'gsn2x'] as const).map((format) =>
    refusedImport('more values than memory', format, /^error \S+ .+\.$/m, () => [
      `${PREFIX[format]}[${'x,'.repeat(15_000_000)}]\n`,
    ]),
  ),
  ...(['template', 'gsn2x'] as const).map((format) =>
    refusedImport('just as many values as are read at once', format, /^error \S+ .+\.$/m, () => [
      `${PREFIX[format]}[${'"",'.repeat(format === 'gsn2x' ? 124_000 : 24_000)}]\n`,
    ]),
  ),
  refusedImport('just as many values as are read', 'gsn2x', /^error a0 .+\.$/m, () => [
    rows(16, (at) => `a${at}: [${'"",'.repeat(31_000)}]`, '\n'),
  ]),
  refusedImport('just as many entries as are read', 'gsn2x', /^error a0 .+\.$/m, () => [
    rows(248_000, (at) => `a${at}: ""`, '\n'),
  ]),
  refusedImport('just as many aliases as are read', 'gsn2x', /^error a0 .+\.$/m, () => [
    'a0: &a x\n',
    rows(16, (at) => `a${at + 1}: [${'*a,'.repeat(17_000)}]`, '\n'),
  ]),
  refusedImport('a mistake in each of 124,000 places', 'gsn2x', /^error line_2,\S+ .+\.$/m, () => [
    `${PREFIX.gsn2x}[${'"" '.repeat(124_000)}]\n`,
  ]),
  refusedImport('a million commas', 'gsn2x', /^error line_2,\S+ A value is missing .+\.$/m, () => [
    `${PREFIX.gsn2x}[${','.repeat(990_000)}]\n`,
  ]),
  refusedImport('more elements than memory', 'ltac', /^error line_\d+,\S+ .+\.$/m, () => [
    PREFIX.ltac,
    '  - Claim: x\n'.repeat(2_500_000),
  ]),
  refusedImport('just as many elements as are read', 'ltac', /^error line_\d+,\S+ .+\.$/m, () => [
    PREFIX.ltac,
    '  - Claim: x\n'.repeat(99_990),
  ]),
  refusedLog('more values than memory', /^error damaged results\S* .+\.$/m, () => [
    `${PREFIX.inspect}[${'[],'.repeat(11_000_000)}[]]}`,
  ]),
  refusedLog('a member larger than any header', /^error too-large byte_\d+ .+\.$/m, () => [
    `${PREFIX.inspect}"`,
    'x'.repeat(NOTHING),
    '"}',
  ]),
  ...IMPORTED.map((format) =>
    refusedImport('one text of 31 MB', format, /^error \S+ .+\.$/m, () => [
      PREFIX[format],
      format === 'sacm' ? '<claim content="' : '"',
      'x'.repeat(31 * MiB),
      '"',
    ]),
  ),
];
