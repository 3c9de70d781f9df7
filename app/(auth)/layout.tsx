import type { ReactNode } from 'react';
import { TrpcProvider } from '@/components/data/trpc';

export default function AuthLayout(props: { children: ReactNode }) {
  return <TrpcProvider>{props.children}</TrpcProvider>;
}
