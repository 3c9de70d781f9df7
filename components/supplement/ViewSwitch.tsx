import { Segmented } from '@/components/ui/Segmented';
import { TEXT } from './text';
import { CONTRACT_VIEWS, type ContractView } from './viewOf';

/** Between what is demanded and the whole argument around it. */
export function ViewSwitch(props: { view: ContractView; onView: (view: ContractView) => void }) {
  return (
    <Segmented
      legend={TEXT.views.legend}
      value={props.view}
      onChange={props.onView}
      options={CONTRACT_VIEWS.map((value) => ({ value, words: TEXT.views[value] }))}
    />
  );
}
