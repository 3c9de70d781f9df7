import type { CaseFacts } from './document';
import type { Values } from './fields';
import type { FACTS } from './structureShape';

/** The facts of a case by dotted path, as the structure document keeps them. */
export type FactRegisters = Values<typeof FACTS>;

/** The facts of a case that nobody has filled in yet. */
export function emptyFacts(): CaseFacts {
  return {
    subject: { name: '', version: '', description: '', digest: '' },
    setting: {
      name: '',
      purpose: '',
      users: '',
      tasks: '',
      permissions: '',
      oversight: '',
      volume: '',
    },
    decision: '',
    window: { from: '', until: '', zone: '', ends: '' },
    outcomes: [],
    failureConditions: [],
    notCovered: [],
  };
}

/** The facts by dotted path, as the structure document keeps them. */
export function flattenFacts({ subject, setting, window, decision }: CaseFacts): FactRegisters {
  return {
    'subject.name': subject.name,
    'subject.version': subject.version,
    'subject.description': subject.description,
    'subject.digest': subject.digest,
    'setting.name': setting.name,
    'setting.purpose': setting.purpose,
    'setting.users': setting.users,
    'setting.tasks': setting.tasks,
    'setting.permissions': setting.permissions,
    'setting.oversight': setting.oversight,
    'setting.volume': setting.volume,
    decision,
    'window.from': window.from,
    'window.until': window.until,
    'window.zone': window.zone,
    'window.ends': window.ends,
  };
}

/** The facts as the case document has them; lists are records of their own. */
export function unflattenFacts(
  facts: FactRegisters,
): Pick<CaseFacts, 'subject' | 'setting' | 'window' | 'decision'> {
  return {
    subject: {
      name: facts['subject.name'],
      version: facts['subject.version'],
      description: facts['subject.description'],
      digest: facts['subject.digest'],
    },
    setting: {
      name: facts['setting.name'],
      purpose: facts['setting.purpose'],
      users: facts['setting.users'],
      tasks: facts['setting.tasks'],
      permissions: facts['setting.permissions'],
      oversight: facts['setting.oversight'],
      volume: facts['setting.volume'],
    },
    decision: facts.decision,
    window: {
      from: facts['window.from'],
      until: facts['window.until'],
      zone: facts['window.zone'],
      ends: facts['window.ends'],
    },
  };
}
