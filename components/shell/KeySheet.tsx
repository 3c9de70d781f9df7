'use client';

import { Checkbox } from '@/components/ui/Checkbox';
import { Dialog } from '@/components/ui/Dialog';
import { Head } from '@/components/ui/Title';
import { Kbd } from '@/components/ui/Kbd';
import { bySection } from './actions';
import { TEXT } from './text';
import { useAllActions } from './useActions';
import { useSingleKeys } from './useSingleKeys';

/** The `?` sheet: every shortcut that works here, read from the action registry. */
export function KeySheet(props: { open: boolean; onClose: () => void }) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const sections = bySection(useAllActions().filter(({ shortcut }) => shortcut));
  return (
    <Dialog open={props.open} onClose={props.onClose} title={TEXT.keySheet.title} wide>
      <div className="keysheet">
        {sections.map(({ section, actions }) => (
          <section key={section}>
            <Head level={3}>{section}</Head>
            <ul>
              {actions.map(({ id, words, shortcut }) => (
                <li key={id}>
                  {words}
                  <span>
                    <Kbd keys={shortcut ?? ''} />
                    <span className="visually-hidden">{shortcut}</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Checkbox checked={singleKeys} onChange={(event) => setSingleKeys(event.target.checked)}>
        {TEXT.keySheet.singleKeys}
        <span className="meta block">{TEXT.keySheet.singleKeysHint}</span>
      </Checkbox>
    </Dialog>
  );
}
