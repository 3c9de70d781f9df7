import type { ConditionKind } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import type { DisclosedCase } from '@/core/snapshot/disclosed';
import type { BaseCondition, BaseInterface } from '@/core/supplement/baseInterface';

/**
 * The label of a release, like a medicine's: generated from its conditions of use, setting, window
 * and what it does not claim, never typed (domain rule 47; 21 CFR 201.57 for the shape). Every line
 * says which element it comes from. The label of a supplement carries the conditions of its base on,
 * each with how it is disposed of: they bind whoever uses the system there too.
 */

const LABEL_SECTIONS = [
  'indications',
  'contraindications',
  'warnings',
  'limits',
  'required-controls',
  'configuration',
  'security',
  'reporting',
  'window',
  'not-covered',
] as const;
type LabelSectionKey = (typeof LABEL_SECTIONS)[number];

interface LabelLine {
  text: string;
  /** Identifier of the condition or node it comes from; empty for facts of the release itself. */
  from: string;
  /** Of a condition of the base: how the supplement disposes of it; otherwise empty. */
  note: string;
}

export interface Label {
  /** Says that the label is a summary: it must never read as the whole. */
  incomplete: string;
  /** Sections in their order, with at least one line each. */
  sections: { key: LabelSectionKey; lines: LabelLine[] }[];
}

const SECTION_OF: Record<ConditionKind, LabelSectionKey> = {
  indication: 'indications',
  contraindication: 'contraindications',
  warning: 'warnings',
  limit: 'limits',
  'required-control': 'required-controls',
  configuration: 'configuration',
  security: 'security',
  reporting: 'reporting',
  validity: 'window',
};

const AT_END: Record<'' | 'retire' | 'replace' | 're-argue', string> = {
  '': '',
  retire: ' On the last day the system is retired.',
  replace: ' On the last day the system is replaced.',
  're-argue': ' On the last day the system is re-argued, or its use stops.',
};

const INCOMPLETE =
  'This label is a summary and not complete: the conditions of use bind as they stand, and the argument says why they are there.';

/**
 * Generates the label from what a view discloses. The same views give the same label anywhere.
 *
 * @param base of a supplement: what its reader can see of the base
 */
export function labelOf(shown: DisclosedCase, base: BaseInterface | null = null): Label {
  const lines = new Map<LabelSectionKey, LabelLine[]>();
  const add = (key: LabelSectionKey, text: string, from = '', note = ''): void => {
    if (text.trim() === '') return;
    lines.set(key, [...(lines.get(key) ?? []), { text: text.trim(), from, note }]);
  };
  for (const line of settingLines(shown)) add('indications', line);
  for (const { condition, identifier } of shown.conditions) {
    add(SECTION_OF[condition.type], condition.text, identifier ?? '');
  }
  for (const { condition, note } of carriedOn(shown, base)) {
    add(SECTION_OF[condition.kind], condition.text, condition.identifier, note);
  }
  const { decision } = shown;
  if (decision !== null) {
    if (decision.window !== null) {
      const { from, until, zone } = decision.window;
      add('window', `${longDate(from)} to ${longDate(until)}, ${zone}.${AT_END[decision.atEnd]}`);
    }
    for (const line of decision.notCovered) add('not-covered', line);
  }
  for (const { identifier, statement } of notClaimed(shown)) {
    add('not-covered', `Not claimed: ${statement}`, identifier);
  }
  return {
    incomplete: INCOMPLETE,
    sections: LABEL_SECTIONS.flatMap((key) => {
      const found = lines.get(key);
      return found === undefined ? [] : [{ key, lines: found }];
    }),
  };
}

/** Conditions of the base that bind here too; those that do not apply here are left out. */
function carriedOn(
  shown: DisclosedCase,
  base: BaseInterface | null,
): { condition: BaseCondition; note: string }[] {
  return (base?.conditions ?? []).flatMap((condition) => {
    const said = shown.dispositions.find(
      (one) => one.condition === condition.id || one.condition === condition.identifier,
    );
    switch (said?.disposition) {
      case undefined:
        return [{ condition, note: 'Not answered here.' }];
      case 'not-applicable':
        return [];
      case 'discharge': {
        const by = said.by.flatMap((id) => shown.identifiers.get(id) ?? []).sort(compareText);
        return [{ condition, note: by.length === 0 ? '' : `Met by ${by.join(', ')}.` }];
      }
      case 'accept-residual': {
        const owner = said.owner.trim() === '' ? '' : ` Owner: ${withoutStop(said.owner)}.`;
        const note = `Not met in full. ${withoutStop(said.compensating)}.${owner}`;
        return [{ condition, note }];
      }
    }
  });
}

/** Elements whose authors say outright that they do not claim them. */
export function notClaimed(
  shown: DisclosedCase,
): { id: string; identifier: string; statement: string }[] {
  return shown.outline.flatMap((entry) => {
    if (entry.entry !== 'node' || entry.node.claim !== 'not-claimed') return [];
    if (!entry.text.shown) return [];
    return [
      {
        id: entry.node.id,
        identifier: entry.identifier ?? '',
        statement: entry.text.value.statement,
      },
    ];
  });
}

/** 2027-03-01 as "1 March 2027"; what is no date is given back as it stands. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return name === undefined || day === undefined ? date : `${day} ${name} ${year}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function settingLines({ subject, setting }: DisclosedCase): string[] {
  const lines: string[] = [];
  const system = [subject?.name, subject?.version].filter(Boolean).join(' ');
  if (setting === null) return system === '' ? [] : [`${system}.`];
  const place = [setting.name, setting.purpose].filter((part) => part.trim() !== '').join(': ');
  const where = [system, place].filter((part) => part !== '').join(' in ');
  if (where !== '') lines.push(`${withoutStop(where)}.`);
  if (setting.users.trim() !== '') lines.push(`Users: ${withoutStop(setting.users)}.`);
  if (setting.tasks.trim() !== '') lines.push(`Tasks: ${withoutStop(setting.tasks)}.`);
  return lines;
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
