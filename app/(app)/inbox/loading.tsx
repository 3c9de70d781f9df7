import { LoadingRows } from '@/components/ui/Loading';

export default function Loading() {
  return (
    <div className="sheetpage">
      <LoadingRows rows={10} />
    </div>
  );
}
