import type { ReactNode } from 'react';
import { ExampleWord } from '@/components/status/ExampleWord';
import { Presences, type Presence } from '@/components/ui/Avatar';
import { SaveState, type SaveStateOf } from '@/components/ui/SaveState';
import { TabLinks } from '@/components/ui/Tabs';
import { TEXT } from './text';

export interface CaseBarProps {
  title: string;
  /** Of the worked example. */
  example?: boolean | undefined;
  /** "Larch 2, draft of r4" */
  subject: ReactNode;
  /** Statuses behind the subject: frozen with its digest, pinned base. */
  facts?: ReactNode;
  tabs?:
    | { href: string; words: string; count?: number | undefined; current: boolean }[]
    | undefined;
  /** Quiet words before the acts: "Compared with r3". */
  notes?: ReactNode;
  saveState?: SaveStateOf | undefined;
  people?: Presence[] | undefined;
  /** Buttons, the main one last. */
  acts?: ReactNode;
}

/** The bar of one case: what it is, its views, who is here, whether it is saved, what can be done. */
export function CaseBar(props: CaseBarProps) {
  const { title, example, subject, facts, tabs, notes, saveState, people, acts } = props;
  return (
    <div className="casebar">
      <h1 title={title}>{title}</h1>
      {example && <ExampleWord />}
      <span className="subject">{subject}</span>
      {facts}
      {tabs && <TabLinks label={TEXT.caseBar.label} tabs={tabs} />}
      <span className="sp" />
      {notes}
      {saveState && <SaveState of={saveState} />}
      {people && <Presences people={people} />}
      {acts}
    </div>
  );
}
