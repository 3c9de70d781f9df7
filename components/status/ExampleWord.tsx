import { Status } from '@/components/ui/Status';
import { TEXT } from './text';

/** Beside the name of a case of the worked example, wherever cases are listed or open. */
export function ExampleWord() {
  return (
    <Status icon="caution" tone="warn">
      {TEXT.example}
    </Status>
  );
}
