import { LoadingRows } from '@/components/ui/Loading';

export default function LoadingMonitors() {
  return (
    <div className="sheetpage">
      <LoadingRows rows={8} />
    </div>
  );
}
