import { CopyButton } from './CopyButton';
import { TEXT } from './text';

/** A command to run elsewhere, with a copy button. */
export function CommandBlock(props: { command: string }) {
  return (
    <div className="cmdblock">
      <pre className="cmd">{props.command}</pre>
      <CopyButton value={props.command} label={TEXT.copyCommand} />
    </div>
  );
}
