import type { ReactNode } from 'react';
import { TrpcProvider } from '@/components/data/trpc';

/** Pages with one act: no navigation around it. */
export default function FocusLayout(props: { children: ReactNode }) {
  return <TrpcProvider>{props.children}</TrpcProvider>;
}
