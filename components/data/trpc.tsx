'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { useState, type ReactNode } from 'react';
import type { AppRouter } from '@/server/trpc/root';
import type { ErrorShape } from '@/server/trpc/init';

const context = createTRPCContext<AppRouter>();
export const useTRPC = context.useTRPC;
export const useTRPCClient = context.useTRPCClient;

/** Calls that a person must be told about are never repeated behind their back. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && isTransient(error) },
      mutations: { retry: false },
    },
  });
}

function isTransient(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data === undefined;
}

export interface Failure {
  message: string;
  code: ErrorShape['code'] | 'offline';
  path: string | null;
  requestId: string | null;
}

/** What a failed call means for the person: words, where in the input, and a request id. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof TRPCClientError) {
    const shape = (error.data as { casewright?: ErrorShape } | undefined)?.casewright;
    if (shape)
      return {
        message: error.message,
        code: shape.code,
        path: shape.path,
        requestId: shape.requestId,
      };
  }
  return {
    message: 'The server does not answer. Check the connection and try again.',
    code: 'offline',
    path: null,
    requestId: null,
  };
}

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: '/api/trpc', maxItems: 10 })],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
