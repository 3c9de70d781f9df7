'use client';

import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { TEXT } from '@/components/ui/text';

/** The last resort of every page: what happened, whether work is safe, what to do. */
export default function ErrorPage(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="content">
      <ErrorState
        requestId={props.error.digest}
        act={
          <Button look="main" onClick={props.reset}>
            {TEXT.error.again}
          </Button>
        }
      />
    </main>
  );
}
