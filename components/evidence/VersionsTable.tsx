import { Button } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { Icon } from '@/components/ui/Icon';
import { DataTable, TwoLines } from '@/components/ui/Ledger';
import { Status } from '@/components/ui/Status';
import { DateOf } from '@/components/ui/Time';
import type { ArtefactPage } from '@/server/evidence/reading';
import { formatBytes } from './formatBytes';
import { againstLimit, type Limit, type Series } from './series';
import { shortDecimal } from './shortDecimal';
import { TEXT } from './text';
import { VersionStatus } from './VersionStatus';

type Version = ArtefactPage['versions'][number];

/** Every version with its figure and what the criterion says to it. */
export function VersionsTable(props: {
  versions: readonly Version[];
  current: number | null;
  series: Series | null;
  onRetract: (version: { id: string; number: number }) => void;
}) {
  const { versions, current, series, onRetract } = props;
  const limit = series?.limit ?? null;
  return (
    <div className="tablescroll mt-4">
      <DataTable
        stack
        caption={TEXT.artefact.caption}
        columns={[
          { key: 'version', head: TEXT.artefact.version },
          { key: 'state', head: TEXT.library.state },
          { key: 'measured', head: TEXT.artefact.measured },
          { key: 'subject', head: TEXT.artefact.subject },
          { key: 'samples', head: TEXT.artefact.samples, right: true },
          { key: 'value', head: series?.metric ?? TEXT.artefact.value, right: true },
          ...(limit
            ? [
                {
                  key: 'against',
                  head: TEXT.artefact.against(limit.identifier, limit.position),
                },
              ]
            : []),
          { key: 'digest', head: TEXT.artefact.digest },
          { key: 'acts', head: TEXT.artefact.acts, silent: true },
        ]}
      >
        {versions.map((version) => (
          <Row
            key={version.id}
            of={version}
            shown={version.number === current}
            metric={series?.metric ?? null}
            limit={limit}
            onRetract={onRetract}
          />
        ))}
      </DataTable>
    </div>
  );
}

function Row(props: {
  of: Version;
  shown: boolean;
  metric: string | null;
  limit: Limit | null;
  onRetract: (version: { id: string; number: number }) => void;
}) {
  const { of: version, shown, metric, limit, onRetract } = props;
  const figure = version.metrics.find(({ name }) => name === metric);
  return (
    <tr className={shown ? 'on' : undefined}>
      <td className="num">v{version.number}</td>
      <td>
        <TwoLines
          first={<VersionStatus state={version.state} />}
          second={version.reason || undefined}
        />
      </td>
      <td>{version.measuredAt && <DateOf at={version.measuredAt} />}</td>
      <td>{version.log?.model}</td>
      <td className="num r">{figure?.samples ?? version.log?.samples.completed ?? ''}</td>
      <td className="num r">
        {figure && <span title={figure.value}>{shortDecimal(figure.value)}</span>}
        {figure?.stderr && (
          <span className="ink3" title={figure.stderr}>
            {' '}
            ± {shortDecimal(figure.stderr)}
          </span>
        )}
      </td>
      {limit && (
        <td>{version.metrics.length > 0 && <Against version={version} limit={limit} />}</td>
      )}
      <td>{version.sha256 && <Digest value={version.sha256} />}</td>
      <td className="r">
        {version.href && (
          <a
            className="btn text square"
            href={version.href}
            download
            aria-label={TEXT.artefact.openVersion(version.number, formatBytes(version.size))}
            title={TEXT.artefact.openVersion(version.number, formatBytes(version.size))}
          >
            <Icon name="download" />
          </a>
        )}
        {version.mayRetract && (
          <Button
            look="text"
            stops
            aria-label={TEXT.artefact.retractVersion(version.number)}
            onClick={() => onRetract({ id: version.id, number: version.number })}
          >
            {TEXT.artefact.retract}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What the criterion says to a version's figures. */
function Against(props: { version: Version; limit: Limit }) {
  const { result, words } = againstLimit(props.version, props.limit);
  const met = result === 'met';
  return (
    <span title={words}>
      <Status icon={met ? 'pass' : 'fail'} tone={met ? 'ok' : 'bad'}>
        {met ? 'Met' : 'Not met'}
      </Status>
    </span>
  );
}
