import { TEXT } from './text';

export interface RedactionProps {
  /** Class of what is withheld: "Security", "Third party", "Personal data". */
  reasonClass: string;
  /** How many nodes are withheld here. */
  count: number;
  /** Why, and who may read it: "attack proposals and thresholds. Read by the assessors." */
  reason: string;
}

/** Withheld content that looks withheld: hatched, with its class, count and reason in words. */
export function Redaction(props: RedactionProps) {
  return (
    <div className="redact">
      <span>
        <b>{props.reasonClass}</b>
        {TEXT.withheldCount(props.count)}
        {props.reason && `: ${props.reason}`}
      </span>
    </div>
  );
}
