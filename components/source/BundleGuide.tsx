import { Command } from "@/components/ui/Command";
import styles from "./BundleGuide.module.css";

const TABLES: readonly { table: string; needs: string; gives: string }[] = [
  {
    table: "accounts",
    needs: "account_id, created_at",
    gives: "who the accounts are: type, organization, email, sign-up address, status, verified entity",
  },
  { table: "api_keys", needs: "api_key_id, account_id", gives: "keys and when they lived" },
  {
    table: "payment_instruments",
    needs: "account_id, fingerprint, kind",
    gives: "cards, banks, wallets by fingerprint; a full card number is refused",
  },
  {
    table: "exchanges",
    needs: "ts, account_id",
    gives: "the request log: key, address, model, tokens, client, template",
  },
  {
    table: "observations",
    needs: "account_id, kind, value",
    gives: "any other signal two accounts can share",
  },
  { table: "events", needs: "at, kind", gives: "bans, verifications, model releases, tips" },
  {
    table: "roster",
    needs: "cidr_or_value, kind, class",
    gives: "known shared infrastructure and how many it holds",
  },
  { table: "asn", needs: "cidr, asn", gives: "your own knowledge of networks" },
];

/** How to bring in one's own records. */
export function BundleGuide({ open }: { open: boolean }) {
  return (
    <details className={styles.guide} open={open}>
      <summary>How to import</summary>
      <div className={styles.body}>
        <p>
          In the browser, begin with Add records: any CSV, NDJSON or Parquet file can be mapped onto these
          tables there. On the command line, also for very large exports: a folder with these files, each CSV
          with a header, NDJSON or Parquet, optionally .gz. Times are ISO-8601 with a zone, or epoch
          milliseconds.
        </p>
        <Command>npm run ringleader -- ingest PATH --dry-run</Command>
        <Command>npm run ringleader -- ingest PATH</Command>
        <table className={styles.tables}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Required columns</th>
              <th scope="col">What it tells</th>
            </tr>
          </thead>
          <tbody>
            {TABLES.map((row) => (
              <tr key={row.table}>
                <th scope="row">
                  <code>{row.table}</code>
                </th>
                <td>
                  <code>{row.needs}</code>
                </td>
                <td>{row.gives}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
