import { redirect } from 'next/navigation';
import { pageSession } from '@/server/trpc/caller';

export default async function Home() {
  redirect((await pageSession()) ? '/inbox' : '/sign-in');
}
