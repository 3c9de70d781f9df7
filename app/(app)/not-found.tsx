import { LinkButton } from '@/components/ui/Button';
import { TEXT } from '@/components/ui/text';
import { Title } from '@/components/ui/Title';

/** Inside the frame; also what people without access get: both look the same. */
export default function NotFound() {
  return (
    <div className="state centred">
      <Title>{TEXT.missing.title}</Title>
      <p className="stmt mt-2">{TEXT.missing.why}</p>
      <div className="acts">
        <LinkButton href="/inbox" look="main">
          {TEXT.missing.act}
        </LinkButton>
        <LinkButton href="/registry">{TEXT.missing.public}</LinkButton>
      </div>
    </div>
  );
}
