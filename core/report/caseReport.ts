import type { CaseDocument } from '@/core/argument/document';
import { filledText } from '@/core/argument/parameters';
import { argumentEntries } from './argumentEntries';
import { contractSections } from './contractSections';
import { moduleSections } from './moduleSections';
import {
  record,
  section,
  type CaseReport,
  type ReportRecord,
  type ReportRow,
  type ReportSection,
} from './model';
import { ReportContext } from './reportContext';
import { REPORT_TEXT as text } from './reportText';

/** Writes out a case. Sections without content are left out. */
export function caseReport(document: CaseDocument): CaseReport {
  const context = new ReportContext(document);
  const { fill } = context;
  const sections = [
    section(text.label, { rows: labelRows(document, context) }),
    section(text.parameters, { records: parameterRecords(document) }),
    section(text.argument, { entries: argumentEntries(context) }),
    section(text.doubts, { records: doubtRecords(document, context) }),
    section(text.claimPoints, { records: claimPointRecords(document, context) }),
    section(text.conditions, { records: conditionRecords(document, context) }),
    section(text.indicators, { records: indicatorRecords(document, context) }),
    section(text.outcomes, {
      records: document.facts.outcomes.map(({ identifier, text: outcome, criterion }) =>
        record(identifier, fill(outcome), [[text.criterion, fill(criterion)]]),
      ),
    }),
    section(text.failureConditions, {
      records: document.facts.failureConditions.map((one) =>
        record('', fill(one.text), [
          [text.trigger, one.unmonitorable ? text.unmonitorable : fill(one.trigger)],
        ]),
      ),
    }),
    section(text.notCovered, {
      records: document.facts.notCovered.map((one) => record('', fill(one), [])),
    }),
    ...contractSections(context),
    ...moduleSections(context),
    templateSection(document),
  ];
  return {
    title: filledText(document.title, document.parameters) || text.untitled,
    kind: text.kind[document.kind],
    question: fill(document.facts.decision),
    sections: sections.filter(
      ({ rows, entries, records }) => rows.length + entries.length + records.length > 0,
    ),
  };
}

function labelRows({ facts, module }: CaseDocument, { fill }: ReportContext): ReportRow[] {
  const { subject, setting, window } = facts;
  const dates = [window.from, window.until].filter(Boolean).map(fill).join(' – ');
  return [
    [text.subject, [subject.name, subject.version].filter(Boolean).map(fill).join(', ')],
    [text.description, fill(subject.description)],
    [text.subjectDigest, subject.digest],
    ...Object.entries(text.setting).map(([member, name]): ReportRow => {
      return [name, fill(setting[member as keyof typeof setting])];
    }),
    [text.window, dates === '' ? text.noWindow : [dates, window.zone].filter(Boolean).join(', ')],
    [text.atEnd, text.ends[window.ends]],
    [text.module, module],
  ];
}

function parameterRecords({ parameters }: CaseDocument): ReportRecord[] {
  return parameters.map(({ name, value, description, index }) =>
    record(name, value || text.notFilled, [
      [text.meaning, description],
      [text.repeated, index ? text.severalValues : ''],
    ]),
  );
}

function doubtRecords({ defeaters }: CaseDocument, context: ReportContext): ReportRecord[] {
  return context.sorted(defeaters).map((doubt) =>
    record(doubt.identifier, context.fill(doubt.text), [
      [text.challenges, `${context.target(doubt.target)}, ${text.doubtKind[doubt.kind]}`],
      [text.source, text.origin[doubt.origin]],
      [text.answer, doubt.response === '' ? text.unanswered : context.fill(doubt.response)],
      [text.argued, context.names(doubt.argument === null ? [] : [doubt.argument])],
      [text.decisionTaken, context.decision(doubt.defeat)],
    ]),
  );
}

function claimPointRecords({ claimPoints }: CaseDocument, context: ReportContext): ReportRecord[] {
  return context.sorted(claimPoints).map(({ identifier, target, argument, module }) =>
    record(identifier, '', [
      [text.on, context.target(target)],
      [
        text.argued,
        [context.names(argument === null ? [] : [argument]), module].filter(Boolean).join(', '),
      ],
    ]),
  );
}

function conditionRecords({ conditions }: CaseDocument, context: ReportContext): ReportRecord[] {
  return conditions.map((condition) =>
    record(condition.identifier, context.fill(condition.text), [
      [text.type, text.conditionKind[condition.kind]],
      [text.severity, condition.severity],
      [text.protects, context.names(condition.protects)],
      [text.mayBe, condition.dispositionsAllowed.join(', ')],
    ]),
  );
}

function indicatorRecords({ indicators }: CaseDocument, context: ReportContext): ReportRecord[] {
  return context.sorted(indicators).map((one) =>
    record(one.identifier, context.fill(one.title), [
      [text.watches, context.names([one.node])],
      [text.definition, context.fill(one.definition)],
      [text.source, context.fill(one.source)],
      [
        text.limits,
        `${one.comparator} ${one.amber} (amber), ${one.comparator} ${one.red} (red) ${one.unit}`.trim(),
      ],
      [text.every, one.period],
      [text.grace, one.grace],
      [text.severity, one.critical ? text.critical : ''],
    ]),
  );
}

function templateSection({ template }: CaseDocument): ReportSection {
  if (template === null) return section(text.template, {});
  return section(text.template, {
    rows: [
      [text.template, [template.id, template.version].filter(Boolean).join(', ')],
      [text.notation, template.notation],
      [text.basedOn, template.basedOn],
    ],
    records: template.honestLimits.map((limit) => record('', limit, [])),
  });
}
