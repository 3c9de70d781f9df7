import { Icon } from '@/components/ui/Icon';
import { TEXT } from './text';

/**
 * Says of a page that it is of the worked example: a band that is read first, and the word across
 * the page, on paper too.
 */
export function ExampleMark() {
  return (
    <p className="example" role="note">
      <Icon name="caution" />
      <span>
        <b>{TEXT.example.word}.</b> {TEXT.example.words}
      </span>
    </p>
  );
}
