'use client';

import { Checkbox } from '@/components/ui/Checkbox';
import { Select, TextArea, TextField } from '@/components/ui/Field';
import { EVIDENCE_ACCESS, type EvidenceAccess } from '@/core/policy/resources';
import type { EvidenceKind } from '@/server/evidence/kinds';
import { TEXT } from './text';
import type { NewArtefact } from './useUpload';

const KINDS: EvidenceKind[] = ['evaluation-log', 'report', 'record', 'other'];

export const emptyArtefact: NewArtefact = {
  title: '',
  kind: 'evaluation-log',
  method: '',
  subject: '',
  illustrative: false,
  access: 'assessors',
};

/** What an artefact is: asked once, when it is registered. */
export function ArtefactFields(props: {
  value: NewArtefact;
  onChange: (value: NewArtefact) => void;
  disabled: boolean;
}) {
  const { value, onChange, disabled } = props;
  const set = (change: Partial<NewArtefact>) => onChange({ ...value, ...change });
  return (
    <fieldset className="fieldset form" disabled={disabled}>
      <legend className="visually-hidden">{TEXT.upload.title}</legend>
      <TextField
        label={TEXT.upload.name}
        hint={TEXT.upload.nameHint}
        name="title"
        required
        maxLength={200}
        value={value.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <div className="twofields">
        <Select
          label={TEXT.upload.kind}
          hint={TEXT.kindNotes[value.kind]}
          value={value.kind}
          options={KINDS.map((kind) => ({ value: kind, words: TEXT.kinds[kind] }))}
          onChange={(event) => set({ kind: event.target.value as EvidenceKind })}
        />
        <TextField
          label={TEXT.upload.subject}
          hint={TEXT.upload.subjectHint}
          optional
          maxLength={300}
          value={value.subject}
          onChange={(event) => set({ subject: event.target.value })}
        />
      </div>
      <TextArea
        label={TEXT.upload.method}
        hint={TEXT.upload.methodHint}
        optional
        maxLength={2_000}
        value={value.method}
        onChange={(event) => set({ method: event.target.value })}
      />
      <Select
        label={TEXT.upload.access}
        value={value.access}
        options={EVIDENCE_ACCESS.map((access) => ({
          value: access,
          words: TEXT.accessOptions[access],
        }))}
        onChange={(event) => set({ access: event.target.value as EvidenceAccess })}
      />
      <Checkbox
        checked={value.illustrative}
        onChange={(event) => set({ illustrative: event.target.checked })}
      >
        {TEXT.upload.illustrative}
      </Checkbox>
    </fieldset>
  );
}
