import { caseTabs } from '@/components/cases/caseTabs';
import { CaseBar } from '@/components/shell/CaseBar';
import { Forbidden } from '@/components/ui/ErrorState';
import type { CaseInfo } from './LiveCase';
import { TEXT } from './liveText';

/** A case whose frozen releases are open to the person, and whose live draft is not. */
export function DraftClosed(props: { info: CaseInfo }) {
  const { info } = props;
  return (
    <>
      <CaseBar
        title={info.title}
        example={info.example}
        subject={info.subject}
        tabs={caseTabs(info, 'argument', false)}
      />
      <div className="sheetpage">
        <Forbidden reason={TEXT.draftClosed} owner={info.orgSlug} />
      </div>
    </>
  );
}
