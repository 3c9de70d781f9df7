import type { ReactNode } from 'react';
import { Title } from '@/components/ui/Title';
import { Brand, SkipLink } from './Brand';

/** The quiet pages before the shell: sign-in, set-up, invitation. One column, one act. */
export function AuthCard(props: {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  children: ReactNode;
  /** Small words under the form: another way in, what happens next. */
  foot?: ReactNode;
}) {
  const { title, lead, children, foot } = props;
  return (
    <div className="quietpage">
      <SkipLink />
      <header className="top">
        <Brand href="/" />
      </header>
      <main id="content" tabIndex={-1}>
        <Title>{title}</Title>
        {lead ? <p className="lead">{lead}</p> : <div className="h-4" />}
        <div className="paper">{children}</div>
        {foot && <div className="foot">{foot}</div>}
      </main>
    </div>
  );
}

/** A hairline with a word on it, between two ways to do the same. */
export function Or(props: { children: ReactNode }) {
  return <p className="or meta">{props.children}</p>;
}
