import type { Metadata } from 'next';
import Link from 'next/link';
import { ACCOUNT } from '@/components/shell/navigation';
import { TEXT as PEOPLE } from '@/components/people/text';
import { SigningKeys } from '@/components/signing/SigningKeys';
import { TEXT } from '@/components/signing/text';
import { Title } from '@/components/ui/Title';
import { serverCaller, signedIn } from '@/server/trpc/caller';

export const metadata: Metadata = { title: TEXT.keys.title };

export default async function SigningKeysPage() {
  await signedIn('/account/keys');
  const me = await (await serverCaller()).people.me();
  const organisations = (me?.organisations ?? []).map(({ slug, name }) => ({ slug, name }));
  return (
    <div className="sheetpage narrow-measure">
      <div className="pagehead">
        <Title>{TEXT.keys.title}</Title>
        <span className="sp" />
        <Link href={ACCOUNT.sessions}>{PEOPLE.account.title}</Link>
      </div>
      <SigningKeys organisations={organisations} />
    </div>
  );
}
